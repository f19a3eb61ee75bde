"""Voice notes: noted once their bytes are on disk, so that a disposal can refer to them."""

from uuid import UUID

from backend.cases.evidence.voices_rules import VoiceFacts
from backend.cases.evidence.voices_store import Voices
from backend.core.database import Transaction


def record(tx: Transaction, facts: VoiceFacts, *, by: UUID) -> bool:
    """Note who sent this recording; return whether its bytes are new here."""
    return tx.get(Voices).record(facts, by=by, at=tx.now)
