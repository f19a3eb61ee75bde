"""How one case goes on in another."""

from enum import StrEnum


class CaseLinkKind(StrEnum):
    """Read as "this case … the other one"."""

    DUPLICATE_OF = "DUPLICATE_OF"
    REOPENS = "REOPENS"
