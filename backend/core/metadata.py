"""Every table of the product."""

from itertools import chain

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from backend.core.packages import modules_of


def metadata() -> MetaData:
    """Return all of them; imports the tables of all nouns, some of which stand in their store."""
    for _ in chain(modules_of("tables"), modules_of("store")):
        pass
    return SQLModel.metadata
