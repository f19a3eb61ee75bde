"""Plans of the viewer's sites, and their pictures."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.statements import rows
from backend.core.viewer import Viewer
from backend.sites.plans.rules import Plan
from backend.sites.plans.store import plan_of
from backend.sites.plans.tables import PlanPictureRow, PlanRow


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """Picture for an `<img>`; `etag` changes with it."""

    content: bytes
    media_type: str
    etag: str


def plans(session: Session, viewer: Viewer) -> list[Plan]:
    """Every plan of the viewer's sites, in their order."""
    statement = select(PlanRow).where(
        col(PlanRow.site_id).in_(viewer.site_ids), col(PlanRow.removed_at).is_(None)
    )
    statement = statement.order_by(col(PlanRow.site_id), col(PlanRow.position), col(PlanRow.id))
    return [plan_of(row) for row in rows(session, statement)]


def first_plan(session: Session, viewer: Viewer, site_id: UUID) -> Plan | None:
    """The first plan of one of the viewer's sites."""
    return next((each for each in plans(session, viewer) if each.site_id == site_id), None)


def plan(session: Session, viewer: Viewer, plan_id: UUID) -> Plan | None:
    """A plan of one of the viewer's sites."""
    return next((each for each in plans(session, viewer) if each.plan_id == plan_id), None)


def first_picture(session: Session, viewer: Viewer, site_id: UUID) -> ShownPicture | None:
    """The picture of the first plan of one of the viewer's sites."""
    return _picture(session, first_plan(session, viewer, site_id))


def picture(session: Session, viewer: Viewer, plan_id: UUID, sha256: str = "") -> ShownPicture | None:
    """The picture of a plan of one of the viewer's sites. `sha256`: of one that its site has kept, such as
    the one that an older map shows; else the one it has.
    """
    found = plan(session, viewer, plan_id)
    kept = session.get(PlanPictureRow, (found.site_id, sha256)) if found and sha256 else None
    return ShownPicture(kept.content, kept.media_type, kept.sha256) if kept else _picture(session, found)


def _picture(session: Session, plan: Plan | None) -> ShownPicture | None:
    if plan is None:
        return None
    if plan.sha256 is None:
        content = plan.svg.encode()
        return ShownPicture(content, "image/svg+xml", str(plan.version)) if content else None
    row = session.get(PlanPictureRow, (plan.site_id, plan.sha256))
    return ShownPicture(row.content, row.media_type, row.sha256) if row else None
