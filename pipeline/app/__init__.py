"""The use cases: the only code that knows the order of the stages. One file per command, composed in `wire.py`."""
