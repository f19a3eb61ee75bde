"""The same rules over a whole history, in columns."""
