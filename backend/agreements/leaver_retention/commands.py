"""For how long data of people who have left is kept."""

from typing import Final

from backend.agreements.retention_commands import Retained
from backend.agreements.rules import Agreement, AgreementKind
from backend.core.database import Transaction
from backend.sites.events import LEAVER_RETENTION_SET
from backend.sites.settings.leavers_rules import LeaverRetention
from backend.sites.settings.store import SitesSettings

RETAINED: Final = Retained(
    AgreementKind.SHORTEN_LEAVER_RETENTION,
    "leaverRetention",
    LEAVER_RETENTION_SET,
    LeaverRetention,
    read=lambda tx, site_id: tx.get(SitesSettings).leaver_retention(site_id),
    write=lambda tx, site_id, wanted: tx.get(SitesSettings).set_leaver_retention(site_id, wanted),
)
set_leaver_retention: Final = RETAINED.set


def set_agreed(tx: Transaction, agreed: Agreement) -> None:
    """A second person agreed to a shorter time."""
    RETAINED.set_agreed(tx, agreed)
