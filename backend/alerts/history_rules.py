"""The digest of a line of an alert's history, which the audit row about it covers."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from backend.core.audit_chain import content_digest
from backend.core.time import microseconds


def line_digest(
    alert_id: UUID,
    *,
    at: datetime,
    kind: str,
    tier: int,
    value: float | None,
    by: UUID | None,
    suppression: str | None,
    note: str | None,
) -> str:
    """Hex sha256 over the line. Digests stand in the chain: no field may come or go."""
    return content_digest(
        {
            "alert": str(alert_id),
            "at": microseconds(at),
            "kind": str(kind),
            "tier": int(tier),
            "value": value,
            "by": by and str(by),
            "suppression": suppression and str(suppression),
            "note": note,
        }
    )


def joint_digest(digests: Iterable[str]) -> str:
    """Return the digest of lines that one audit row tells of, in the order in which it names their alerts."""
    found = list(digests)
    return found[0] if len(found) == 1 else content_digest({"lines": found})
