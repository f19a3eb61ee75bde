"""Voice notes: noted once their bytes are on disk, so that a disposal can refer to them."""

from uuid import UUID

from backend.cases.evidence.voices_rules import VoiceFacts
from backend.cases.evidence.voices_store import Voices
from backend.core.allowances import DAY, Allowances
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Viewer
from backend.people.privacy.consents_store import Consents
from backend.people.privacy.rules import Purpose


def record(tx: Transaction, facts: VoiceFacts, *, by: UUID) -> bool:
    """Note who sent this recording; return whether its bytes are new here."""
    return tx.get(Voices).record(facts, by=by, at=tx.now)


def check_allowance(tx: Transaction, sha256: str, by: Viewer, allowances: Allowances) -> None:
    """Before the first byte. Raises Refused: CONSENT_MISSING for who does not agree to voice notes at any of
    their sites, TOO_MANY_ATTEMPTS where the person has sent enough for a day; one that they sent before may
    come again.
    """
    if not any(tx.get(Consents).has(by.person_id, each, Purpose.VOICE) for each in by.site_ids):
        raise Refused(ErrorCode.CONSENT_MISSING, "no consent to voice notes")
    if not tx.get(Voices).is_sent(sha256, by=by.person_id):
        found = tx.get(Voices).taken(by=by.person_id, since=tx.now - DAY)
        found.require_room(allowances.voice_notes_per_day, within=DAY, now=tx.now)
