"""Every table of the product; importing this package completes `metadata`."""

from sqlmodel import SQLModel

from backend.storage.tables import (
    alerts,
    cases,
    deliveries,
    hazards,
    indicators,
    outbox,
    partitions,
    people,
    places,
    readings,
    scores,
    sensors,
    sources,
    suppression,
)
from backend.storage.tables.loop import (
    archives,
    comments,
    deadlines,
    extensions,
    lanes,
    links,
    policies,
    repeats,
    supervisions,
    threads,
    voices,
)

__all__ = [
    "alerts",
    "archives",
    "cases",
    "comments",
    "deadlines",
    "deliveries",
    "extensions",
    "hazards",
    "indicators",
    "lanes",
    "links",
    "metadata",
    "outbox",
    "partitions",
    "people",
    "places",
    "policies",
    "readings",
    "repeats",
    "scores",
    "sensors",
    "sources",
    "supervisions",
    "suppression",
    "threads",
    "voices",
]

metadata = SQLModel.metadata
