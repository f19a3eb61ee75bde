"""Who is second person at a site with too few: named by two where there are two, and heard at once."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import delete, select

from backend.agreements import commands as agreements
from backend.agreements.rules import AgreementKind
from backend.agreements.second_people import commands
from backend.agreements.tables import AgreementRow
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Membership, Permission, Role, Viewer
from backend.people.account_links import commands as links
from backend.people.store import People
from backend.people.tables import MembershipRow
from backend.readings import retention_commands as retention
from backend.sites.rules import Retention
from backend.sites.settings.store import SitesSettings
from backend.sites.store import Sites
from tests.support.fakes import FakeClock
from tests.support.people import add_admin
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("memberships come with what the site says of them in one statement")
WHY = "值夜时厂里只有一名安全员"
MONTH = Retention(30, 730, 3650)


@pytest.fixture
def alone(database: Database, plants: Plants) -> Plants:
    """alice is the only one who may ask or agree at north; bob and erik are workers with a password."""

    def command(tx: Transaction) -> None:
        for each in (plants.alice, plants.bob, plants.erik, plants.carol):
            tx.get(People).set_password(each.person_id, "set")
        tx.session.execute(
            delete(MembershipRow).where(MembershipRow.person_id == plants.dora.person_id)  # type: ignore[arg-type]
        )
        tx.get(People).put_membership(
            Membership(plants.erik.person_id, plants.north, Role.WORKER, plants.department, None)
        )

    database.transact(command)
    return plants


def name(
    database: Database,
    plants: Plants,
    person_id: UUID | None,
    *,
    version: int = 1,
    asks: bool = False,
    by: Viewer | None = None,
) -> None:
    database.transact(
        lambda tx: commands.name_second_person(
            tx,
            plants.north,
            person_id,
            version=version,
            reason=WHY,
            asks_second_person=asks,
            by=by or plants.alice,
        )
    )


def named(database: Database, plants: Plants) -> UUID | None:
    return database.transact(lambda tx: tx.get(SitesSettings).get(plants.north).second_person_id)


def now(database: Database, viewer: Viewer) -> Viewer:
    return database.transact(lambda tx: tx.get(People).viewer(viewer.person_id))


def asked(database: Database, kind: AgreementKind) -> UUID:
    statement = select(AgreementRow.id).where(AgreementRow.kind == kind, AgreementRow.state == "ASKED")
    return database.read(lambda s: s.exec(statement).one())


def ask_for_less(database: Database, plants: Plants) -> UUID:
    database.transact(
        lambda tx: retention.set_retention(
            tx, plants.north, MONTH, reason="磁盘快满了，先少存一些", by=plants.alice, asks_second_person=True
        )
    )
    return asked(database, AgreementKind.SHORTEN_RETENTION)


def agree(database: Database, agreement_id: UUID, viewer: Viewer) -> None:
    by = now(database, viewer)
    database.transact(lambda tx: agreements.decide(tx, agreement_id, is_agreed=True, note="", by=by))


def test_whom_the_only_officer_named_agrees_once_a_third_person_confirmed_them(
    database: Database, alone: Plants, clock: FakeClock
) -> None:
    request = ask_for_less(database, alone)
    with pytest.raises(Refused) as refused:
        agree(database, request, alone.bob)
    assert refused.value.code is ErrorCode.NOT_ALLOWED

    name(database, alone, alone.bob.person_id)
    assert Permission.AGREE in now(database, alone.bob).permissions_at(alone.north)
    with pytest.raises(Refused) as refused:
        agree(database, request, alone.bob)
    assert refused.value.code is ErrorCode.ACCOUNT_LINKED, "named by one person alone"

    clock.advance(timedelta(days=30))
    root = database.transact(lambda tx: add_admin(tx, alone))
    person_id = alone.bob.person_id
    done = database.transact(lambda tx: links.confirm_people(tx, [person_id], by=root))
    assert done == {person_id: None}
    agree(database, request, alone.bob)

    assert database.transact(lambda tx: tx.get(Sites).retention(alone.north)) == MONTH


def test_whom_nobody_names_any_more_agrees_to_nothing(database: Database, alone: Plants) -> None:
    name(database, alone, alone.bob.person_id)
    name(database, alone, None, version=2)

    assert named(database, alone) is None
    assert Permission.AGREE not in now(database, alone.bob).permissions_at(alone.north)


def test_where_two_may_grant_both_name_the_second_person(database: Database, plants: Plants) -> None:
    for each in (plants.alice, plants.dora, plants.bob):
        database.transact(lambda tx, each=each: tx.get(People).set_password(each.person_id, "set"))
    with pytest.raises(Refused) as refused:
        name(database, plants, plants.bob.person_id)
    assert refused.value.code is ErrorCode.SECOND_PERSON_REQUIRED

    name(database, plants, plants.bob.person_id, asks=True)
    assert named(database, plants) is None
    request = asked(database, AgreementKind.NAME_SECOND_PERSON)
    with pytest.raises(Refused):
        agree(database, request, plants.bob)
    agree(database, request, plants.dora)

    assert named(database, plants) == plants.bob.person_id


@pytest.mark.parametrize(
    ("who", "code"),
    [("alice", ErrorCode.INVALID_INPUT), ("carol", ErrorCode.NOT_FOUND)],
)
def test_nobody_is_their_own_second_person_nor_one_of_another_site(
    database: Database, alone: Plants, who: str, code: ErrorCode
) -> None:
    with pytest.raises(Refused) as refused:
        name(database, alone, getattr(alone, who).person_id)

    assert refused.value.code is code


def test_a_role_that_may_agree_needs_no_naming(database: Database, plants: Plants) -> None:
    with pytest.raises(Refused) as refused:
        name(database, plants, plants.erik.person_id, asks=True)

    assert refused.value.code is ErrorCode.INVALID_INPUT


def test_only_who_manages_the_site_names_and_the_second_hears_of_the_first(
    database: Database, alone: Plants
) -> None:
    with pytest.raises(Refused) as refused:
        name(database, alone, alone.erik.person_id, by=alone.bob)
    assert refused.value.code is ErrorCode.NOT_ALLOWED

    name(database, alone, alone.bob.person_id)
    with pytest.raises(Refused) as refused:
        name(database, alone, alone.erik.person_id)
    assert refused.value.code is ErrorCode.CONFLICT
