"""Tables that a viewer takes out of the product as a workbook."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from backend.core.viewer import Viewer
from backend.workbooks.rules import Value
from backend.workbooks.sheets_rules import SHEETS
from backend.workbooks.store import SiteInventory


def tables(
    session: Session, viewer: Viewer, site_id: UUID, *, now: datetime
) -> dict[str, list[dict[str, Value]]]:
    """The rows of each sheet that the viewer manages, by code; without what is closed or past. Empty for who
    manages none, and at a foreign site.
    """
    seen = [
        sheet
        for sheet in SHEETS
        if viewer.may(sheet.seen_with, site_id=site_id) and sheet.is_at(site_id, viewer)
    ]
    if not seen:
        return {}
    found = SiteInventory(session).of_site(site_id, now=now)
    return {
        sheet.key: [
            dict(known.values)
            for _, known in sorted(found[sheet.key].items())
            if not (known.is_closed or known.is_past)
        ]
        for sheet in seen
    }
