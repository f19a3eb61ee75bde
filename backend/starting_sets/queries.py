"""Entries of a starting set that a site would take over, and those that it took over before."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.people import queries as people
from backend.people.queries import PersonView
from backend.people.rules import Department
from backend.people.tables import DepartmentRow
from backend.sites.modules import queries as modules
from backend.sites.settings import queries as settings
from backend.sites.settings.rules import Trade
from backend.starting_sets import rules
from backend.starting_sets.preview_store import Items, Previews, seen_as
from backend.starting_sets.rules import Applied, SetFunction, SetPart, SetTask
from backend.starting_sets.store import starting_set


@dataclass(frozen=True, slots=True)
class Preview:
    """`trade`: of the set. `departments`: which one each function is, of those to `choose` from; `known`:
    these, and those that rules name. `parts`: those that the viewer may take over.
    """

    site_id: UUID
    trade: Trade
    departments: Mapping[SetFunction, UUID]
    choose: tuple[UUID, ...]
    known: Mapping[UUID, Department]
    parts: tuple[SetPart, ...]
    tasks: Mapping[str, SetTask]
    items: Items
    seen: Mapping[SetPart, str]
    applied: Mapping[SetPart, Applied]
    people: Mapping[UUID, PersonView]


def preview(
    session: Session,
    viewer: Viewer,
    site_id: UUID,
    *,
    trade: Trade | None,
    departments: Mapping[SetFunction, UUID] | None,
) -> Preview:
    """Each entry beside what the site has. Without a trade: that of the site; without departments: those
    whose names say so. Raises Refused: NOT_ALLOWED, NOT_FOUND.
    """
    viewer.require(Permission.MANAGE_SITE, site_id=site_id)
    chosen = trade or settings.by_ids(session, viewer, [site_id])[site_id].details.trade or Trade.OTHER
    the_set = starting_set(chosen)
    statement = select(DepartmentRow).where(
        DepartmentRow.site_id == site_id, col(DepartmentRow.closed_at).is_(None)
    )
    there = session.exec(statement.order_by(col(DepartmentRow.code))).all()
    if departments is None:
        departments = rules.suggested(
            ((row.id, row.code, Text(row.name_zh, row.name_en)) for row in there), the_set.functions
        )
    choose = tuple(row.id for row in there)
    if not set(departments.values()) <= set(choose):
        raise Refused(ErrorCode.NOT_FOUND, "no such department at this site")
    today, items = Previews(session).of(site_id, chosen, departments)
    on = {each.module for each in modules.of_site(session, viewer, site_id) if each.is_on}
    parts = tuple(
        part
        for part in SetPart
        if viewer.may(rules.PERMISSIONS[part], site_id=site_id)
        and rules.MODULES.get(part, None) in {None, *on}
    )
    known = people.departments_by_ids(
        session, viewer, {*choose, *(rule.department_id for rule in today.tasks)}
    )
    by = people.by_ids(session, viewer, [each.by for each in today.applied.values()])
    return Preview(
        site_id=site_id,
        trade=chosen,
        departments=departments,
        choose=choose,
        known=known,
        parts=parts,
        tasks={key: entry.value for key, entry in the_set.tasks.items()},
        items=items,
        seen={part: seen_as(found.values()) for part, found in items.items()},
        applied=today.applied,
        people=by,
    )
