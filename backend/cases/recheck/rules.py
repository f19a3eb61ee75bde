"""People who are asked for a recheck, and the state of the sources that it depends on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from backend.alerts.rules import SourceOfCase
from backend.core.errors import ErrorCode, Refused
from backend.people.rules import Audience
from backend.policies.rules import SOURCE_NORMAL_FOR

RECHECKERS: Final = (Audience.OFFICER, Audience.EXECUTIVE)
"""The first of these groups that has anybody who took no part in the disposal."""


@dataclass(frozen=True, slots=True)
class SourceCondition:
    """State of the sources behind a case: whether none is active, and since when."""

    is_normal: bool
    normal_since: datetime | None
    off_delay: timedelta
    is_recovered: bool = False
    """Nothing of it goes on any more, as far as anybody knows: a silent source does not count as going on."""

    @classmethod
    def of(cls, alerts: Sequence[SourceOfCase]) -> "SourceCondition | None":
        """Return the state of the sources of these alerts of one case; None without any. A source that is
        silent is not normal: who knows what it would say.
        """
        if not alerts:
            return None
        ended = [alert.normal_at for alert, _, _ in alerts if alert.normal_at is not None]
        return cls(
            is_normal=not any(alert.is_active or is_silent for alert, _, is_silent in alerts),
            normal_since=max(ended, default=None),
            off_delay=max(off_delay for _, off_delay, _ in alerts),
            is_recovered=not any(alert.is_active for alert, _, _ in alerts),
        )

    @property
    def recheck_opens_at(self) -> datetime | None:
        """Back to normal for the indicator's off-delay and at least 5 minutes; None while still active."""
        if not self.is_normal or self.normal_since is None:
            return None
        return self.normal_since + max(self.off_delay, SOURCE_NORMAL_FOR)


def check_source(source: SourceCondition | None, *, now: datetime, override_reason: str | None) -> bool:
    """Whether the recheck passes by override; raises Refused(SOURCE_NOT_NORMAL) when it may not pass at all.

    `source` is None for a case without an alert. The caller has checked who may override.
    """
    if source is None:
        return False
    opens_at = source.recheck_opens_at
    if opens_at is not None and opens_at <= now:
        return False
    if override_reason and override_reason.strip():
        return True
    raise Refused(ErrorCode.SOURCE_NOT_NORMAL, "the source is not back to normal for long enough")
