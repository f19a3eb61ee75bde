"""Facts of a new site, as whoever sets up the installation gives them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.people.directory.rules import USERNAME
from backend.sites.settings.rules import Trade, check_site

CODE_LASTS: Final = timedelta(hours=24)
LONGEST_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class SetupCode:
    """`person_id`: the administrator whom it made already."""

    made_at: datetime
    person_id: UUID | None


@dataclass(frozen=True, slots=True)
class FirstSite:
    """The first site of an installation. `people`: about how many work there."""

    code: str
    name: Text
    trade: Trade
    people: int
    timezone: str

    def check(self) -> None:
        """Raises Refused(INVALID_INPUT)."""
        check_site(self.name, self.timezone, self.people)


@dataclass(frozen=True, slots=True)
class FirstAdministrator:
    """The person who sets up the installation."""

    username: str
    name: Text

    def check(self) -> None:
        """Raises Refused(INVALID_INPUT)."""
        if USERNAME.fullmatch(self.username) is None:
            raise Refused(ErrorCode.INVALID_INPUT, "a user name is 2 to 32 of a-z, 0-9 and . _ -")
        check_name(self.name)


def check_name(name: Text) -> None:
    """Raises Refused(INVALID_INPUT) for a name that is missing or too long."""
    if not name.zh or not name.en or max(len(name.zh), len(name.en)) > LONGEST_NAME:
        raise Refused(ErrorCode.INVALID_INPUT, f"a name is 1 to {LONGEST_NAME} characters")
