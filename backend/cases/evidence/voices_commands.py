"""Voice notes: noted once their bytes are on disk, so that a disposal can refer to them."""

from uuid import UUID

from backend.cases.evidence.voices_rules import VoiceFacts
from backend.cases.evidence.voices_store import Voices
from backend.core.allowances import DAY, Allowances
from backend.core.database import Transaction


def record(tx: Transaction, facts: VoiceFacts, *, by: UUID) -> bool:
    """Note who sent this recording; return whether its bytes are new here."""
    return tx.get(Voices).record(facts, by=by, at=tx.now)


def check_allowance(tx: Transaction, sha256: str, by: UUID, allowances: Allowances) -> None:
    """Before the first byte. Raises Refused(TOO_MANY_ATTEMPTS) where the person has sent enough for a day;
    one that they sent before may come again.
    """
    if not tx.get(Voices).is_sent(sha256, by=by):
        found = tx.get(Voices).taken(by=by, since=tx.now - DAY)
        found.require_room(allowances.voice_notes_per_day, within=DAY, now=tx.now)
