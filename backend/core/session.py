"""The session that every read gets: the edge names the type, and may not import the library."""

from sqlmodel import Session

__all__ = ["Session"]
