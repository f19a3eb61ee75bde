"""Whose turn it is in a case, who else works on it, and under which number one can call them."""

from datetime import timedelta

import pytest

from backend.cases.contacts_queries import contacts
from backend.core.database import Database
from backend.core.viewer import Viewer
from backend.core.vocabulary import TaskKind
from backend.people.directory.rules import AddressKind
from backend.people.directory.store import Staff
from tests.support.cases import Reports, WorkedCase
from tests.support.cases import found as case_of
from tests.support.fakes import FakeClock
from tests.support.people import add_executive
from tests.support.plants import Plants
from tests.support.statements import statements
from tests.support.tasks import Joint

pytestmark = pytest.mark.both_databases("who may be called is read in four statements")


def who(loop: WorkedCase, viewer: Viewer) -> list[tuple[str, str | None, bool]]:
    case = loop.case
    found = loop.database.read(lambda s: contacts(s, viewer, [case]))
    return [(each.person.person.name.zh, each.phone, each.is_next) for each in found.get(case, [])]


def has_phone(database: Database, person: Viewer, number: str) -> None:
    database.transact(lambda tx: tx.get(Staff).put_addresses(person.person_id, {AddressKind.PHONE: number}))


def test_the_person_responsible_comes_first_with_their_number(database: Database, plants: Plants) -> None:
    loop = WorkedCase.of_alert(database, plants)
    has_phone(database, plants.bob, "138 0013 8000")

    assert who(loop, plants.alice) == [("bob", "138 0013 8000", True)]


def test_after_the_disposal_it_is_the_turn_of_the_officers_who_took_no_part_in_it(
    database: Database, plants: Plants
) -> None:
    loop = WorkedCase.of_alert(database, plants)
    loop.acknowledge(plants.alice)
    loop.dispose(plants.alice)

    assert who(loop, plants.bob) == [("dora", None, True)]


def test_where_every_officer_took_part_an_executive_rechecks(database: Database, plants: Plants) -> None:
    database.transact(lambda tx: add_executive(tx, plants))
    loop = WorkedCase.of_alert(database, plants)
    loop.acknowledge(plants.alice)
    loop.dispose(plants.alice)
    loop.fail_recheck(plants.dora)
    loop.dispose(plants.dora)

    assert who(loop, plants.bob) == [("fay", None, True)]


def test_who_has_an_open_task_can_be_called_and_who_is_done_is_left_alone(
    database: Database, plants: Plants
) -> None:
    joint = Joint(database, plants)
    joint.assign(TaskKind.REPAIR, joint.there.hugo, joint.there.gina)
    has_phone(database, joint.there.hugo, "8119")
    assert ("hugo", "8119", False) in who(joint, plants.bob)

    joint.start(TaskKind.REPAIR, joint.there.hugo)
    joint.finish(TaskKind.REPAIR, joint.there.hugo)

    assert "hugo" not in [name for name, _, _ in who(joint, plants.bob)]


def test_nobody_is_called_about_what_is_archived(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    loop = WorkedCase.of_alert(database, plants)
    has_phone(database, plants.bob, "8119")
    loop.acknowledge(plants.bob)
    loop.dispose(plants.bob)
    loop.say(None)
    clock.advance(timedelta(minutes=5))
    loop.pass_recheck(plants.alice)

    assert who(loop, plants.alice) == []


def test_many_cases_take_no_more_statements_than_one(database: Database, plants: Plants) -> None:
    joint = Joint(database, plants)
    both = [joint.case, case_of(database, Reports(database, plants).case(plants.bob))]

    with statements(database) as asked:
        found = database.read(lambda s: contacts(s, plants.alice, both))

    assert set(found) == set(both)
    assert len(asked) == 4
