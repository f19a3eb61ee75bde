"""Every table of the product."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from backend.core.packages import modules_of


def metadata() -> MetaData:
    """Complete once every module with the role `tables` is imported."""
    for _ in modules_of("tables"):
        pass
    return SQLModel.metadata
