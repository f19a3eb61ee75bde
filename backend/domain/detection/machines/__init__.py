"""The score of an equipment over its sensors together."""
