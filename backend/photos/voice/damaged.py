"""The exception for bytes that are not the recording that they begin as."""


class Damaged(ValueError):
    """The bytes are no whole recording of this format with one track of sound."""
