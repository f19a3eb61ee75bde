"""The time to the next limit."""
