"""Bytes of a message in, nouns of `model.mail` out. No clock, no network; disk and programs only in `unar`."""
