"""People of a site: who adds and changes whom, and what is in force at once."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.agreements import commands as agreements
from backend.agreements import queries as agreement_views
from backend.agreements.role_grants import commands as grants
from backend.core.database import RIGHTS, Database, Transaction
from backend.core.errors import ErrorCode
from backend.core.text import Text
from backend.core.viewer import Membership, Role, Viewer
from backend.people import commands as people
from backend.people.accounts import disable_commands as disabling
from backend.people.accounts import invitations_commands as invitations
from backend.people.accounts.pins_store import Pins
from backend.people.directory import commands as directory
from backend.people.directory import queries as views
from backend.people.directory.queries import StaffView
from backend.people.directory.rules import GRANTED_BY_TWO, AddressKind, Employment
from backend.people.directory.store import Staff
from backend.people.store import People
from backend.sensors.store import Sensors
from tests.hostile.matrix.objects import join
from tests.support.fakes import FakeClock
from tests.support.people import add_executive
from tests.support.plants import Plants
from tests.support.refusals import code_of

pytestmark = pytest.mark.both_databases("rights are read by their own statements")
REASON = "接替王主管，负责全厂安全"


@pytest.fixture
def admin(database: Database, plants: Plants) -> Viewer:
    return database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))


def add(database: Database, plants: Plants, by: Viewer, **changed: Any) -> UUID:
    wanted: dict[str, Any] = {
        "username": "li.na",
        "name": Text("李娜", "Li Na"),
        "role": Role.WORKER,
        "employment": Employment(plants.department, employee_code="0042"),
        "addresses": {AddressKind.PHONE: "１３８ 0571-2047", AddressKind.EMAIL: ""},
        **changed,
    }
    return database.transact(lambda tx: directory.add_person(tx, plants.north, by=by, **wanted))


def change(
    database: Database,
    plants: Plants,
    person_id: UUID,
    by: Viewer,
    *,
    employment: Employment | None = None,
    addresses: Mapping[AddressKind, str] | None = None,
    version: int = 1,
) -> UUID:
    return database.transact(
        lambda tx: directory.change_person(
            tx,
            person_id,
            plants.north,
            name=Text("新名", "New name"),
            employment=employment or Employment(plants.department),
            addresses=addresses or {},
            version=version,
            by=by,
        )
    )


def change_role(
    database: Database, plants: Plants, person_id: UUID, role: Role, by: Viewer, **more: Any
) -> UUID:
    more = {"version": 1, **more}
    return database.transact(lambda tx: grants.change_role(tx, person_id, plants.north, role, by=by, **more))


def role_of(database: Database, plants: Plants, person_id: UUID) -> Role:
    viewer = database.transact(lambda tx: tx.get(People).viewer(person_id))
    membership = viewer.membership_at(plants.north)
    assert membership is not None
    return membership.role


def found(database: Database, plants: Plants, person_id: UUID, by: Viewer) -> StaffView | None:
    return database.read(lambda session: views.by_id(session, by, person_id, plants.north))


def test_somebody_is_added_without_a_password_and_nobody_signs_in_by_it(
    database: Database, plants: Plants
) -> None:
    person_id = add(database, plants, plants.alice)

    view = found(database, plants, person_id, plants.alice)

    assert view is not None
    assert view.member.addresses == {AddressKind.PHONE: "13805712047"}
    assert view.member.employment.employee_code == "0042"
    assert view.department == Text("生产部", "Production")
    credential = database.transact(lambda tx: tx.get(People).credential("li.na"))
    assert not people.is_password(credential, "")
    assert not people.is_password(credential, "anhuan-demo")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"username": "bob"}, ErrorCode.USERNAME_TAKEN),
        ({"username": "BOB"}, ErrorCode.USERNAME_TAKEN),
        ({"username": "a b"}, ErrorCode.USERNAME_INVALID),
        ({"employment": Employment()}, ErrorCode.DEPARTMENT_REQUIRED),
        ({"addresses": {AddressKind.PHONE: "12"}}, ErrorCode.PHONE_INVALID),
        ({"addresses": {AddressKind.EMAIL: "li.na"}}, ErrorCode.EMAIL_INVALID),
        ({"role": Role.OFFICER}, ErrorCode.NOT_ALLOWED),
        ({"role": Role.ADMIN}, ErrorCode.NOT_ALLOWED),
    ],
)
def test_what_an_officer_cannot_add(
    database: Database, plants: Plants, changed: dict[str, Any], code: ErrorCode
) -> None:
    assert code_of(lambda: add(database, plants, plants.alice, **changed)) is code


def test_an_employee_code_belongs_to_one_person(database: Database, plants: Plants) -> None:
    add(database, plants, plants.alice)

    assert code_of(lambda: add(database, plants, plants.alice, username="li.na2")) is ErrorCode.CODE_TAKEN
    bob = plants.bob.person_id
    mine = Employment(plants.department, employee_code="0042")
    refused = code_of(lambda: change(database, plants, bob, plants.alice, employment=mine))
    assert refused is ErrorCode.CODE_TAKEN


def test_officers_manage_workers_and_leads_and_nobody_else_manages_anybody(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    bob, dora = plants.bob.person_id, plants.dora.person_id

    change(database, plants, bob, plants.alice)
    change(database, plants, dora, admin)
    assert code_of(lambda: change(database, plants, dora, plants.alice)) is ErrorCode.NOT_ALLOWED
    assert code_of(lambda: change(database, plants, dora, plants.bob)) is ErrorCode.NOT_ALLOWED
    assert code_of(lambda: change(database, plants, bob, plants.carol)) is ErrorCode.NOT_FOUND
    assert code_of(lambda: change(database, plants, plants.carol.person_id, admin)) is ErrorCode.NOT_FOUND
    assert database.read(lambda s: views.of_site(s, plants.bob, plants.north)) == []
    assert database.read(lambda s: views.of_site(s, plants.carol, plants.north)) == []
    seen = database.read(lambda s: views.of_site(s, plants.alice, plants.north))
    assert {view.member.username: view.may_manage for view in seen} == {
        "alice": False,
        "bob": True,
        "dora": False,
        "erik": True,
        "north admin": False,
    }


def test_a_change_is_in_force_at_once_and_the_record_names_no_phone_number(
    database: Database, plants: Plants
) -> None:
    heard: list[str] = []
    database.on_commit = lambda changed: heard.extend(each.kind for each in changed)

    change(database, plants, plants.bob.person_id, plants.alice, addresses={AddressKind.PHONE: "13805712047"})

    assert RIGHTS in heard
    [last] = database.read(lambda s: views.changes_of(s, plants.alice, plants.bob.person_id))
    assert last.kind == "PERSON_CHANGED"
    assert "bob → 新名" in last.note
    assert "PHONE" in last.note
    assert "13805712047" not in last.note


def test_the_second_of_two_officers_hears_of_the_first(database: Database, plants: Plants) -> None:
    bob = plants.bob.person_id
    change(database, plants, bob, plants.alice)

    moved = Employment(plants.department, employee_code="7")
    refused = code_of(lambda: change(database, plants, bob, plants.dora, employment=moved))
    assert refused is ErrorCode.CONFLICT
    assert change(database, plants, bob, plants.dora, employment=moved, version=2) == bob


def test_a_role_is_in_force_with_the_next_request(database: Database, plants: Plants) -> None:
    change_role(database, plants, plants.bob.person_id, Role.LEAD, plants.alice)

    assert role_of(database, plants, plants.bob.person_id) is Role.LEAD


def test_nobody_changes_their_own_role(database: Database, plants: Plants, admin: Viewer) -> None:
    refused = code_of(lambda: change_role(database, plants, admin.person_id, Role.OFFICER, admin))

    assert refused is ErrorCode.OWN_ROLE


def test_an_officer_makes_no_officer(database: Database, plants: Plants) -> None:
    bob = plants.bob.person_id

    for role in (Role.OFFICER, Role.EXECUTIVE, Role.ADMIN):
        refused = code_of(lambda to=role: change_role(database, plants, bob, to, plants.alice))
        assert refused is ErrorCode.NOT_ALLOWED


def test_a_second_person_agrees_to_an_officer(database: Database, plants: Plants, admin: Viewer) -> None:
    bob = plants.bob.person_id
    asks = {"reason": REASON, "asks_second_person": True}

    refused = code_of(lambda: change_role(database, plants, bob, Role.OFFICER, admin))
    assert refused is ErrorCode.SECOND_PERSON_REQUIRED
    change_role(database, plants, bob, Role.OFFICER, admin, **asks)
    assert role_of(database, plants, bob) is Role.WORKER
    refused = code_of(lambda: change_role(database, plants, bob, Role.OFFICER, admin, **asks))
    assert refused in (ErrorCode.ILLEGAL_TRANSITION, ErrorCode.REASON_REPEATED)

    [view] = database.read(lambda s: agreement_views.waiting(s, plants.alice))
    asked = view.agreement.agreement_id

    def decide(by: Viewer) -> object:
        return database.transact(lambda tx: agreements.decide(tx, asked, is_agreed=True, note="", by=by))

    assert code_of(lambda: decide(admin)) is ErrorCode.SECOND_PERSON_REQUIRED
    assert code_of(lambda: decide(plants.erik)) is ErrorCode.NOT_ALLOWED
    assert code_of(lambda: decide(plants.carol)) is ErrorCode.NOT_FOUND
    decide(plants.alice)
    assert role_of(database, plants, bob) is Role.OFFICER


def test_the_first_administrator_of_a_site_grants_alone(database: Database, plants: Plants) -> None:
    def begin(tx: Any) -> tuple[Viewer, Viewer]:
        for each in (plants.alice, plants.dora):
            tx.get(People).put_membership(
                Membership(each.person_id, plants.north, Role.LEAD, plants.department, None)
            )
        only = join(tx, "only admin", Role.ADMIN, plants.north)
        return only, join(tx, "new", Role.WORKER, plants.north)

    only, new = database.transact(begin)

    change_role(database, plants, new.person_id, Role.OFFICER, only)

    assert role_of(database, plants, new.person_id) is Role.OFFICER


def test_nobody_comes_in_as_an_officer_by_one_hand_where_two_could_agree(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    for role in GRANTED_BY_TWO:
        refused = code_of(lambda role=role: add(database, plants, admin, role=role))  # type: ignore[misc]
        assert refused is ErrorCode.SECOND_PERSON_REQUIRED

    assert role_of(database, plants, add(database, plants, admin)) is Role.WORKER


def gone(tx: Transaction, by: Viewer, each: Viewer, site_id: UUID, way: str) -> None:
    """Take an officer out of the way, as an administrator may."""
    if way == "reset":
        invitations.invite(tx, by, each.person_id)
    elif way == "disabled":
        disabling.disable(tx, by, each.person_id)
    else:
        member = tx.get(Staff).get(each.person_id, site_id)
        grants.change_role(tx, each.person_id, site_id, Role.WORKER, version=member.version, by=by)


@pytest.mark.parametrize("way", ["reset", "disabled", "demoted"])
def test_nobody_becomes_the_only_one_by_what_they_do_to_the_others(
    database: Database, plants: Plants, admin: Viewer, clock: FakeClock, way: str
) -> None:
    successor = plants.erik.person_id
    for each in (plants.alice, plants.dora):
        database.transact(
            lambda tx, each=each: tx.get(Sensors).hand_over(plants.north, of=each.person_id, to=successor)
        )
        database.transact(lambda tx, each=each: gone(tx, admin, each, plants.north, way))
    bob = plants.bob.person_id

    clock.advance(timedelta(hours=23, minutes=59))
    refused = code_of(lambda: change_role(database, plants, bob, Role.OFFICER, admin))
    assert refused is ErrorCode.SECOND_PERSON_REQUIRED
    clock.advance(timedelta(minutes=1))
    change_role(database, plants, bob, Role.OFFICER, admin)
    assert role_of(database, plants, bob) is Role.OFFICER


def test_on_the_first_day_whom_the_administrator_let_in_is_not_asked(
    database: Database, plants: Plants, admin: Viewer, clock: FakeClock
) -> None:
    def alone(tx: Transaction) -> None:
        for each in (plants.alice, plants.dora):
            tx.get(People).put_membership(
                Membership(each.person_id, plants.north, Role.WORKER, plants.department, None)
            )

    database.transact(alone)
    officer = add(database, plants, admin, role=Role.OFFICER, addresses={})
    made = database.transact(lambda tx: invitations.invite(tx, admin, officer))
    attempt = people.Attempt("li.na", "192.0.2.7")
    words = "烟囱旁边有三只 herons"
    database.transact(lambda tx: invitations.accept(tx, made.secret or "", words, "hash", attempt))

    more: dict[str, Any] = {"role": Role.OFFICER, "employment": Employment(), "addresses": {}}
    add(database, plants, admin, username="first.day", **more)
    clock.advance(timedelta(days=1))

    refused = code_of(lambda: add(database, plants, admin, username="second.day", **more))
    assert refused is ErrorCode.SECOND_PERSON_REQUIRED


def only_officer(database: Database, plants: Plants) -> UUID:
    """Return the one officer who is left at the site, of before links were kept."""

    def leave_one(tx: Transaction) -> None:
        worker = Membership(plants.alice.person_id, plants.north, Role.WORKER, plants.department, None)
        tx.get(People).put_membership(worker)

    database.transact(leave_one)
    return plants.dora.person_id


def test_nobody_becomes_the_only_one_by_a_reset_that_the_other_takes_up(
    database: Database, plants: Plants, admin: Viewer, clock: FakeClock
) -> None:
    dora = only_officer(database, plants)
    made = database.transact(lambda tx: invitations.invite(tx, admin, dora))
    clock.advance(timedelta(hours=23))
    attempt = people.Attempt("dora", "192.0.2.7")
    words = "烟囱旁边有三只 herons"
    database.transact(lambda tx: invitations.accept(tx, made.secret or "", words, "hash", attempt))
    clock.advance(timedelta(hours=2))

    refused = code_of(lambda: change_role(database, plants, plants.bob.person_id, Role.OFFICER, admin))
    assert refused is ErrorCode.SECOND_PERSON_REQUIRED


def test_nor_by_giving_the_other_one_another_role_that_grants_too(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    dora = only_officer(database, plants)
    change_role(database, plants, dora, Role.EXECUTIVE, admin)

    refused = code_of(lambda: change_role(database, plants, plants.bob.person_id, Role.OFFICER, admin))
    assert refused is ErrorCode.SECOND_PERSON_REQUIRED


def test_the_last_administrator_keeps_the_role(database: Database, plants: Plants, admin: Viewer) -> None:
    other = database.transact(lambda tx: join(tx, "other admin", Role.ADMIN, plants.north))
    change_role(database, plants, other.person_id, Role.WORKER, admin)

    def leave(tx: Transaction) -> None:
        directory.require_other_administrator(tx, tx.get(Staff).get(admin.person_id, plants.north))

    assert code_of(lambda: database.transact(leave)) is ErrorCode.LAST_ADMINISTRATOR


def test_a_worker_needs_a_department_and_an_executive_does_not(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    fay = database.transact(lambda tx: add_executive(tx, plants))

    refused = code_of(lambda: change_role(database, plants, fay.person_id, Role.WORKER, admin))

    assert refused is ErrorCode.DEPARTMENT_REQUIRED


def test_an_invitation_and_pins_of_before_end_with_a_role_that_two_grant(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    person_id = add(database, plants, plants.alice)
    invitation = database.transact(lambda tx: invitations.invite(tx, plants.alice, person_id))
    database.transact(lambda tx: tx.get(Pins).put("phone", person_id, "hash", at=tx.now))

    def promote(tx: Transaction) -> None:
        directory.set_role(tx, tx.get(Staff).get(person_id, plants.north), Role.OFFICER, by=admin.person_id)

    database.transact(promote)

    assert invitation.secret
    refused = code_of(
        lambda: database.transact(lambda tx: invitations.require_open(tx, invitation.secret or ""))
    )
    assert refused is ErrorCode.INVITATION_ENDED
    assert database.transact(lambda tx: tx.get(Pins).pin_hash("phone", person_id)) is None
