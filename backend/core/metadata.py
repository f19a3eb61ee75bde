"""Every table of the product."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from backend.core.packages import modules_of


def metadata() -> MetaData:
    """Return all of them; imports the tables of all nouns, some of which stand in their store."""
    for _ in modules_of("tables", "store"):
        pass
    return SQLModel.metadata
