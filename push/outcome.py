"""Outcome of a send. Accepted by a service is not seen by a person: escalation waits for an answer."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Verdict(StrEnum):
    """Verdict on a send, by what the caller has to do: nothing, delete the address, try again, or count the
    failure.
    """

    ACCEPTED = "ACCEPTED"
    GONE = "GONE"
    RETRY = "RETRY"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`status` is the service's, None if it never answered; `reason` is English, for the log. `retry_after`
    is what the service asked for, None if it left that to us.
    """

    verdict: Verdict
    reason: str = ""
    status: int | None = None
    retry_after: timedelta | None = None
    is_card: bool = False
    """Whether it was accepted as a card, which can be brought up to date."""
    was_asked: bool = True
    """Whether the provider was asked: one that was not has not failed."""
    card_ref: str = ""
    """Id that the provider gave to the card, where it does not take ours."""
    fell_back: str | None = None
    """Why the channel as it is now did not take what was accepted by the channel as it was before."""
