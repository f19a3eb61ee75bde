"""Fitness of a database for production: no people of the demo plant are in it."""

import structlog

from backend.core.database import Database
from backend.core.database_guard import reachable
from backend.core.errors import Unavailable, Unfit
from backend.people import commands as people
from backend.people.rules import DEMO_PASSWORD
from backend.people.store import People
from backend.settings import Settings

log = structlog.get_logger()


def require_fit(settings: Settings, database: Database) -> None:
    """Raises Unfit where a production site has accounts that everybody knows how to open.

    A database that is away is not waited for: sign-in refuses the password of the demo plant anyway.
    """
    if not settings.production:
        return
    try:
        with reachable():
            names = _demo_accounts(database)
    except Unavailable as away:
        log.warning("demo_accounts_not_looked_for", error=str(away))
        return
    if names:
        shown = ", ".join(names[:10]) + (" …" if len(names) > 10 else "")
        raise Unfit(
            f"ANHUAN_DATABASE_URL: accounts of the demo plant are in this database ({shown}), and their "
            "password is printed in the documentation. Use a database of its own for a production site: "
            "`anhuan migrate` makes its tables, `anhuan site add` and `anhuan person add` its first people."
        )


def _demo_accounts(database: Database) -> list[str]:
    """Names of the accounts that open with the password of the demo plant. Each hash is tried only once."""
    unknown = database.read(lambda session: People(session).never_tried())
    found = {each.person_id: people.is_password(each, DEMO_PASSWORD) for each in unknown}
    if found:
        database.transact(lambda tx: tx.get(People).note_demo(found))
    return database.read(lambda session: People(session).demo_usernames())
