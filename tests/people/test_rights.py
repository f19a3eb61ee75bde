"""Whoever shows live changes hears when rights have changed, and asks for many viewers at once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from backend.core.database import RIGHTS, Changed, Database, Transaction
from backend.core.viewer import Role
from backend.people import commands as people
from backend.people import queries
from backend.people.commands import ON_ITS_WAY, Attempt, SignedIn
from backend.people.store import Credential, People
from backend.people.viewers_store import AT_ONCE
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, id_of

pytestmark = pytest.mark.both_databases("many sign-ins are asked for in one statement")


@pytest.fixture
def rights_changed(database: Database) -> Iterator[Callable[[], bool]]:
    """Whether a commit has changed rights since this was asked for last."""
    heard: list[Changed] = []
    before, database.on_commit = database.on_commit, heard.extend

    def ask() -> bool:
        kinds = {each.kind for each in heard}
        heard.clear()
        return RIGHTS in kinds

    yield ask
    database.on_commit = before


def signed_in(database: Database, name: str) -> SignedIn:
    def sign_in(tx: Transaction) -> SignedIn:
        return people.finish_sign_in(tx, Credential(id_of(name), ""), Attempt(name, "127.0.0.1"))

    return database.transact(sign_in)


def test_a_commit_says_when_somebody_s_rights_have_changed(
    database: Database, plants: Plants, clock: FakeClock, rights_changed: Callable[[], bool]
) -> None:
    first, second, third = (signed_in(database, "bob") for _ in range(3))
    next_one = database.transact(lambda tx: people.refresh(tx, first.refresh_token))
    assert isinstance(next_one, SignedIn)
    assert not rights_changed(), "who comes in takes nothing from anybody"

    database.transact(lambda tx: people.refresh(tx, next_one.refresh_token))
    clock.advance(ON_ITS_WAY + timedelta(seconds=1))
    database.transact(lambda tx: people.refresh(tx, first.refresh_token))
    assert rights_changed(), "a stolen token ends its family"

    database.transact(lambda tx: people.sign_out(tx, second.refresh_token))
    assert rights_changed()

    database.transact(lambda tx: people.sign_out_everywhere(tx, third.person_id))
    assert rights_changed()

    officer = replace(plants.bob.memberships[0], role=Role.OFFICER)
    database.transact(lambda tx: tx.get(People).put_membership(officer))
    assert rights_changed()


def test_many_viewers_are_those_that_would_be_found_one_by_one(database: Database, plants: Plants) -> None:
    assert plants
    several = [signed_in(database, name) for name in ("alice", "bob", "carol") for _ in range(AT_ONCE // 2)]
    for each in several[::3]:
        database.transact(lambda tx, each=each: people.sign_out(tx, each.refresh_token))
    sign_ins = [(each.person_id, each.family_id) for each in several]
    sign_ins += [(several[0].person_id, several[-1].family_id), (uuid4(), uuid4())]

    found = database.read(lambda session: queries.viewers(session, sign_ins))

    one_by_one = {
        each: database.read(lambda session, each=each: queries.viewer(session, *each)) for each in sign_ins
    }
    assert found == {each: viewer for each, viewer in one_by_one.items() if viewer is not None}
    assert 0 < len(found) < len(sign_ins)
    assert database.read(lambda session: queries.viewers(session, list[tuple[UUID, UUID]]())) == {}
