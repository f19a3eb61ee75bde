"""Every table of the product; importing this package completes `metadata`."""

from sqlmodel import SQLModel

from backend.storage.tables import (
    alerts,
    archives,
    cases,
    deadlines,
    deliveries,
    hazards,
    indicators,
    outbox,
    partitions,
    people,
    policies,
    readings,
    scores,
    sensors,
    sources,
    supervisions,
    suppression,
)

__all__ = [
    "alerts",
    "archives",
    "cases",
    "deadlines",
    "deliveries",
    "hazards",
    "indicators",
    "metadata",
    "outbox",
    "partitions",
    "people",
    "policies",
    "readings",
    "scores",
    "sensors",
    "sources",
    "supervisions",
    "suppression",
]

metadata = SQLModel.metadata
