"""Digital signatures of PDFs: are they there, do they hold, who made them and when. Never asks the network."""

from __future__ import annotations
