"""Conditions on where something is, for the lists of every noun that has a place."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, or_, select
from sqlmodel import col

from backend.core.filters import holds, only
from backend.equipment.tables import EquipmentRow
from backend.sites.tables import AreaRow


def at_place(
    area: SQLColumnExpression[Any],
    equipment: SQLColumnExpression[Any],
    *,
    area_ids: Sequence[UUID] | None,
    equipment_ids: Sequence[UUID] | None,
) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter that names areas and equipment."""
    return [*only(area, area_ids), *only(equipment, equipment_ids)]


def place_holds(
    text: str, area: SQLColumnExpression[Any], equipment: SQLColumnExpression[Any]
) -> ColumnElement[bool]:
    """Whether the name of the area, or code or name of the equipment, holds the text."""
    areas = select(col(AreaRow.id)).where(
        holds(text, col(AreaRow.code), col(AreaRow.name_zh), col(AreaRow.name_en))
    )
    machines = select(col(EquipmentRow.id)).where(
        holds(text, col(EquipmentRow.code), col(EquipmentRow.name_zh), col(EquipmentRow.name_en))
    )
    return or_(area.in_(areas), equipment.in_(machines))


def area_code(area: SQLColumnExpression[Any]) -> SQLColumnExpression[str]:
    """Return the code of an area, to sort by: it is the same in both languages."""
    return (
        select(col(AreaRow.code)).where(col(AreaRow.id) == area).correlate_except(AreaRow).scalar_subquery()
    )
