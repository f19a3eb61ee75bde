"""Nobody is the second person beside who opened their account or gave it its role, before a third says so."""

import ast
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from backend.agreements import commands as agreements
from backend.agreements import queries as agreement_views
from backend.agreements.role_grants import commands as grants
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import OutboxRow
from backend.core.text import Text
from backend.core.viewer import Role, Viewer
from backend.people.account_links import commands as links
from backend.people.accounts import invitations_commands as invitations
from backend.people.accounts.second_person_commands import require_second_person, who_hears
from backend.people.commands import Attempt
from backend.people.directory import commands as directory
from backend.people.directory.rules import Employment
from backend.people.directory.store import Staff
from backend.people.store import People
from tests.support.fakes import FakeClock
from tests.support.people import add_admin, add_executive
from tests.support.plants import Plants

BACKEND = Path(__file__).parents[3] / "backend"
SECOND_PERSON = {
    "agreements/commands.py": "decide",
    "cases/commands.py": "pass_recheck",
    "cases/extensions/commands.py": "decide",
    "tuning/indicators_commands.py": "approve_indicator",
}
"""The commands that are the word of a second person."""


@pytest.mark.parametrize(("file", "command"), SECOND_PERSON.items())
def test_every_command_of_a_second_person_asks(file: str, command: str) -> None:
    tree = ast.parse((BACKEND / file).read_text())
    function = next(each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == command)
    called = {
        each.func.id
        for each in ast.walk(function)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
    }

    assert "require_second_person" in called


def test_every_place_that_refuses_the_same_person_is_on_the_list() -> None:
    refusing = {
        str(path.relative_to(BACKEND).parts[0])
        for path in BACKEND.rglob("*rules.py")
        if "ErrorCode.SAME_PERSON" in path.read_text() or "SECOND_PERSON_REQUIRED" in path.read_text()
    }

    # A report that is accepted opens a case; a workbook refuses the roles that two grant.
    quietens_nothing = {"hazards", "workbooks"}
    assert refusing - quietens_nothing <= {file.split("/", 1)[0] for file in SECOND_PERSON}


ATTEMPT = Attempt("li.na", "192.0.2.7")
PASSWORD = "烟囱旁边有三只 herons"


def code_of(database: Database, person_id: UUID, to: Viewer) -> ErrorCode | None:
    """What this person's word as the second one after `to` is refused with."""
    try:
        database.transact(lambda tx: require_second_person(tx, person_id, to=(to.person_id,)))
    except Refused as refused:
        return refused.code
    return None


def test_after_a_reset_it_counts_again_after_a_day(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    root = database.transact(lambda tx: add_admin(tx, plants))
    alice = plants.alice.person_id
    assert code_of(database, alice, plants.dora) is None

    made = database.transact(lambda tx: invitations.invite(tx, root, alice))
    clock.advance(timedelta(hours=1))
    accept(database, made.secret)

    clock.advance(timedelta(hours=23, minutes=59))
    assert code_of(database, alice, plants.dora) is ErrorCode.RESET_LATELY
    clock.advance(timedelta(minutes=1))
    assert code_of(database, alice, plants.dora) is None
    assert code_of(database, alice, root) is ErrorCode.ACCOUNT_LINKED


def accept(database: Database, secret: str | None) -> None:
    database.transact(lambda tx: invitations.accept(tx, secret or "", PASSWORD, "hash", ATTEMPT))


def invited(database: Database, plants: Plants, by: Viewer, role: Role) -> UUID:
    """Somebody whom this person added and invited, and who is in."""

    def add(tx: Transaction) -> UUID:
        return directory.add_person(
            tx,
            plants.north,
            username="li.na",
            name=Text("李娜", "Li Na"),
            role=role,
            employment=Employment(plants.department),
            addresses={},
            by=by,
        )

    person_id = database.transact(add)
    made = database.transact(lambda tx: invitations.invite(tx, by, person_id))
    accept(database, made.secret)
    return person_id


def test_nobody_agrees_with_themselves_under_the_name_of_a_lead_they_invited(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    lead = invited(database, plants, plants.alice, Role.LEAD)

    clock.advance(timedelta(days=400))
    assert code_of(database, lead, plants.alice) is ErrorCode.ACCOUNT_LINKED
    assert code_of(database, plants.alice.person_id, viewer_of(database, lead)) is ErrorCode.ACCOUNT_LINKED
    assert code_of(database, lead, plants.dora) is None
    assert confirm(database, lead, by=plants.dora) is None
    assert code_of(database, lead, plants.alice) is None


def viewer_of(database: Database, person_id: UUID) -> Viewer:
    return database.transact(lambda tx: tx.get(People).viewer(person_id))


def confirm(database: Database, person_id: UUID, *, by: Viewer) -> ErrorCode | None:
    """What this person's word that somebody is a person of their own is refused with."""
    return database.transact(lambda tx: links.confirm_people(tx, [person_id], by=by))[person_id]


def test_nor_under_that_of_a_worker_whom_they_made_a_lead(database: Database, plants: Plants) -> None:
    root = database.transact(lambda tx: add_admin(tx, plants))
    worker = invited(database, plants, plants.dora, Role.WORKER)
    assert confirm(database, worker, by=root) is None

    database.transact(
        lambda tx: grants.change_role(tx, worker, plants.north, Role.LEAD, version=2, by=plants.alice)
    )

    assert code_of(database, worker, plants.alice) is ErrorCode.ACCOUNT_LINKED
    assert code_of(database, worker, plants.dora) is None


def test_a_role_that_two_agreed_to_counts_for_both(database: Database, plants: Plants) -> None:
    root = database.transact(lambda tx: add_admin(tx, plants))

    def ask_and_agree(tx: Transaction) -> None:
        grants.change_role(
            tx,
            plants.bob.person_id,
            plants.north,
            Role.OFFICER,
            version=1,
            reason="接替王主管，负责全厂安全",
            asks_second_person=True,
            by=root,
        )
        [asked] = agreement_views.waiting(tx.session, plants.alice)
        agreements.decide(tx, asked.agreement.agreement_id, is_agreed=True, note="", by=plants.alice)

    database.transact(ask_and_agree)

    assert role_of(database, plants, plants.bob) is Role.OFFICER
    assert code_of(database, plants.bob.person_id, root) is None


def role_of(database: Database, plants: Plants, who: Viewer) -> Role:
    return database.transact(lambda tx: tx.get(Staff).get(who.person_id, plants.north)).role


def test_those_who_watch_over_the_site_hear_of_a_new_lead_and_not_of_a_worker(
    database: Database, plants: Plants
) -> None:
    fay = database.transact(lambda tx: add_executive(tx, plants))
    root = database.transact(lambda tx: add_admin(tx, plants))

    def heard(role: Role) -> set[UUID]:
        return database.transact(lambda tx: who_hears(tx, plants.north, role))

    watching = {each.person_id for each in (plants.alice, plants.dora, fay, root)}
    assert (heard(Role.LEAD), heard(Role.WORKER)) == (watching, set())
    invited(database, plants, plants.alice, Role.LEAD)
    events = database.read(lambda session: [row.event for row in session.exec(select(OutboxRow)).all()])
    [to] = [each["to"] for each in events if each["kind"] == "PERSON_INVITED"]
    assert {UUID(each) for each in to} == watching - {plants.alice.person_id}
