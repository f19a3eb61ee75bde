"""Accounts that one hand may hold: chains of openers, steps that count as opening, and who confirms."""

from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import AuditRow
from backend.core.text import Text
from backend.core.viewer import Membership, Role, Viewer
from backend.people.account_links import commands
from backend.people.account_links import queries as account_links
from backend.people.account_links.rules import MOST_LOOK_UPS, LinkKind
from backend.people.account_links.store import AccountLinks
from backend.people.accounts import disable_commands
from backend.people.accounts import invitations_commands as invitations
from backend.people.accounts import queries as accounts
from backend.people.accounts.second_person_commands import require_second_person
from backend.people.commands import Attempt
from backend.people.directory import commands as directory
from backend.people.directory.rules import Employment
from backend.people.rules import Person
from backend.people.store import People
from tests.support.fakes import FakeClock
from tests.support.people import add_admin
from tests.support.plants import Plants
from tests.support.statements import statements

pytestmark = pytest.mark.both_databases("the chain is read by a partial index")
PASSWORD = "烟囱旁边有三只 herons"


@pytest.fixture
def root(database: Database, plants: Plants) -> Viewer:
    return database.transact(lambda tx: add_admin(tx, plants))


def add(database: Database, plants: Plants, by: Viewer, role: Role = Role.WORKER) -> UUID:
    """Somebody whom this person added, and who is not in yet."""

    def command(tx: Transaction) -> UUID:
        return directory.add_person(
            tx,
            plants.north,
            username=f"p{uuid4().hex[:12]}",
            name=Text("新人", "New"),
            role=role,
            employment=Employment(plants.department),
            addresses={},
            by=by,
        )

    return database.transact(command)


def invite(database: Database, person_id: UUID, by: Viewer) -> None:
    """Somebody invited by this person takes their account."""
    made = database.transact(lambda tx: invitations.invite(tx, by, person_id))
    attempt = Attempt("new", "192.0.2.7")
    database.transact(lambda tx: invitations.accept(tx, made.secret or "", PASSWORD, "hash", attempt))


def opened(database: Database, plants: Plants, by: Viewer, role: Role = Role.WORKER) -> UUID:
    person_id = add(database, plants, by, role)
    invite(database, person_id, by)
    return person_id


def linked(database: Database, person_id: UUID, to: UUID) -> bool:
    """Whether the word of the one as second person after the other is refused as that of one hand."""
    try:
        database.transact(lambda tx: require_second_person(tx, person_id, to=(to,)))
    except Refused as refused:
        return refused.code is ErrorCode.ACCOUNT_LINKED
    return False


def confirm(database: Database, person_id: UUID, by: Viewer) -> ErrorCode | None:
    return database.transact(lambda tx: commands.confirm_people(tx, [person_id], by=by))[person_id]


def chain(database: Database, plants: Plants, length: int) -> list[UUID]:
    """So many people, each of whom opened the account of the next one."""

    def command(tx: Transaction) -> list[UUID]:
        people = [uuid4() for _ in range(length)]
        for each in people:
            name = each.hex[:12]
            tx.get(People).add(Person(each, Text(name, name)), username=name, password_hash="set")
            tx.get(People).put_membership(
                Membership(each, plants.north, Role.OFFICER, plants.department, None)
            )
        for above, below in pairwise(people):
            tx.get(AccountLinks).add(below, above, LinkKind.INVITED, at=tx.now)
        return people

    return database.transact(command)


def test_a_worker_and_a_lead_of_one_officer_are_one_person(database: Database, plants: Plants) -> None:
    worker, lead = (opened(database, plants, plants.alice, role) for role in (Role.WORKER, Role.LEAD))

    assert linked(database, lead, worker)
    assert linked(database, worker, lead)
    assert linked(database, plants.alice.person_id, worker)
    assert linked(database, worker, plants.alice.person_id)
    assert not linked(database, plants.dora.person_id, worker)


def test_what_was_opened_stays_linked_when_who_opened_it_lost_the_role_or_left(
    database: Database, plants: Plants, root: Viewer
) -> None:
    worker, lead = (opened(database, plants, plants.alice, role) for role in (Role.WORKER, Role.LEAD))

    database.transact(
        lambda tx: disable_commands.disable(tx, root, plants.alice.person_id, plants.dora.person_id)
    )

    assert linked(database, lead, worker)


@pytest.mark.parametrize("length", [3, MOST_LOOK_UPS, MOST_LOOK_UPS + 1, 3 * MOST_LOOK_UPS])
def test_a_chain_of_any_length_is_one_hand(database: Database, plants: Plants, length: int) -> None:
    people = chain(database, plants, length)

    assert linked(database, people[0], people[-1])
    assert linked(database, people[-1], people[0])
    assert linked(database, people[-1], people[-2])
    assert not linked(database, plants.dora.person_id, plants.bob.person_id)


def test_a_step_looks_up_at_most_eight_levels(database: Database, plants: Plants) -> None:
    people = chain(database, plants, 20)

    with statements(database) as found:
        database.transact(lambda tx: tx.get(AccountLinks).lineage({people[-1], plants.bob.person_id}))

    assert len([each for each in found if "account_links" in each]) == MOST_LOOK_UPS


def test_confirming_somebody_cuts_the_chain_there(database: Database, plants: Plants) -> None:
    first, second, third = chain(database, plants, 3)

    assert confirm(database, second, plants.dora) is None

    assert not linked(database, third, first)
    assert linked(database, third, second)


