"""Every table of the product; importing this package completes `metadata`."""

from sqlmodel import SQLModel

from backend.storage.tables import (
    alerts,
    archives,
    cases,
    comments,
    deadlines,
    deliveries,
    hazards,
    indicators,
    lanes,
    links,
    outbox,
    partitions,
    people,
    policies,
    readings,
    repeats,
    scores,
    sensors,
    sources,
    supervisions,
    suppression,
    threads,
)

__all__ = [
    "alerts",
    "archives",
    "cases",
    "comments",
    "deadlines",
    "deliveries",
    "hazards",
    "indicators",
    "lanes",
    "links",
    "metadata",
    "outbox",
    "partitions",
    "people",
    "policies",
    "readings",
    "repeats",
    "scores",
    "sensors",
    "sources",
    "supervisions",
    "suppression",
    "threads",
]

metadata = SQLModel.metadata
