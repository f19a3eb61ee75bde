"""Reactions of the register to other nouns: what it needs is not closed, what changed is reviewed."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.equipment.rules import EquipmentState
from backend.equipment.store import EquipmentStore
from backend.risks.reviews.commands import call_review
from backend.risks.reviews.rules import Trigger
from backend.risks.revisions.store import RiskEvents
from backend.risks.store import RiskTree

REVIEWED: Final = frozenset({EquipmentState.COMMISSIONED, EquipmentState.SCRAPPED})
"""States of a machine whose beginning calls for a review; one that is replaced is scrapped."""


def keep_area(tx: Transaction, happened: Event) -> None:
    """Raises Refused(AREA_IN_USE) where open units lie in an area that is closed."""
    area_id = happened.ref("area")
    if area_id is not None and tx.get(RiskTree).units_in(area_id):
        raise Refused(ErrorCode.AREA_IN_USE, "units of the register are in it")


def keep_post(tx: Transaction, happened: Event) -> None:
    """Raises Refused(POST_HAS_RISKS) where a post that is closed answers for a part of the register."""
    post_id = happened.ref("post")
    if post_id is not None and (
        tx.get(RiskTree).has_of_post(post_id) or tx.get(RiskEvents).names(happened.site_id, post_id)
    ):
        raise Refused(ErrorCode.POST_HAS_RISKS, "its holders answer for risks")


def keep_department(tx: Transaction, happened: Event) -> None:
    """Raises Refused(DEPARTMENT_HAS_RISKS) where a department that is closed answers for a part of the
    register.
    """
    department_id = happened.ref("department")
    if department_id is not None and (
        tx.get(RiskTree).has_of_department(department_id)
        or tx.get(RiskEvents).names(happened.site_id, department_id)
    ):
        raise Refused(ErrorCode.DEPARTMENT_HAS_RISKS, "it answers for risks")


def follow_machine(tx: Transaction, happened: Event) -> None:
    """A machine was commissioned or scrapped: the events of its units are reviewed."""
    equipment_id = happened.ref("equipment")
    if equipment_id is not None and tx.get(EquipmentStore).get(equipment_id).state in REVIEWED:
        units = (unit.unit_id for unit in tx.get(RiskTree).units_with(equipment_id))
        _review_units(tx, units, Trigger.MACHINE_CHANGED, happened.note or "")


def follow_area(tx: Transaction, happened: Event) -> None:
    """An area moved: the events of the units in it are reviewed."""
    area_id = happened.ref("area")
    if area_id is not None:
        units = (unit.unit_id for unit in tx.get(RiskTree).units_in(area_id))
        _review_units(tx, units, Trigger.AREA_MOVED, "")


def _review_units(tx: Transaction, units: Iterable[UUID], trigger: Trigger, note: str) -> None:
    for unit_id in units:
        for event in tx.get(RiskEvents).of_unit(unit_id):
            call_review(tx, event.event_id, trigger, note=note)
