"""The network address of a person stands in the audit log as a digest, and beside it for half a year."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from backend.anchors.verification_store import faults_of_site
from backend.core.audit import Audit
from backend.core.database import Database
from backend.jobs import row_retention
from backend.people import commands as people
from tests.support.fakes import FakeClock
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("rows go in batches")

ADDRESS = "203.0.113.77"


@pytest.fixture
def failed(database: Database, plants: Plants) -> Database:
    """Somebody knew bob's name and not his password."""
    database.transact(lambda tx: people.fail_sign_in(tx, people.Attempt("bob", ADDRESS)))
    return database


def kept(database: Database, plants: Plants) -> list[str]:
    found = database.read(lambda session: Audit(session).addresses(plants.north))
    return [address for _, _, address in found]


def notes(database: Database) -> list[str]:
    """What the rows of failed sign-ins say."""
    with database.engine.connect() as connection:
        found = connection.execute(text("SELECT note FROM audit WHERE kind = 'SIGN_IN_FAILED'"))
        return [str(note) for note in found.scalars()]


def test_the_chained_row_holds_no_address(failed: Database, plants: Plants) -> None:
    assert ADDRESS not in "".join(notes(failed))
    assert kept(failed, plants) == [ADDRESS]


def test_the_address_goes_in_time_and_the_chain_stays_whole(
    failed: Database, plants: Plants, clock: FakeClock
) -> None:
    before = notes(failed)
    clock.advance(timedelta(days=179))
    row_retention.forget(failed)
    assert kept(failed, plants) == [ADDRESS]

    clock.advance(timedelta(days=2))
    row_retention.forget(failed)

    assert kept(failed, plants) == []
    assert notes(failed) == before
    assert failed.read(lambda session: faults_of_site(session, plants.north)) == []


def test_the_same_address_twice_has_two_digests(failed: Database, plants: Plants) -> None:
    failed.transact(lambda tx: people.fail_sign_in(tx, people.Attempt("bob", ADDRESS)))

    assert len(set(notes(failed))) == 2


def test_an_address_put_in_the_place_of_another_is_found(failed: Database, plants: Plants) -> None:
    with failed.engine.begin() as connection:
        connection.execute(text("UPDATE audit_addresses SET address = '192.0.2.1'"))

    [fault] = failed.read(lambda session: faults_of_site(session, plants.north))
    assert "not the one that was recorded" in fault
