"""Reviewers' rulings → wordings for the outline, with all that speaks against each. Pure; changes no rule.

A person decides: what is proposed here is printed, and pasted by hand or not at all.
"""

from __future__ import annotations

from pipeline.propose.aliases import propose

__all__ = ["propose"]
