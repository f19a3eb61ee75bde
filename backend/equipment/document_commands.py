"""Pictures in the file of a machine: its plate, its acceptance record, its certificates."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID, uuid4

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.viewer import Viewer
from backend.equipment.commands import equipment_of
from backend.equipment.events import DOCUMENT_ADDED, DOCUMENT_REMOVED
from backend.equipment.rules import DocumentKind, EquipmentDocument
from backend.equipment.store import EquipmentStore
from backend.photos.records_store import Photos
from backend.photos.rules import MOST_PAGES

LONGEST_TITLE: Final = 60


def add_document(
    tx: Transaction,
    equipment_id: UUID,
    *,
    kind: DocumentKind,
    title: str,
    sha256: str,
    by: Viewer,
    more_pages: Sequence[str] = (),
) -> EquipmentDocument:
    """Put a picture, or one for each page of a document, into the file of the machine.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, INVALID_INPUT, DOCUMENT_TOO_LONG, PHOTO_MISSING unless this person
    has sent all of them.
    """
    item = equipment_of(tx, equipment_id, by)
    if len(title.strip()) > LONGEST_TITLE:
        raise Refused(ErrorCode.INVALID_INPUT, f"a title of at most {LONGEST_TITLE} characters")
    if len(more_pages) >= MOST_PAGES:
        raise Refused(ErrorCode.DOCUMENT_TOO_LONG, f"at most {MOST_PAGES} pages")
    tx.get(Photos).use([sha256, *more_pages], by=by.person_id, site_id=item.site_id)
    document = EquipmentDocument(
        document_id=uuid4(),
        equipment_id=equipment_id,
        site_id=item.site_id,
        kind=kind,
        title=title.strip(),
        sha256=sha256,
        added_by=by.person_id,
        added_at=tx.now,
    )
    tx.get(EquipmentStore).add_document(document)
    for page, each in enumerate(more_pages, start=2):
        later = replace(document, document_id=uuid4(), sha256=each, page=page)
        tx.get(EquipmentStore).add_document(replace(later, first_page_id=document.document_id))
    note = f"{item.code}: {kind} {document.title}".rstrip()
    about = refs(equipment=equipment_id)
    tx.announce(Event(DOCUMENT_ADDED, item.site_id, about=about, by=by.person_id, note=note))
    return document


def remove_document(tx: Transaction, document_id: UUID, *, by: Viewer) -> EquipmentDocument:
    """Take a picture out of the file; the log keeps that it was there. Raises Refused: NOT_FOUND,
    NOT_ALLOWED.
    """
    document = tx.get(EquipmentStore).document(document_id)
    item = equipment_of(tx, document.equipment_id, by)
    tx.get(EquipmentStore).remove_document(document_id, at=tx.now)
    note = f"{item.code}: {document.kind} {document.title}".rstrip()
    about = refs(equipment=item.equipment_id)
    tx.announce(Event(DOCUMENT_REMOVED, item.site_id, about=about, by=by.person_id, note=note))
    return document
