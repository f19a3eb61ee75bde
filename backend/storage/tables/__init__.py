"""Every table of the product; importing this package completes `metadata`."""

from sqlmodel import SQLModel

from backend.storage.tables import (
    alerts,
    archives,
    cases,
    deadlines,
    deliveries,
    extensions,
    hazards,
    indicators,
    links,
    outbox,
    partitions,
    people,
    places,
    policies,
    readings,
    repeats,
    scores,
    sensors,
    sources,
    supervisions,
    suppression,
    threads,
    voices,
)

__all__ = [
    "alerts",
    "archives",
    "cases",
    "deadlines",
    "deliveries",
    "extensions",
    "hazards",
    "indicators",
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
