"""Why a message, a file or a paper is what it is: the reasons of the tables, in Vietnamese for staff.

A reason is made where it is found, in English, and kept so in the ledger and the tables. Here stands the Vietnamese beside
each, by the stage that gives it; what libraries say of a damaged file stays as they say it.
"""

from __future__ import annotations

from pipeline.sentences.catalogue import Catalogue
from pipeline.sentences.reasons import fetching, libraries, parts, reading, sorting

REASONS = Catalogue(
    (*sorting.REASONS, *fetching.REASONS, *parts.REASONS, *libraries.REASONS, *reading.REASONS)
)
