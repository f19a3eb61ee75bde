"""Somebody leaves on a day: until then they work, then they are out, and nothing of theirs is left open."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import httpx
import pytest
from sqlmodel import select

from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import AuditRow, OutboxRow
from backend.core.text import Text
from backend.core.viewer import Membership, Role, Viewer
from backend.people.accounts.disable_commands import disable, enable
from backend.people.accounts.leaving_commands import (
    disable_who_left,
    leave,
    set_leave_date,
    withdraw_leave_date,
)
from backend.people.accounts.leaving_rules import begin_of
from backend.people.accounts.leaving_store import Leavings
from backend.people.accounts.queries import account
from backend.people.accounts.store import Accounts
from backend.people.rules import Person
from backend.people.store import People
from backend.sensors.store import Sensors
from tests.support.dying_connection import Died, Fate, die, dump
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, ask, sign_in
from tests.support.people import add_admin
from tests.support.plants import PASSWORD, Plants, id_of

NAME = "{ viewer { person { name { en } } } }"


@pytest.fixture
def root(database: Database, plants: Plants) -> Viewer:
    return database.transact(lambda tx: add_admin(tx, plants))


def administrator(tx: Transaction, plants: Plants, password_hash: str = "hash") -> Viewer:
    """Another administrator of north, who was only invited where there is no password yet."""
    person = Person(id_of("other"), Text("other", "other"))
    tx.get(People).add(person, username="other", password_hash=password_hash)
    tx.get(People).put_membership(Membership(person.person_id, plants.north, Role.ADMIN, None, None))
    return tx.get(People).viewer(person.person_id)


def in_days(database: Database, days: int) -> date:
    return (database.clock() + timedelta(days=days)).date()


def set_for(database: Database, by: Viewer, who: Viewer, to: Viewer, day: date, *, version: int = 0) -> None:
    database.transact(lambda tx: set_leave_date(tx, by, who.person_id, day, to.person_id, version=version))


def refusal(
    database: Database, by: Viewer, who: Viewer, to: Viewer, day: date, version: int = 0
) -> ErrorCode:
    with pytest.raises(Refused) as refused:
        set_for(database, by, who, to, day, version=version)
    return refused.value.code


def is_disabled(database: Database, person: Viewer) -> bool:
    return database.transact(lambda tx: tx.get(Accounts).account(person.person_id)).disabled_at is not None


def responsible(database: Database, plants: Plants) -> UUID | None:
    return database.transact(lambda tx: tx.get(Sensors).get([plants.gas])[plants.gas]).responsible_id


def kinds(database: Database) -> list[str]:
    statement = select(AuditRow.kind).order_by(AuditRow.id)  # type: ignore[arg-type]
    return [
        kind
        for kind in database.read(lambda session: list(session.exec(statement)))
        if "LEAV" in kind or "OFFICER" in kind or kind.startswith("PERSON_")
    ]


def heard(database: Database, kind: str) -> set[UUID]:
    """Whom the last event of this kind notifies."""
    events = database.read(lambda session: list(session.exec(select(OutboxRow.event))))
    return {UUID(each) for event in events if event["kind"] == kind for each in event["to"]}


def test_a_day_begins_when_it_has_begun_at_every_site_of_the_person() -> None:
    day = date(2026, 12, 1)

    assert begin_of(day, ["Asia/Shanghai"]).isoformat() == "2026-11-30T16:00:00+00:00"
    assert begin_of(day, ["Asia/Shanghai", "Europe/Berlin"]).isoformat() == "2026-11-30T23:00:00+00:00"
    assert begin_of(day, []).isoformat() == "2026-12-01T00:00:00+00:00"


def test_only_who_may_disable_sets_the_day(database: Database, plants: Plants, root: Viewer) -> None:
    day = in_days(database, 3)

    assert refusal(database, plants.alice, plants.bob, plants.erik, day) is ErrorCode.NOT_ALLOWED
    assert refusal(database, plants.carol, plants.bob, plants.erik, day) is ErrorCode.NOT_FOUND
    assert refusal(database, root, plants.carol, plants.erik, day) is ErrorCode.NOT_FOUND
    assert refusal(database, root, root, plants.erik, day) is ErrorCode.NOT_ALLOWED
    with pytest.raises(Refused) as refused:
        database.transact(lambda tx: withdraw_leave_date(tx, plants.alice, plants.bob.person_id, version=1))
    assert refused.value.code is ErrorCode.NOT_ALLOWED
    assert kinds(database) == []


def test_a_day_that_has_begun_or_is_years_away_is_refused(
    database: Database, plants: Plants, root: Viewer
) -> None:
    for days in (-1, 0, 800):
        code = refusal(database, root, plants.bob, plants.erik, in_days(database, days))
        assert code is ErrorCode.LEAVE_DATE_INVALID
    assert refusal(database, root, plants.bob, plants.bob, in_days(database, 3)) is ErrorCode.INVALID_INPUT
    assert refusal(database, root, plants.bob, plants.carol, in_days(database, 3)) is ErrorCode.NOT_FOUND


def test_the_only_administrator_does_not_leave(database: Database, plants: Plants, root: Viewer) -> None:
    invited = database.transact(lambda tx: administrator(tx, plants, password_hash=""))

    code = refusal(database, invited, root, plants.erik, in_days(database, 3))
    assert code is ErrorCode.LAST_ADMINISTRATOR


def test_the_same_day_again_changes_nothing_and_another_one_needs_what_was_seen(
    database: Database, plants: Plants, root: Viewer
) -> None:
    day, later = in_days(database, 3), in_days(database, 9)
    for _ in range(2):
        set_for(database, root, plants.bob, plants.erik, day)

    assert refusal(database, root, plants.bob, plants.erik, later, version=0) is ErrorCode.CONFLICT
    set_for(database, root, plants.bob, plants.erik, later, version=1)
    seen = database.read(lambda session: account(session, root, plants.bob.person_id))
    assert seen is not None
    assert seen.leaving is not None
    assert (seen.leaving.leaves_on, seen.leaving.version) == (later, 2)
    assert kinds(database) == ["LEAVE_DATE_SET"] * 2
    assert heard(database, "LEAVE_DATE_SET") == {plants.bob.person_id, plants.erik.person_id}


@pytest.mark.both_databases("a person is locked, and a job claims them")
def test_on_the_day_the_account_is_disabled_and_open_work_goes_to_the_successor(
    database: Database, clock: FakeClock, plants: Plants, root: Viewer
) -> None:
    set_for(database, root, plants.bob, plants.erik, in_days(database, 3))

    clock.advance(timedelta(days=1))
    assert disable_who_left(database) == 0
    assert not is_disabled(database, plants.bob)
    clock.advance(timedelta(days=2))
    assert disable_who_left(database) == 1
    assert disable_who_left(database) == 0  # twice is once

    assert is_disabled(database, plants.bob)
    assert responsible(database, plants) == id_of("erik")
    assert kinds(database) == ["LEAVE_DATE_SET", "PERSON_DISABLED"]
    assert plants.erik.person_id in heard(database, "PERSON_DISABLED")


def test_a_withdrawn_day_passes_and_nothing_happens(
    database: Database, clock: FakeClock, plants: Plants, root: Viewer
) -> None:
    set_for(database, root, plants.bob, plants.erik, in_days(database, 3))
    for _ in range(2):  # the same again changes nothing
        database.transact(lambda tx: withdraw_leave_date(tx, root, plants.bob.person_id, version=1))

    clock.advance(timedelta(days=4))
    assert disable_who_left(database) == 0
    assert not is_disabled(database, plants.bob)
    assert kinds(database) == ["LEAVE_DATE_SET", "LEAVE_DATE_WITHDRAWN"]


def test_who_is_disabled_before_the_day_has_left(
    database: Database, clock: FakeClock, plants: Plants, root: Viewer
) -> None:
    set_for(database, root, plants.bob, plants.erik, in_days(database, 3))
    database.transact(lambda tx: disable(tx, root, plants.bob.person_id, plants.dora.person_id))
    code = refusal(database, root, plants.bob, plants.erik, in_days(database, 3))
    database.transact(lambda tx: enable(tx, root, plants.bob.person_id))

    clock.advance(timedelta(days=4))

    assert code is ErrorCode.CONFLICT
    assert disable_who_left(database) == 0
    assert responsible(database, plants) == id_of("dora")
    assert not is_disabled(database, plants.bob)


def test_where_the_successor_is_gone_an_officer_takes_over_and_all_officers_know(
    database: Database, clock: FakeClock, plants: Plants, root: Viewer
) -> None:
    set_for(database, root, plants.bob, plants.erik, in_days(database, 3))
    database.transact(lambda tx: disable(tx, root, plants.erik.person_id, plants.bob.person_id))

    clock.advance(timedelta(days=4))
    assert disable_who_left(database) == 1

    officers = {plants.alice.person_id, plants.dora.person_id}
    assert is_disabled(database, plants.bob)
    assert responsible(database, plants) in officers
    assert heard(database, "OPEN_WORK_TO_OFFICER") == officers


def test_where_nobody_may_be_lost_it_is_said_and_tried_again_a_day_later(
    database: Database, clock: FakeClock, plants: Plants, root: Viewer
) -> None:
    other = database.transact(lambda tx: administrator(tx, plants))
    set_for(database, other, root, plants.erik, in_days(database, 3))
    database.transact(lambda tx: disable(tx, root, other.person_id))

    clock.advance(timedelta(days=4))
    assert disable_who_left(database) == 0
    assert disable_who_left(database) == 0
    assert not is_disabled(database, root)
    assert kinds(database)[-1] == "LEAVE_POSTPONED"
    assert kinds(database).count("LEAVE_POSTPONED") == 1
    assert root.person_id in heard(database, "LEAVE_POSTPONED")

    database.transact(lambda tx: enable(tx, root, other.person_id))
    clock.advance(timedelta(days=1))
    assert disable_who_left(database) == 1
    assert is_disabled(database, root)


@pytest.mark.both_databases("a person is locked, and a job claims them")
def test_what_dies_in_the_middle_leaves_nothing_and_is_done_by_the_next_run(
    database: Database, clock: FakeClock, plants: Plants, root: Viewer
) -> None:
    set_for(database, root, plants.bob, plants.erik, in_days(database, 3))
    clock.advance(timedelta(days=4))
    before, fate = dump(database), Fate(database)

    die(fate, lambda tx: leave(tx, plants.bob.person_id), None)
    statements = fate.statements
    for at in range(1, statements + 1, 1 if not database.is_postgres else 7):
        with fate.dies(at), pytest.raises(Died):
            disable_who_left(database)
        assert dump(database) == before, f"something is there of what died at statement {at}"

    assert disable_who_left(database) == 1
    assert is_disabled(database, plants.bob)
    assert responsible(database, plants) == id_of("erik")


@pytest.fixture
def phone(site: Site) -> Iterator[httpx.Client]:
    with site.client() as client:
        yield client


def test_from_the_day_on_no_sign_in_stands_and_none_is_made(
    phone: httpx.Client, sqlite_database: Database, clock: FakeClock, plants: Plants
) -> None:
    admin = sqlite_database.transact(lambda tx: add_admin(tx, plants))
    set_for(sqlite_database, admin, plants.dora, plants.alice, in_days(sqlite_database, 1))
    token = sign_in(phone, "dora")
    works = "errors" not in ask(phone, token, NAME)

    clock.advance(timedelta(days=1))
    token = sign_in(phone, "dora")
    disable_who_left(sqlite_database)
    code = ask(phone, token, NAME)["errors"][0]["extensions"]["code"]
    refused = phone.post("/auth/sign-in", json={"username": "dora", "password": PASSWORD}).json()["code"]

    assert works
    assert (code, refused) == ("UNAUTHENTICATED", "ACCOUNT_DISABLED")
    assert sqlite_database.transact(lambda tx: tx.get(Leavings).get(plants.dora.person_id)) is None
