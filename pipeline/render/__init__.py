"""The only package that prints: results to a terminal, to a pipe, or as JSON."""
