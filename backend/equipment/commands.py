"""The ledger of equipment: machines added, described, placed, moved through their life."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from backend.core.codes import LONGEST_NAME, checked_name
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Stage
from backend.equipment import rules
from backend.equipment.events import (
    EQUIPMENT_ADDED,
    EQUIPMENT_CHANGED,
    EQUIPMENT_MOVED_ON,
    EQUIPMENT_TAKEN_OVER,
)
from backend.equipment.rules import Equipment, EquipmentState, LifeStep, Standing
from backend.equipment.store import EquipmentStore
from backend.sites import rules as sites
from backend.sites.area_commands import require_open_area
from backend.sites.plans.commands import check_place
from backend.sites.plans.rules import Point
from backend.sites.rules import EMPTY
from backend.sites.store import Sites

MOST_OTHER_CODES: Final = 10
MOST_MACHINES: Final = 10_000


@dataclass(frozen=True, slots=True)
class EquipmentDetails:
    """Details of a machine, as a person enters them."""

    code: str
    name: Text
    area_id: UUID
    stage: Stage
    kind: str = ""
    parent_id: UUID | None = None
    maker: str = ""
    serial_number: str = ""
    is_special: bool = False
    next_inspection_at: datetime | None = None
    next_maintenance_at: datetime | None = None
    other_codes: Sequence[str] = ()


def add_equipment(tx: Transaction, site_id: UUID, details: EquipmentDetails, *, by: Viewer) -> Equipment:
    """Add a machine, which is installed. Raises Refused: NOT_ALLOWED, NOT_FOUND, CODE_NOT_LATIN, CODE_TAKEN,
    AREA_CLOSED, INVALID_INPUT.
    """
    return _add(tx, site_id, details, EquipmentState.INSTALLED, by=by)


def take_over(
    tx: Transaction, site_id: UUID, details: EquipmentDetails, standing: Standing, *, by: Viewer
) -> Equipment:
    """Add a machine of a plant that is there already, in the state that its ledger says. The statement of who
    takes it over stands in for an acceptance record, and for the reasons of steps that nobody recorded here.

    Raises Refused: as `add_equipment`, STEP_AHEAD; NOT_ALLOWED for one under repair, which holds back alerts,
    where `by` may suppress none.
    """
    if standing.since > tx.now:
        raise Refused(ErrorCode.STEP_AHEAD, "a state that is still to come")
    if standing.state is EquipmentState.UNDER_REPAIR:
        by.require(Permission.SUPPRESS, site_id=site_id)
    item = _add(tx, site_id, details, standing.state, by=by)
    step = LifeStep(
        step_id=uuid4(),
        equipment_id=item.equipment_id,
        site_id=site_id,
        before=EquipmentState.INSTALLED,
        after=standing.state,
        at=standing.since,
        reason="",
        recorded_by=by.person_id,
        recorded_at=tx.now,
        is_taken_over=True,
    )
    tx.get(EquipmentStore).add_step(step)
    day = standing.since.astimezone(ZoneInfo(tx.get(Sites).get(site_id).timezone)).date()
    _announce(tx, EQUIPMENT_TAKEN_OVER, item, note=f"{item.code}: {standing.state}, {day}", by=by)
    return item


def change_equipment(
    tx: Transaction, equipment_id: UUID, details: EquipmentDetails, *, version: int, by: Viewer
) -> Equipment:
    """Describe the machine anew. A code that it had leads to it from now on as well, so that labels keep
    working.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, CONFLICT where it is not at this version any more, CODE_NOT_LATIN,
    CODE_TAKEN, PARENT_CYCLE, AREA_CLOSED, INVALID_INPUT.
    """
    before = equipment_of(tx, equipment_id, by)
    if details.area_id != before.area_id:
        require_open_area(tx, before.site_id, details.area_id)
    after, others = _described(tx, before, details)
    if after.code != before.code:
        others = {*others, before.code}
    known = set(tx.get(EquipmentStore).other_codes(equipment_id))
    if after == before and others == known:
        return _at_version(before, version)
    fields = [name for name in _FIELDS if getattr(before, name) != getattr(after, name)]
    if others != known:
        fields.append("other_codes")
    changed = _write(tx, before, after, version=version, by=by)
    tx.get(EquipmentStore).set_other_codes(changed, others)
    _announce(tx, EQUIPMENT_CHANGED, changed, note=f"{changed.code}: {', '.join(fields)}", by=by)
    return changed


def place_equipment(
    tx: Transaction, equipment_id: UUID, *, plan_id: UUID | None, at: Point | None, version: int, by: Viewer
) -> Equipment:
    """Put the machine onto a plan, or take it off. Raises Refused: as `change_equipment`, POLYGON_OUTSIDE."""
    before = equipment_of(tx, equipment_id, by)
    after = replace(before, plan_id=plan_id, position=check_place(tx, before.site_id, plan_id, at))
    if after == before:
        return _at_version(before, version)
    changed = _write(tx, before, after, version=version, by=by)
    _announce(tx, EQUIPMENT_CHANGED, changed, note=f"{changed.code}: position", by=by)
    return changed


def move_equipment_on(
    tx: Transaction,
    equipment_id: UUID,
    after: EquipmentState,
    *,
    at: datetime,
    reason: str,
    version: int,
    by: Viewer,
) -> Equipment:
    """Move the machine to the next state of its life. What is under repair holds back the alerts of its
    sources: whoever says so may suppress alerts.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, CONFLICT, and as `rules.check_step` and `rules.check_order` do.
    """
    before = equipment_of(tx, equipment_id, by)
    if after is EquipmentState.UNDER_REPAIR:
        by.require(Permission.SUPPRESS, site_id=before.site_id)
    _at_version(before, version)
    store = tx.get(EquipmentStore)
    has_acceptance = store.has_document(equipment_id, rules.DocumentKind.ACCEPTANCE)
    rules.check_step(before, after, at=at, reason=reason, has_acceptance=has_acceptance, now=tx.now)
    rules.check_order(at, last=store.last_step_at(equipment_id))
    step = LifeStep(
        step_id=uuid4(),
        equipment_id=equipment_id,
        site_id=before.site_id,
        before=before.state,
        after=after,
        at=at,
        reason=reason.strip(),
        recorded_by=by.person_id,
        recorded_at=tx.now,
    )
    moved = _write(tx, before, replace(before, state=after), version=version, by=by)
    store.add_step(step)
    note = f"{moved.code}: {before.state} → {after}" + (f": {step.reason}" if step.reason else "")
    _announce(tx, EQUIPMENT_MOVED_ON, moved, note=note, by=by)
    return moved


def equipment_of(tx: Transaction, equipment_id: UUID, by: Viewer) -> Equipment:
    """The machine, for who may change it. Raises Refused: NOT_FOUND, NOT_ALLOWED."""
    item = tx.get(EquipmentStore).get(equipment_id)
    by.require(Permission.MANAGE_PLACES, site_id=item.site_id)
    return item


def keep_area_of_equipment(tx: Transaction, happened: Event) -> None:
    """Raises Refused(AREA_IN_USE) where machines stand in an area that is closed."""
    area_id = happened.ref("area")
    if area_id is not None and tx.get(EquipmentStore).stands_in(area_id):
        raise Refused(ErrorCode.AREA_IN_USE, "equipment stands in it")


_FIELDS: Final = (
    "code",
    "name",
    "area_id",
    "stage",
    "kind",
    "parent_id",
    "maker",
    "serial_number",
    "is_special",
    "next_inspection_at",
    "next_maintenance_at",
)


def _add(
    tx: Transaction, site_id: UUID, details: EquipmentDetails, state: EquipmentState, *, by: Viewer
) -> Equipment:
    by.require(Permission.MANAGE_PLACES, site_id=site_id)
    if tx.get(EquipmentStore).count_codes(site_id) >= MOST_MACHINES:
        raise Refused(ErrorCode.INVALID_INPUT, f"a site has at most {MOST_MACHINES} codes")
    plain = Equipment(
        equipment_id=uuid4(),
        site_id=site_id,
        code="",
        name=EMPTY,
        state=state,
        stage=details.stage,
        area_id=details.area_id,
        next_maintenance_at=None,
        changed_at=tx.now,
        changed_by=by.person_id,
    )
    require_open_area(tx, site_id, details.area_id)
    item, others = _described(tx, plain, details)
    tx.get(EquipmentStore).put(item)
    tx.get(EquipmentStore).set_other_codes(item, others)
    _announce(tx, EQUIPMENT_ADDED, item, note=item.code, by=by)
    return item


def _described(tx: Transaction, item: Equipment, details: EquipmentDetails) -> tuple[Equipment, set[str]]:
    """The machine as a person describes it, and its other codes."""
    code, name = sites.checked_code(details.code), checked_name(details.name.zh, details.name.en)
    others = {sites.checked_code(each) for each in details.other_codes if each.strip()} - {code}
    lines = (details.kind.strip(), details.maker.strip(), details.serial_number.strip())
    if len(others) > MOST_OTHER_CODES or max(map(len, lines)) > LONGEST_NAME:
        raise Refused(ErrorCode.INVALID_INPUT, "too many codes, or too long a word")
    taken = tx.get(EquipmentStore).holders(item.site_id, (code, *others))
    for each in (code, *others):
        if taken.get(each.casefold(), item.equipment_id) != item.equipment_id:
            raise Refused(ErrorCode.CODE_TAKEN, f"{each} leads to another machine already")
    if details.parent_id is not None:
        parents = tx.get(EquipmentStore).parents_above(item.site_id, details.parent_id)
        sites.check_parent(item.equipment_id, details.parent_id, parents)
    kind, maker, serial_number = lines
    described = replace(
        item,
        code=code,
        name=name,
        area_id=details.area_id,
        stage=details.stage,
        kind=kind,
        parent_id=details.parent_id,
        maker=maker,
        serial_number=serial_number,
        is_special=details.is_special,
        next_inspection_at=details.next_inspection_at,
        next_maintenance_at=details.next_maintenance_at,
    )
    return described, others


def _write(tx: Transaction, before: Equipment, after: Equipment, *, version: int, by: Viewer) -> Equipment:
    _at_version(before, version)
    tx.get(EquipmentStore).change(replace(after, changed_at=tx.now, changed_by=by.person_id))
    return tx.get(EquipmentStore).get(after.equipment_id)


def _at_version(item: Equipment, version: int) -> Equipment:
    if item.version != version:
        raise Refused(ErrorCode.CONFLICT, f"version {version} was changed by somebody else")
    return item


def _announce(tx: Transaction, kind: EventKind, item: Equipment, *, note: str, by: Viewer) -> None:
    about = refs(equipment=item.equipment_id)
    tx.announce(Event(kind, item.site_id, about=about, by=by.person_id, note=note))
