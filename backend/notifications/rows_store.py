"""Rows of deliveries, written in one go: a red alert to a plant is a thousand of them."""

from collections.abc import Collection, Mapping, Sequence
from itertools import product
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import Session

from backend.notifications.tables import DeliveryRefRow, DeliveryRow


def insert_deliveries(
    session: Session, rows: Sequence[Mapping[str, Any]], object_ids: Collection[UUID]
) -> None:
    """Insert these rows, each about all of these objects."""
    if not rows:
        return
    session.execute(insert(DeliveryRow), rows)
    if object_ids:
        refs = [{"delivery_id": row["id"], "object_id": each} for row, each in product(rows, object_ids)]
        session.execute(insert(DeliveryRefRow), refs)
