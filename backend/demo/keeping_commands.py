"""Keeping the demo plant up: planted where it is missing, its roster planned on where it is there.

People may edit all that it refers to. Whatever that leads to, the product starts and works: keeping it up is
a job, and a failure of it a condition of the `system` source.
"""

from functools import partial

import structlog

from backend.core.database import Database, Transaction
from backend.core.lost_races import is_away
from backend.demo import planting
from backend.demo.blueprint import SITE_CODE
from backend.demo.plant import DEMO_PLANT, read_plan
from backend.demo.rosters import carry_on_roster
from backend.monitoring.system.commands import end_condition, raise_condition
from backend.people import commands as people
from backend.people.rules import DEMO_PASSWORD
from backend.sensors.system_rules import SystemCondition
from backend.sites.removal.store import Removals
from backend.sites.store import Sites

log = structlog.get_logger()


def plant_demo(database: Database, *, once_removed: bool = True) -> None:
    """Plant the demo site where there is none; plan its roster on where there is one. `once_removed`: also
    where somebody removed it.
    """

    def is_left(tx: Transaction) -> bool:
        return not once_removed and tx.get(Removals).was_removed(SITE_CODE)

    if database.transact(is_left):
        return
    if database.transact(lambda tx: planting.is_planted(tx, DEMO_PLANT)):
        database.transact(lambda tx: carry_on_roster(tx, DEMO_PLANT))
        return
    password_hash = people.hasher().hash(DEMO_PASSWORD)

    def plant(tx: Transaction) -> None:
        if not is_left(tx):  # it may have been removed since
            planting.plant_site(tx, DEMO_PLANT, plan_svg=read_plan(), password_hash=password_hash)

    database.transact(plant)


def keep_demo(database: Database) -> None:
    """Keep the demo site up, unless it was removed. A failure is a condition until it works again.

    Raises only for a database that is away.
    """
    try:
        plant_demo(database, once_removed=False)
    except Exception as error:  # whatever it is must not keep the product from starting
        if is_away(error):
            raise
        log.exception("the demo plant cannot be kept up; tried again")
        database.sweep(_report)
    else:
        database.sweep(partial(end_condition, condition=SystemCondition.DEMO_NOT_KEPT))


def _report(tx: Transaction) -> None:
    """Say so at the demo site, where there is one: it is none of another's."""
    site = tx.get(Sites).by_code(SITE_CODE)
    raise_condition(tx, SystemCondition.DEMO_NOT_KEPT, site_ids=[site.site_id] if site else None)
