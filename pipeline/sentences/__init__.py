"""What `check` says, in English and in Vietnamese side by side: one module for each of those who speak.

A sentence is made from a template and named values. Nothing here knows where the values come from, or who reads.
"""
