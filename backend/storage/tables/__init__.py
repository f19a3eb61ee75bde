"""Every table of the product; importing this package completes `metadata`."""

from sqlmodel import SQLModel

from backend.storage.tables import alerts, cases, deliveries, hazards, outbox, people, readings, sensors

__all__ = ["alerts", "cases", "deliveries", "hazards", "metadata", "outbox", "people", "readings", "sensors"]

metadata = SQLModel.metadata
