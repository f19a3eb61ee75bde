"""Tags of a site, as who manages its sources sees them."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.statements import one_of, rows
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.people.tables import PersonRow
from backend.sensors.camera_events.store import tag_of
from backend.sensors.camera_events.tables import TagRow
from backend.sensors.camera_events.tags_rules import Tag, tag_key


@dataclass(frozen=True, slots=True)
class TagView:
    """A tag and the name of who carries it, where the product knows them."""

    key: UUID
    site_id: UUID
    tag: Tag
    person: Text | None


def of_site(session: Session, viewer: Viewer, site_id: UUID) -> list[TagView]:
    """Every tag of the site by code, those out of use too; none where the viewer manages no sources."""
    if not viewer.may(Permission.MANAGE_SOURCES, site_id=site_id):
        return []
    found = rows(session, select(TagRow).where(TagRow.site_id == site_id).order_by(col(TagRow.code)))
    carriers = {row.person_id for row in found if row.person_id}
    people = rows(session, select(PersonRow).where(one_of(col(PersonRow.id), carriers))) if carriers else []
    names = {row.id: Text(row.name_zh, row.name_en) for row in people}
    return [_view(row, names) for row in found]


def by_key(session: Session, viewer: Viewer, key: UUID) -> TagView | None:
    """The tag with this key among those of the viewer's sites."""
    for site_id in viewer.site_ids:
        if found := next((each for each in of_site(session, viewer, site_id) if each.key == key), None):
            return found
    return None


def _view(row: TagRow, names: Mapping[UUID, Text]) -> TagView:
    name = names.get(row.person_id) if row.person_id else None
    return TagView(tag_key(row.site_id, row.code), row.site_id, tag_of(row), name)
