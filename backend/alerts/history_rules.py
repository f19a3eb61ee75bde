"""Lines in the histories of alerts, and their digests, which the audit rows about them cover."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.alerts.rules import AlertTransitionKind, Suppression
from backend.core.audit_chain import content_digest
from backend.core.time import microseconds
from backend.core.vocabulary import Tier


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A line in the history of an alert. `suppression` is what kept people from hearing of it."""

    alert_id: UUID
    at: datetime
    kind: AlertTransitionKind
    tier: Tier
    value: float | None = None
    by: UUID | None = None
    suppression: Suppression | None = None
    note: str | None = None

    @property
    def digest(self) -> str:
        """Hex sha256 over the line."""
        return line_digest(
            self.alert_id,
            at=self.at,
            kind=self.kind,
            tier=self.tier,
            value=self.value,
            by=self.by,
            suppression=self.suppression,
            note=self.note,
        )


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
