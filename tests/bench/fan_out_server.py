"""The site of `bench_fan_out`, as a process: prints its address, then announces a change for each line.

A line names the site whose alert has changed, if any; the answer says when that was committed, and what the
process has taken of the processor until then. `--apart`: nothing is shared, each subscription is a feed of
its own. `--mute`: there are no beats but the first one of each socket.
"""

import argparse
import json
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts.tables import AlertRow
from backend.core.allowances import Allowances
from backend.core.database import Changed, Database, Transaction
from backend.core.graphql.feeds import beats, feeds
from backend.core.text import Text
from backend.core.viewer import Membership, Role
from backend.core.vocabulary import Tier
from backend.entrypoints.migration import migrate
from backend.people.commands import hasher
from backend.people.rules import Department, Person
from backend.people.store import People
from backend.reactions import REACTIONS
from tests.bench.table import show
from tests.support import http_site
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.plants import PASSWORD, Plants, id_of, over, plant

PEOPLE = 50
NEVER_S = 1e9
ROOMY = Allowances(sockets_per_person=200, subscriptions_per_person=200)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--apart", action="store_true")
    parser.add_argument("--roomy", action="store_true")
    parser.add_argument("--mute", action="store_true")
    options = parser.parse_args()
    if options.mute:
        beats.BEAT_EVERY_S = NEVER_S  # type: ignore[misc]  # to compare with
    if options.apart:
        feeds._key = lambda document: (document.text, str(id(document)), "")
    url = f"sqlite:///{options.folder}/anhuan.sqlite3"
    database = Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
    migrate(database)
    password_hash = hasher().hash(PASSWORD)
    plants = plant(database, password_hash=password_hash)
    database.transact(lambda tx: add_people(tx, plants, password_hash))
    for sensor_id in (plants.gas, plants.far_gas):
        change = replace(over(plants, Tier.RED), sensor_id=sensor_id)
        database.transact(lambda tx, change=change: alerts.apply_changes(tx, [change]))
    found = database.read(lambda session: list(session.exec(select(AlertRow.site_id, AlertRow.id))))
    alert_of = dict(found)
    allowances = ROOMY if options.roomy else Allowances()
    now = lambda: datetime.now(UTC)  # noqa: E731 - a clock is a function
    with http_site.site(database, now, options.folder, allowances=allowances) as site:
        show(json.dumps(site.address))
        for line in sys.stdin:
            cpu_s, at_s = time.process_time(), time.perf_counter()
            if place := line.strip():
                announce(database, alert_of[id_of(place)], id_of(place))
            show(json.dumps({"at_s": at_s, "cpu_s": cpu_s}))


def add_people(tx: Transaction, plants: Plants, password_hash: str) -> None:
    """p0 to p49 at north: of twenty kinds of rights, by role, by department, and by a second site."""
    other = Department(id_of("north/other"), plants.north, Text("维修部", "Repairs"))
    tx.get(People).put_department(other, code="OTHER")
    roles = list(Role)
    for number in range(PEOPLE):
        name = f"p{number}"
        person = Person(id_of(name), Text(name, name))
        tx.get(People).add(person, username=name, password_hash=password_hash)
        role = roles[number % 5]
        department_id = (plants.department, other.department_id)[number // 5 % 2]
        own = Membership(person.person_id, plants.north, role, department_id, None)
        tx.get(People).put_membership(own)
        if number // 10 % 2:
            tx.get(People).put_membership(Membership(person.person_id, plants.south, role, None, None))


def announce(database: Database, alert_id: UUID, site_id: UUID) -> None:
    database.transact(lambda tx: tx.hint(Changed("alert", alert_id, site_id)))


if __name__ == "__main__":
    main()