def test_a_name_that_an_officer_put_down_is_theirs_also_if_another_invites_it(
    database: Database, plants: Plants, root: Viewer
) -> None:
    person = add(database, plants, plants.alice)
    invite(database, person, root)

    assert linked(database, person, plants.alice.person_id)


def test_an_account_that_an_officer_reset_is_in_the_hand_of_that_officer(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    database.transact(lambda tx: tx.get(People).set_password(plants.bob.person_id, "set"))
    invite(database, plants.bob.person_id, plants.alice)
    clock.advance(timedelta(days=2))

    assert linked(database, plants.alice.person_id, plants.bob.person_id)
    assert confirm(database, plants.bob.person_id, plants.dora) is None
    assert not linked(database, plants.alice.person_id, plants.bob.person_id)


def test_what_an_administrator_opened_is_theirs_and_nobody_elses(
    database: Database, plants: Plants, root: Viewer
) -> None:
    worker, lead = (opened(database, plants, root, role) for role in (Role.WORKER, Role.LEAD))

    assert not linked(database, lead, worker)
    assert linked(database, lead, root.person_id)
    lead_viewer = database.transact(lambda tx: tx.get(People).viewer(lead))
    assert confirm(database, worker, lead_viewer) is None, "at a new site one administrator invites everybody"


def test_who_may_confirm_a_person_and_who_may_not(database: Database, plants: Plants, root: Viewer) -> None:
    worker, lead = (opened(database, plants, plants.alice, role) for role in (Role.WORKER, Role.LEAD))
    viewers = {
        each: database.transact(lambda tx, each=each: tx.get(People).viewer(each)) for each in (worker, lead)
    }

    def refused(by: Viewer, who: UUID = worker) -> ErrorCode | None:
        return confirm(database, who, by)

    assert refused(plants.alice) is ErrorCode.ACCOUNT_LINKED, "who opened it"
    assert refused(viewers[lead]) is ErrorCode.ACCOUNT_LINKED, "opened by the same officer"
    assert refused(viewers[lead], lead) is ErrorCode.ACCOUNT_LINKED, "oneself"
    assert refused(plants.bob) is ErrorCode.NOT_ALLOWED, "a worker"
    assert refused(plants.carol) is ErrorCode.NOT_FOUND, "of another site"
    assert linked(database, plants.alice.person_id, worker)
    assert refused(plants.erik) is None, "a lead"
    assert refused(plants.erik) is None, "again"
    assert refused(root, lead) is None, "an administrator"
    assert not linked(database, lead, worker)


def test_many_are_confirmed_at_once_and_each_stands_in_the_record(database: Database, plants: Plants) -> None:
    people = [opened(database, plants, plants.alice) for _ in range(3)]
    mine = opened(database, plants, plants.dora)

    results = database.transact(lambda tx: commands.confirm_people(tx, [*people, mine], by=plants.dora))

    assert results == {**dict.fromkeys(people), mine: ErrorCode.ACCOUNT_LINKED}
    statement = select(AuditRow).where(AuditRow.kind == "PERSON_CONFIRMED")
    rows = database.read(lambda s: [(row.by, row.ref("person"), row.note) for row in s.exec(statement)])
    note = "ADDED: alice, INVITED: alice"
    assert sorted(rows, key=str) == sorted(((plants.dora.person_id, each, note) for each in people), key=str)


def test_an_officer_who_was_just_reset_confirms_nobody(
    database: Database, plants: Plants, root: Viewer
) -> None:
    worker = opened(database, plants, plants.alice)
    database.transact(lambda tx: tx.get(People).set_password(plants.dora.person_id, "set"))
    invite(database, plants.dora.person_id, root)

    assert confirm(database, worker, plants.dora) is ErrorCode.RESET_LATELY


def test_the_list_names_who_opened_each_account_and_only_who_may_confirm_reads_it(
    database: Database, plants: Plants, root: Viewer
) -> None:
    worker = opened(database, plants, plants.alice)
    add(database, plants, plants.alice)  # not in yet: nothing to confirm

    def listed(viewer: Viewer) -> list[Any]:
        found = database.read(lambda s: account_links.unconfirmed(s, viewer, plants.north))
        return [
            (
                each.person.person.person_id,
                [link.opened_by.person.name.en for link in each.links],
                each.may_confirm,
            )
            for each in found
        ]

    assert listed(plants.erik) == [(worker, ["alice", "alice"], True)]
    assert listed(root) == [(worker, ["alice", "alice"], True)]
    assert listed(plants.alice) == [(worker, ["alice", "alice"], False)]
    assert listed(plants.bob) == listed(plants.carol) == []
    of_worker = database.read(lambda s: account_links.of_person(s, plants.bob, worker))
    assert of_worker == [], "a colleague learns of nobody's account"


def test_an_open_invitation_shows_its_link_to_who_made_it_and_to_administrators_only(
    database: Database, plants: Plants, root: Viewer
) -> None:
    person = add(database, plants, root)
    made = database.transact(lambda tx: invitations.invite(tx, root, person))

    def secret(viewer: Viewer) -> str | None:
        found = database.read(lambda s: accounts.account(s, viewer, person))
        assert found is not None
        assert found.invitation is not None, "everybody who may invite sees that there is one"
        return found.invitation.secret

    assert secret(root) == made.secret
    assert secret(plants.alice) is None, "who used it would be in as nobody that is on record"
    own = database.transact(lambda tx: invitations.invite(tx, plants.alice, person))
    assert (secret(plants.alice), secret(plants.dora)) == (own.secret, None)
