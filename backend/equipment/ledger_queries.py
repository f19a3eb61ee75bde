"""Ledger of a machine beside the machine itself: other codes, the file, the steps of its life."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.columns import value_of
from backend.core.statements import one_of, rows
from backend.core.viewer import Viewer
from backend.equipment.rules import EquipmentDocument, LifeStep
from backend.equipment.tables import EquipmentCodeRow, EquipmentDocumentRow, LifeStepRow
from backend.photos.records_store import facts_of
from backend.photos.rules import PhotoFacts
from backend.photos.tables import PhotoRow


@dataclass(frozen=True, slots=True)
class Dossier:
    """`documents` and `steps`: the newest first. `pages`: pictures of each document, by its id."""

    other_codes: list[str] = field(default_factory=list)
    documents: list[EquipmentDocument] = field(default_factory=list)
    pages: dict[UUID, list[str]] = field(default_factory=dict)
    steps: list[LifeStep] = field(default_factory=list)


def dossiers(session: Session, viewer: Viewer, equipment_ids: Iterable[UUID]) -> dict[UUID, Dossier]:
    """Return the dossier of each of these machines of the viewer's sites; three statements."""
    wanted = list(equipment_ids)
    found = {equipment_id: Dossier() for equipment_id in wanted}
    for row in _rows(session, viewer, EquipmentCodeRow, wanted, col(EquipmentCodeRow.code)):
        found[row.equipment_id].other_codes.append(row.code)
    newest = col(EquipmentDocumentRow.added_at).desc(), col(EquipmentDocumentRow.page)
    for row in _rows(session, viewer, EquipmentDocumentRow, wanted, *newest):
        if row.removed_at is not None:
            continue
        dossier = found[row.equipment_id]
        dossier.pages.setdefault(row.first_page_id or row.id, []).append(row.sha256)
        if row.first_page_id is None:
            dossier.documents.append(value_of(row, EquipmentDocument, key="document_id"))
    newest_step = col(LifeStepRow.recorded_at).desc(), col(LifeStepRow.at).desc()
    for row in _rows(session, viewer, LifeStepRow, wanted, *newest_step):
        found[row.equipment_id].steps.append(value_of(row, LifeStep, key="step_id"))
    return found


def find_photo(session: Session, viewer: Viewer, sha256: str) -> PhotoFacts | None:
    """The photo, if it is in the file of a machine of the viewer's sites."""
    statement = (
        select(PhotoRow)
        .join(EquipmentDocumentRow, col(EquipmentDocumentRow.sha256) == PhotoRow.sha256)
        .where(
            EquipmentDocumentRow.sha256 == sha256,
            col(EquipmentDocumentRow.site_id).in_(viewer.site_ids),
            col(EquipmentDocumentRow.removed_at).is_(None),
        )
    )
    row = session.exec(statement.limit(1)).first()
    return facts_of(row) if row else None


def _rows(session: Session, viewer: Viewer, table: Any, equipment_ids: list[UUID], *order: Any) -> list[Any]:
    statement = select(table).where(
        one_of(col(table.equipment_id), equipment_ids), col(table.site_id).in_(viewer.site_ids)
    )
    return rows(session, statement.order_by(*order))
