"""The register as everybody of a site reads it: its tree, its events worst first."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from backend.core.paging import Page
from backend.core.providers import OverdueSubject
from backend.core.sorting import Sort, sorted_part
from backend.core.statements import one_of
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import Stage
from backend.core.waiting import Part, page_of_parts
from backend.people.departments.store import Departments
from backend.risks.assessment.rules import ControlLevel, RiskLevel
from backend.risks.filters_queries import RiskFilter, RiskSortBy, conditions, is_visible, sort_column
from backend.risks.revisions.rules import EventState, RiskEvent
from backend.risks.revisions.store import event_of
from backend.risks.revisions.tables import RiskEventRow
from backend.risks.rules import Owner, RiskObject, RiskUnit, may_edit
from backend.risks.store import object_of, unit_of
from backend.risks.tables import RiskObjectRow, RiskUnitMachineRow, RiskUnitRow

WORST: Final = (
    -func.coalesce(col(RiskEventRow.residual_level), 0),
    col(RiskEventRow.code),
    col(RiskEventRow.id),
)
MOST_IN_TREE: Final = 5_000


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit and its object; `machine_ids` of the equipment that it is made of."""

    unit: RiskUnit
    of: RiskObject
    machine_ids: tuple[UUID, ...]
    may_edit: bool


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as lists show it."""

    event: RiskEvent
    title: Text
    stage: Stage
    accident_class: str
    inherent_level: RiskLevel | None
    residual_level: RiskLevel | None
    control_level: ControlLevel | None
    owner: Owner
    may_edit: bool


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """Events of one unit that are not closed. `by_level`: by residual level those in force."""

    drafts: int = 0
    by_level: dict[RiskLevel, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TreeUnit:
    view: UnitView
    counts: UnitCounts


@dataclass(frozen=True, slots=True)
class TreeObject:
    """An object with its units that are not closed."""

    found: RiskObject
    units: tuple[TreeUnit, ...]
    may_edit: bool


def page(
    session: Session,
    viewer: Viewer,
    which: RiskFilter,
    *,
    first: int,
    after: str | None,
    sort: Sort[RiskSortBy] | None = None,
) -> Page[EventView]:
    """Worst residual level first, then by code; or sorted by one column."""
    wanted = select(RiskEventRow).where(*conditions(viewer, which))
    part = Part(wanted, WORST)
    if sort is not None:
        part = sorted_part(wanted, sort_column(sort.by), col(RiskEventRow.id), descends=sort.descends)
    return page_of_parts(session, (part,), partial(_views, session, viewer), first=first, after=after)


def by_ids(session: Session, viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, EventView]:
    statement = select(RiskEventRow).where(is_visible(viewer), one_of(col(RiskEventRow.id), ids))
    views = _views(session, viewer, list(session.exec(statement)))
    return {view.event.event_id: view for view in views}


def units_by_ids(session: Session, viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, UnitView]:
    """Return these units, closed ones among them."""
    statement = (
        select(RiskUnitRow, RiskObjectRow)
        .join(RiskObjectRow, col(RiskObjectRow.id) == RiskUnitRow.object_id)
        .where(one_of(col(RiskUnitRow.id), ids), col(RiskUnitRow.site_id).in_(viewer.site_ids))
    )
    return {view.unit.unit_id: view for view in _units(session, viewer, list(session.exec(statement)))}


def objects_by_ids(session: Session, viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, TreeObject]:
    """Return these objects with their units, closed ones among them."""
    wanted = list(ids)
    mine = [one_of(col(RiskObjectRow.id), wanted), col(RiskObjectRow.site_id).in_(viewer.site_ids)]
    trees = _trees(session, viewer, mine)
    return {each.found.object_id: each for each in trees}


def tree(session: Session, viewer: Viewer, site_id: UUID, *, with_closed: bool = False) -> list[TreeObject]:
    """Return the objects of a site with their units and how many events these have, in five statements; by
    code. None of a site that is not the viewer's.
    """
    of_site = [col(RiskObjectRow.site_id) == site_id, col(RiskObjectRow.site_id).in_(viewer.site_ids)]
    return _trees(session, viewer, of_site, with_closed=with_closed)


def _trees(
    session: Session, viewer: Viewer, of_objects: list[ColumnElement[bool]], *, with_closed: bool = True
) -> list[TreeObject]:
    """Return the objects that these conditions name, with their units and how many events these have."""
    objects = select(RiskObjectRow).where(*of_objects).order_by(col(RiskObjectRow.code))
    units = (
        select(RiskUnitRow, RiskObjectRow)
        .join(RiskObjectRow, col(RiskObjectRow.id) == RiskUnitRow.object_id)
        .where(*of_objects)
        .order_by(col(RiskUnitRow.code))
        .limit(MOST_IN_TREE)
    )
    if not with_closed:
        objects = objects.where(col(RiskObjectRow.closed_at).is_(None))
        units = units.where(col(RiskUnitRow.closed_at).is_(None))
    counts = _counts(session, of_objects)
    of_object: dict[UUID, list[TreeUnit]] = {}
    for view in _units(session, viewer, list(session.exec(units))):
        unit_id = view.unit.unit_id
        of_object.setdefault(view.of.object_id, []).append(TreeUnit(view, counts.get(unit_id, UnitCounts())))
    rows = list(session.exec(objects))
    parents = _parents(session, {row.site_id for row in rows})
    return [
        TreeObject(
            found := object_of(row),
            tuple(of_object.get(row.id, ())),
            may_edit(viewer, found.department_id, parents[found.site_id], site_id=found.site_id),
        )
        for row in rows
    ]


def overdue_subjects(session: Session, viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, OverdueSubject]:
    """Return code and title of these events, for the list of what is overdue."""
    return {
        event_id: OverdueSubject(
            Text(f"{view.event.code} {view.title.zh}", f"{view.event.code} {view.title.en}"),
            f"/risks/{event_id}",
        )
        for event_id, view in by_ids(session, viewer, ids).items()
    }


def _counts(session: Session, of_objects: list[ColumnElement[bool]]) -> dict[UUID, UnitCounts]:
    """Return the numbers of events of each unit of these objects."""
    statement = (
        select(RiskEventRow.unit_id, RiskEventRow.state, RiskEventRow.residual_level, func.count())
        .join(RiskUnitRow, col(RiskUnitRow.id) == RiskEventRow.unit_id)
        .join(RiskObjectRow, col(RiskObjectRow.id) == RiskUnitRow.object_id)
        .where(*of_objects, RiskEventRow.state != EventState.CLOSED.value)
        .group_by(col(RiskEventRow.unit_id), col(RiskEventRow.state), col(RiskEventRow.residual_level))
    )
    drafts: dict[UUID, int] = {}
    levels: dict[UUID, dict[RiskLevel, int]] = {}
    for unit_id, state, level, count in session.exec(statement):
        of_unit = levels.setdefault(unit_id, {})
        if state == EventState.DRAFT.value:
            drafts[unit_id] = drafts.get(unit_id, 0) + count
        elif level is not None:
            of_unit[RiskLevel(level)] = of_unit.get(RiskLevel(level), 0) + count
    return {unit_id: UnitCounts(drafts.get(unit_id, 0), found) for unit_id, found in levels.items()}


def _units(
    session: Session, viewer: Viewer, rows: Sequence[tuple[RiskUnitRow, RiskObjectRow]]
) -> list[UnitView]:
    statement = select(RiskUnitMachineRow).where(
        one_of(col(RiskUnitMachineRow.unit_id), [unit.id for unit, _ in rows])
    )
    machines: dict[UUID, list[UUID]] = {}
    for row in session.exec(statement):
        machines.setdefault(row.unit_id, []).append(row.equipment_id)
    parents = _parents(session, {unit.site_id for unit, _ in rows})
    return [
        UnitView(
            unit_of(unit),
            object_of(of),
            tuple(sorted(machines.get(unit.id, ()))),
            may_edit(viewer, unit.department_id, parents[unit.site_id], site_id=unit.site_id),
        )
        for unit, of in rows
    ]


def _views(session: Session, viewer: Viewer, rows: Sequence[RiskEventRow]) -> list[EventView]:
    parents = _parents(session, {row.site_id for row in rows})
    return [
        EventView(
            event=event_of(row),
            title=Text(row.title_zh, row.title_en),
            stage=Stage(row.stage),
            accident_class=row.accident_class,
            inherent_level=RiskLevel(row.inherent_level) if row.inherent_level else None,
            residual_level=RiskLevel(row.residual_level) if row.residual_level else None,
            control_level=ControlLevel(row.control_level) if row.control_level else None,
            owner=Owner(row.department_id, row.post_id, row.person_id),
            may_edit=may_edit(viewer, row.department_id, parents[row.site_id], site_id=row.site_id),
        )
        for row in rows
    ]


def _parents(session: Session, site_ids: Iterable[UUID]) -> dict[UUID, dict[UUID, UUID | None]]:
    return {site_id: Departments(session).parents(site_id) for site_id in site_ids}
