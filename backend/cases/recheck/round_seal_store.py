"""The digest of a round that was rechecked, which the audit row of the recheck covers."""

from uuid import UUID

from backend.cases.store import Round
from backend.core.audit_chain import content_digest
from backend.core.time import microseconds


def round_digest(case_id: UUID, entry: Round) -> str:
    """Hex sha256 over the round. Digests stand in the chain: no field may come or go. Photos, voice and what
    was written beside are in `content_hash`.
    """
    return content_digest(
        {
            "case": str(case_id),
            "number": entry.number,
            "measures": entry.measures,
            "chosen": list(entry.chosen),
            "disposed_by": str(entry.disposed_by),
            "disposed_at": microseconds(entry.disposed_at),
            "content_hash": entry.content_hash,
            "content_version": entry.content_version,
            "is_passed": entry.is_passed,
            "reason": entry.reason and str(entry.reason),
            "note": entry.note,
            "rechecked_by": entry.rechecked_by and str(entry.rechecked_by),
            "rechecked_at": entry.rechecked_at and microseconds(entry.rechecked_at),
            "override_reason": entry.override_reason,
            "flags_seen": [str(each) for each in entry.flags_seen],
            "signature": entry.signature_sha256,
            "strokes": entry.signature_strokes_sha256,
            "signed_hash": entry.signed_hash,
        }
    )
