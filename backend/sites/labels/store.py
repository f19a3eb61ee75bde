"""Codes of labels as rows."""

from uuid import UUID

from sqlmodel import Session, select

from backend.sites.labels.rules import Label, LabelKind, LabelPage, new_label_code, read_label_code
from backend.sites.labels.tables import LabelRow
from backend.sites.tables import SiteRow


class Labels:
    def __init__(self, session: Session) -> None:
        self._session = session

    def give(self, site_id: UUID, object_id: UUID, code: str, kind: LabelKind) -> Label:
        """The label of the object, made now if it has none."""
        row = self._session.exec(select(LabelRow).where(LabelRow.object_id == object_id)).first()
        if row is None:
            row = LabelRow(code=new_label_code(code), site_id=site_id, object_id=object_id, kind=kind)
            self._session.add(row)
            self._session.flush()
        return label_of(row)

    def find(self, code: str) -> Label | None:
        """The label with this code."""
        label_code = read_label_code(code)
        row = self._session.get(LabelRow, label_code) if label_code else None
        return label_of(row) if row else None

    def page(self, site_id: UUID) -> LabelPage:
        """Return the page that the labels of the site show without a sign-in."""
        return LabelPage(self._session.get_one(SiteRow, site_id).label_page)

    def set_page(self, site_id: UUID, page: LabelPage) -> None:
        row = self._session.get_one(SiteRow, site_id)
        row.label_page = page
        self._session.add(row)
        self._session.flush()


def label_of(row: LabelRow) -> Label:
    return Label(row.code, row.site_id, row.object_id, LabelKind(row.kind))
