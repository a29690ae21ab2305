"""What is said in English and in Vietnamese, side by side.

By `check`: one module for each of those who speak. As reasons of messages and files: `reasons/`. A sentence is made from a
template and named values. Nothing here knows where the values come from, or who reads.
"""
