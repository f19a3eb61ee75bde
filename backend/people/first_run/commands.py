"""The first run: whoever reads the log of a new installation gives it its first site and administrator."""

import secrets
from datetime import datetime
from typing import Final

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Role
from backend.people import commands as people
from backend.people.accounts import invitations_commands as invitations
from backend.people.accounts.rules import Invitation
from backend.people.first_run.rules import CODE_LASTS, FirstAdministrator, FirstSite, SetupCode
from backend.people.first_run.store import SetupCodes
from backend.sites import commands as sites
from backend.sites.store import Sites

LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""None that is taken for another one when it is typed from a log."""
GROUPS: Final = 4
GROUP: Final = 5


def offer_setup(tx: Transaction) -> str | None:
    """Make a code that opens the set-up for a day, for the log of this process only; None where somebody is
    there already.
    """
    if tx.get(SetupCodes).is_anybody_there():
        return None
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
    tx.get(SetupCodes).forget(before=tx.now - CODE_LASTS)
    tx.get(SetupCodes).add(typed(code), at=tx.now)
    return code


def require_code(codes: SetupCodes, code: str, *, now: datetime) -> SetupCode:
    """The code, if it is good. Raises Refused(SETUP_CLOSED) for a wrong or old one, and where somebody has a
    password already.
    """
    found = codes.find(typed(code))
    if found is None or now - found.made_at > CODE_LASTS or codes.has_anybody_signed_in():
        raise Refused(ErrorCode.SETUP_CLOSED, "no such code, or the installation is set up")
    return found


def set_up(tx: Transaction, code: str, site: FirstSite, administrator: FirstAdministrator) -> Invitation:
    """Make the first site and its administrator, who is invited to choose a password.

    The same code again invites them anew, until they have one; no other code is good then.
    Raises Refused: SETUP_CLOSED, INVALID_INPUT.
    """
    if (made_before := require_code(tx.get(SetupCodes), code, now=tx.now).person_id) is not None:
        return invitations.invite_from_console(tx, made_before)
    if tx.get(SetupCodes).is_anybody_there():
        raise Refused(ErrorCode.SETUP_CLOSED, "somebody was added on the command line")
    site.check()
    administrator.check()
    made = sites.add_site(tx, code=site.code, name=site.name, timezone=site.timezone)
    tx.get(Sites).describe(made.site_id, trade=site.trade, people=site.people)
    person = people.add_person(
        tx,
        username=administrator.username,
        name=administrator.name,
        role=Role.ADMIN,
        site_code=site.code,
    )
    tx.get(SetupCodes).use(typed(code), person.person_id)
    return invitations.invite_from_console(tx, person.person_id)


def typed(code: str) -> str:
    """The code as it was made, however it was typed."""
    return code.upper().replace("-", "").replace(" ", "").strip()
