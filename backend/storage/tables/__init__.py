"""Every table of the product; importing this package completes `metadata`."""

from sqlmodel import SQLModel

from backend.storage.tables import (
    alerts,
    archives,
    cases,
    deliveries,
    hazards,
    indicators,
    outbox,
    partitions,
    people,
    readings,
    scores,
    sensors,
    sources,
    suppression,
)

__all__ = [
    "alerts",
    "archives",
    "cases",
    "deliveries",
    "hazards",
    "indicators",
    "metadata",
    "outbox",
    "partitions",
    "people",
    "readings",
    "scores",
    "sensors",
    "sources",
    "suppression",
]

metadata = SQLModel.metadata
