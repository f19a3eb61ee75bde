"""Notices about people's data, and consent to what is not needed for the work itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text

LONGEST_NOTICE: Final = 4_000


class Purpose(StrEnum):
    """Purpose for which data of people are used."""

    ACCOUNT = "ACCOUNT"
    """Name, place in the organisation, addresses, sign-ins."""
    WORK = "WORK"
    """Names of the people who reported, acknowledged, disposed, rechecked and signed."""
    PLACE = "PLACE"
    """Position of a phone, with the photos that it takes."""
    VOICE = "VOICE"
    """Voice notes."""
    RECOGNITION = "RECOGNITION"
    """Events of cameras, gates and locators that name somebody."""


ASKED: Final = frozenset({Purpose.PLACE, Purpose.VOICE, Purpose.RECOGNITION})
"""Only with consent; the rest is needed to keep a plant safe and to prove it."""


class ConsentState(StrEnum):
    GIVEN = "GIVEN"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True, slots=True)
class Notice:
    """`published_by`: None for the words of the product."""

    site_id: UUID
    purpose: Purpose
    version: int
    dated: date
    text: Text
    published_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """Version and date of the product's own words; both rise when the words change."""

    version: int
    dated: date


EDITIONS: Final[Mapping[Purpose, Edition]] = {
    **dict.fromkeys(Purpose, Edition(1, date(2026, 11, 27))),
    # Names the maker of the phone and the engine of the browser.
    Purpose.ACCOUNT: Edition(2, date(2026, 12, 1)),
}


@dataclass(frozen=True, slots=True)
class Consent:
    """The last word of a person on one purpose at a site. `version`: of the notice that they had read."""

    purpose: Purpose
    version: int
    state: ConsentState
    at: datetime

    def is_in_force(self, notice: Notice) -> bool:
        """Whether it covers what this notice says."""
        return self.state is ConsentState.GIVEN and self.version >= notice.version


@dataclass(frozen=True, slots=True)
class NoticeAnswer:
    """A notice that somebody has read. `is_given`: their consent, where it is asked for and decided."""

    purpose: Purpose
    version: int
    is_given: bool | None = None


def state_after(before: Consent | None, *, is_given: bool) -> ConsentState:
    """The state of a consent after this word: a no after a yes withdraws it."""
    if is_given:
        return ConsentState.GIVEN
    was_given = before is not None and before.state is not ConsentState.REFUSED
    return ConsentState.WITHDRAWN if was_given else ConsentState.REFUSED


def check_answers(answers: Iterable[NoticeAnswer], current: Mapping[Purpose, Notice]) -> None:
    """Raises Refused: CONFLICT where a notice changed after it was read, but for a no, which always holds;
    INVALID_INPUT for consent to what needs none.
    """
    for each in answers:
        if each.version != current[each.purpose].version and each.is_given is not False:
            raise Refused(ErrorCode.CONFLICT, f"the notice on {each.purpose} was changed in between")
        if each.is_given is not None and each.purpose not in ASKED:
            raise Refused(ErrorCode.INVALID_INPUT, f"{each.purpose} needs no consent")


def checked_text(text: Text) -> Text:
    """The words of a notice without the space around them; the Chinese ones stand in for English ones.

    Raises Refused(INVALID_INPUT) for none, or too many.
    """
    zh, en = text.zh.strip(), text.en.strip()
    if not zh or max(len(zh), len(en)) > LONGEST_NOTICE:
        raise Refused(ErrorCode.INVALID_INPUT, f"a notice has 1 to {LONGEST_NOTICE} characters")
    return Text(zh, en or zh)
