"""A report graded major is not declined by one officer alone."""

from uuid import UUID

from backend.agreements import commands as agreements
from backend.agreements.rules import AgreementKind
from backend.core import words
from backend.core.database import Transaction
from backend.core.events import Ref
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.hazards.rules import DeclineReason, HazardReport


def ask_to_decline(
    tx: Transaction,
    report: HazardReport,
    reason: DeclineReason,
    original_id: UUID | None,
    *,
    note: str,
    by: Viewer,
) -> None:
    """Ask a second person to agree. Raises Refused as `agreements.ask` does."""
    category = words.of("hazard.title", report.category)
    agreements.ask(
        tx,
        AgreementKind.DECLINE_REPORT,
        Ref("hazard_report", report.report_id),
        site_id=report.site_id,
        title=Text(f"{report.number} {category.zh}", f"{report.number} {category.en}"),
        what=words.text("agreement.what.decline", reason=words.of("DeclineReason", reason)),
        reason=note,
        by=by,
        tier=Tier.RED,
        details={"reason": reason.value, "original_id": str(original_id) if original_id else None},
    )
