"""First steps that alerts of a site show, as who manages its sources sees them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.modules import Module
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.people.tables import PersonRow
from backend.sensors.camera_events.store import ObservationRules
from backend.sensors.site_advice_rules import SEEN, SiteAdvice, product_steps, steps_about, topics
from backend.sensors.site_advice_store import advice_of_row
from backend.sensors.site_advice_tables import SiteAdviceRow


@dataclass(frozen=True, slots=True)
class AdviceView:
    """`own`: steps that the site wrote about this; none: nobody changed it. `of_site`: those of the site that
    alerts say about it, its own or those it wrote for every tier; none: `product` is said.
    """

    site_id: UUID
    topic: SiteAdvice
    own: tuple[Text, ...]
    of_site: tuple[Text, ...]
    product: tuple[Text, ...]
    changed_at: datetime | None
    changed_by: tuple[UUID, Text] | None


def of_site(session: Session, viewer: Viewer, site_id: UUID) -> list[AdviceView]:
    """Everything that advice can be about at the site, and what it has written about anything else; none
    where the viewer manages no sources.
    """
    if not viewer.may(Permission.MANAGE_SOURCES, site_id=site_id):
        return []
    has_events = site_id in viewer.site_ids_with(Module.CAMERA_EVENTS)
    rules = ObservationRules(session).held_at(site_id) if has_events else ()
    statement = (
        select(SiteAdviceRow, PersonRow.name_zh, PersonRow.name_en)
        .join(PersonRow, col(PersonRow.id) == SiteAdviceRow.changed_by)
        .where(SiteAdviceRow.site_id == site_id)
    )
    written = {row[0].code: row for row in session.exec(statement)}
    known = {each.code: each for each in topics(each.subject for each in rules)}
    others = {code: advice_of_row(row[0]) for code, row in written.items()}
    found = []
    for code, topic in {**others, **known}.items():
        if topic.conditions == SEEN and not has_events:
            continue
        row = written.get(code)
        found.append(
            AdviceView(
                site_id,
                topic,
                others[code].steps if row else (),
                steps_about(others.values(), topic.subject, topic.condition, topic.tier),
                product_steps(topic),
                row[0].changed_at if row else None,
                (row[0].changed_by, Text(row[1], row[2])) if row else None,
            )
        )
    order = list(known)
    return sorted(found, key=lambda each: order.index(each.topic.code) if each.topic.code in known else -1)
