"""Labels of the viewer's sites."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.statements import one_of, rows
from backend.core.viewer import Viewer
from backend.sites.labels.rules import LabelKind, LabelPage, read_label_code
from backend.sites.labels.tables import LabelRow
from backend.sites.tables import SiteRow


def codes(session: Session, viewer: Viewer, object_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The label codes of these machines and areas."""
    statement = select(LabelRow).where(
        one_of(col(LabelRow.object_id), object_ids), col(LabelRow.site_id).in_(viewer.site_ids)
    )
    return {row.object_id: row.code for row in rows(session, statement)}


def object_of(session: Session, viewer: Viewer, code: str, kind: LabelKind) -> UUID | None:
    """Return the object that a label of this kind stands on, if it is of one of the viewer's sites."""
    label_code = read_label_code(code)
    if label_code is None:
        return None
    row = session.get(LabelRow, label_code)
    return row.object_id if row and row.kind == kind and row.site_id in viewer.site_ids else None


def pages(session: Session, viewer: Viewer) -> dict[UUID, LabelPage]:
    """Return the page of the labels of each of the viewer's sites without a sign-in."""
    statement = select(SiteRow.id, SiteRow.label_page).where(col(SiteRow.id).in_(viewer.site_ids))
    found = session.exec(statement.order_by(col(SiteRow.code))).all()
    return {site_id: LabelPage(page) for site_id, page in found}
