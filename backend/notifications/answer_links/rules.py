"""Responses to an alert by a link in a message, or by the code beside it."""

from enum import StrEnum
from typing import Final

from backend.alerts.responses.rules import Answer

REPLY_DIGITS: Final = 6
"""Of the code by which a text message is answered."""


class LinkAnswer(StrEnum):
    """Answer by a link: they have seen it, after which they can still say whether they come; they come (which
    acknowledges it); they cannot come. The last two are said once.
    """

    ACKNOWLEDGE = "ACKNOWLEDGE"
    ON_THE_WAY = "ON_THE_WAY"
    CANNOT_COME = "CANNOT_COME"

    @property
    def response(self) -> Answer | None:
        """The response that it is; None for a mere acknowledgement."""
        return RESPONSES.get(self)


def may_follow(said: LinkAnswer | None, answer: LinkAnswer) -> bool:
    """Whether this may be said by a link by which that was: a response is final."""
    return said is None or (said.response is None and answer.response is not None)


RESPONSES: Final = {
    LinkAnswer.ON_THE_WAY: Answer.ON_THE_WAY,
    LinkAnswer.CANNOT_COME: Answer.CANNOT_COME,
}


class Via(StrEnum):
    """By what an alert was answered where that was not the app; the history of the alert keeps it."""

    LINK = "LINK"
    SMS = "SMS"
    CHAT = "CHAT"
