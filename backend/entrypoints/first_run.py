"""The code of a new installation: whoever reads the log of the process that made it may set it up."""

import structlog

from backend.core.database import Database
from backend.core.database_guard import reachable
from backend.core.errors import Unavailable
from backend.people.first_run.commands import offer_setup
from backend.settings import Settings

log = structlog.get_logger()


def offer(database: Database, settings: Settings) -> str | None:
    """Log a code where nobody is there yet, and return it; a database that is away is not waited for."""
    try:
        with reachable():
            code = database.transact(offer_setup)
    except Unavailable as away:
        log.warning("set_up_not_offered", error=str(away))
        return None
    if code is not None:
        log.info("this installation waits to be set up", page=page(settings), code=code)
    return code


def page(settings: Settings) -> str:
    """Address of the page that sets up a new installation."""
    return f"{settings.address}/setup"
