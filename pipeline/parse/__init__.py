"""Bytes of a message in, nouns of `model.mail` out. Nothing here touches disk, clock or network."""
