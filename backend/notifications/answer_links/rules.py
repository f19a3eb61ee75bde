"""Responses to an alert by a link in a message, or by the code beside it."""

from enum import StrEnum
from typing import Final

from backend.alerts.responses.rules import Answer

REPLY_DIGITS: Final = 6
"""Of the code by which a text message is answered."""


class LinkAnswer(StrEnum):
    """Answer that is given once: they have seen it, they come (which acknowledges it), they cannot come."""

    ACKNOWLEDGE = "ACKNOWLEDGE"
    ON_THE_WAY = "ON_THE_WAY"
    CANNOT_COME = "CANNOT_COME"

    @property
    def response(self) -> Answer | None:
        """The response that it is; None for a mere acknowledgement."""
        return RESPONSES.get(self)


RESPONSES: Final = {
    LinkAnswer.ON_THE_WAY: Answer.ON_THE_WAY,
    LinkAnswer.CANNOT_COME: Answer.CANNOT_COME,
}


class Via(StrEnum):
    """By what an alert was answered where that was not the app; the history of the alert keeps it."""

    LINK = "LINK"
    SMS = "SMS"
