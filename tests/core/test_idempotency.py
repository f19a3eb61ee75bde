"""A command under its client's id happens once, however often it arrives."""

import threading
from uuid import UUID, uuid4

import pytest

from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.idempotency import once
from backend.core.viewer import Viewer
from backend.core.vocabulary import HazardCategory, HazardGrade
from backend.hazards import commands as hazards
from backend.hazards.filters_queries import HazardFilter, counts
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("who comes second loses a race in another way")


def send(
    database: Database, by: Viewer, operation_id: UUID, *, payload_hash: str = "a", fails: bool = False
) -> UUID:
    def command(tx: Transaction) -> UUID:
        made = hazards.report_hazard(
            tx,
            category=HazardCategory.FIRE,
            grade=HazardGrade.GENERAL,
            clause=None,
            description="灭火器过期",
            area_id=None,
            equipment_code="EQ-north",
            photos=(),
            captured_at=tx.now,
            by=by,
        )
        if fails:
            raise ConnectionError("the process dies here")
        return made.report_id

    return database.transact(
        lambda tx: once(
            tx,
            operation_id,
            lambda: command(tx),
            by=by.person_id,
            kind="report_hazard",
            payload_hash=payload_hash,
        )
    )


def reports(database: Database, viewer: Viewer) -> int:
    which = HazardFilter()
    return database.read(lambda s: counts(s, viewer, [which])[which])


def test_the_same_again_gives_the_same_answer(database: Database, plants: Plants) -> None:
    operation_id = uuid4()

    first = send(database, plants.bob, operation_id)
    second = send(database, plants.bob, operation_id)

    assert first == second
    assert reports(database, plants.bob) == 1


def test_twice_at_the_same_moment_is_once(database: Database, plants: Plants) -> None:
    operation_id = uuid4()
    results: list[UUID] = []
    threads = [
        threading.Thread(target=lambda: results.append(send(database, plants.bob, operation_id)))
        for _ in range(4)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(results) == 4
    assert len(set(results)) == 1
    assert reports(database, plants.bob) == 1


def test_the_same_id_with_other_content_or_by_somebody_else_is_refused(
    database: Database, plants: Plants
) -> None:
    operation_id = uuid4()
    send(database, plants.bob, operation_id)

    for by, payload_hash in ((plants.bob, "b"), (plants.alice, "a")):
        with pytest.raises(Refused) as refused:
            send(database, by, operation_id, payload_hash=payload_hash)
        assert refused.value.code is ErrorCode.CONFLICT
    assert reports(database, plants.bob) == 1


def test_a_command_that_died_in_the_middle_may_be_sent_again(database: Database, plants: Plants) -> None:
    operation_id = uuid4()
    with pytest.raises(ConnectionError):
        send(database, plants.bob, operation_id, fails=True)
    assert reports(database, plants.bob) == 0

    send(database, plants.bob, operation_id)

    assert reports(database, plants.bob) == 1
