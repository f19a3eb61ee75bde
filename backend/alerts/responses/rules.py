"""A person's response to an alert: their answer, and when they were notified of it and shown it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from backend.alerts.rules import AlertTransitionKind


class Answer(StrEnum):
    """Answer to an alert. Who is on the way has seen it; who cannot come has the next rung notified now."""

    ON_THE_WAY = "ON_THE_WAY"
    CANNOT_COME = "CANNOT_COME"

    @property
    def transition(self) -> AlertTransitionKind:
        return AlertTransitionKind(self.value)


@dataclass(frozen=True, slots=True)
class Response:
    """One person and one alert. `notified_at`: when it was last theirs to look at; None for a passer-by.
    `shown_at`: when a screen of theirs last showed it. All times of before its present activation are of
    another occasion. `asked_at`: when this person was last asked to confirm it, whoever acknowledges it.
    """

    alert_id: UUID
    person_id: UUID
    notified_at: datetime | None = None
    shown_at: datetime | None = None
    answer: Answer | None = None
    answered_at: datetime | None = None
    asked_at: datetime | None = None
    confirmed_at: datetime | None = None

    @property
    def has_to_confirm(self) -> bool:
        return self.asked_at is not None

    @property
    def has_yet_to_confirm(self) -> bool:
        """True also for who confirmed what it was before it got worse."""
        if self.asked_at is None:
            return False
        return self.confirmed_at is None or self.confirmed_at < self.asked_at

    def since(self, moment: datetime) -> "Response | None":
        """Return what of it happened at or after this moment; None where nothing did."""

        def kept(at: datetime | None) -> datetime | None:
            return at if at is not None and at >= moment else None

        current = Response(
            self.alert_id,
            self.person_id,
            notified_at=kept(self.notified_at),
            shown_at=kept(self.shown_at),
            answer=self.answer if kept(self.answered_at) else None,
            answered_at=kept(self.answered_at),
            asked_at=kept(self.asked_at),
            confirmed_at=kept(self.confirmed_at),
        )
        happened = (current.notified_at, current.shown_at, current.answered_at, current.asked_at)
        return current if any(happened) else None
