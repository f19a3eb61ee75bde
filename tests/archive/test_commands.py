"""What an archive holds, that it cannot be changed, and that a change would show."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backend.archive import queries as archives
from backend.archive.rules import Snapshot, snapshot_hash
from backend.cases.tables import CaseArchiveRow, CaseRow
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.time import microseconds
from tests.support import archived_case
from tests.support.fakes import FakeClock
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("triggers keep what is archived, snapshots are JSON")

UNPROTECT = {
    "sqlite": "DROP TRIGGER case_archives_no_update",
    "postgresql": "DROP TRIGGER case_archives_written_once ON case_archives",
}


@pytest.fixture
def case_id(database: Database, plants: Plants, clock: FakeClock) -> UUID:
    return archived_case.archived(database, plants, clock)


@pytest.fixture
def snapshot(database: Database, plants: Plants, case_id: UUID) -> Snapshot:
    return database.read(lambda s: archives.snapshot(s, plants.alice, case_id))[0]


def test_the_trace_reaches_from_half_an_hour_before_the_alert_to_the_archive_if_that_comes_first(
    snapshot: Snapshot, clock: FakeClock
) -> None:
    [trace] = snapshot["trace"]
    raised_us = microseconds(clock.now - timedelta(minutes=13, seconds=40))

    assert (trace["from_us"], trace["to_us"]) == (raised_us - 1_800_000_000, microseconds(clock.now))
    assert (trace["code"], trace["unit"], trace["limits"]) == ("GAS-1", "%LEL", [10.0, 25.0, 50.0])
    assert 400 < len(trace["points"]) <= 500
    assert all(trace["from_us"] <= at_us <= trace["to_us"] for at_us, _ in trace["points"])


def test_an_alert_says_why_it_fired_in_both_languages(snapshot: Snapshot) -> None:
    [alert] = snapshot["alerts"]

    assert alert["why"] == {"zh": "60 %LEL，高于限值 50 %LEL", "en": "60 %LEL, above the limit of 50 %LEL"}
    assert alert["cause"]["limit"] == 50.0


def test_every_round_stays_with_its_evidence_and_the_signature_names_what_it_signs(
    snapshot: Snapshot, plants: Plants
) -> None:
    first, second = snapshot["rounds"]
    [signature] = snapshot["signatures"]

    assert (first["is_passed"], first["note"], second["is_passed"]) == (False, archived_case.SENT_BACK, True)
    assert [(each["role"], each["round"]) for each in snapshot["evidence"]] == [
        ("DISPOSAL", 1),
        ("RECHECK", 1),
        ("DISPOSAL", 2),
        ("RECHECK", 2),
        ("SIGNATURE", 2),
    ]
    assert signature["content_hash"] == second["content_hash"]
    assert signature["by"] == str(plants.alice.person_id)
    assert signature["sha256"] == snapshot["evidence"][-1]["sha256"]


def test_who_was_notified_stands_there_with_the_receipts(snapshot: Snapshot, plants: Plants) -> None:
    notified = [each for each in snapshot["deliveries"] if each["state"] != "no_address"]
    unreached = {each["person_id"] for each in snapshot["deliveries"]} - {str(plants.bob.person_id)}

    assert unreached == {str(each.person_id) for each in (plants.alice, plants.dora, plants.erik)}
    assert [(each["person_id"], each["channel"], each["event_kind"], each["state"]) for each in notified] == [
        (str(plants.bob.person_id), "webpush", "ALERT_RAISED", "shown")
    ]
    assert notified[0]["accepted_at"] is not None
    assert notified[0]["shown_at"] is not None
    assert notified[0]["opened_at"] is None


def test_the_timeline_is_that_of_the_audit_chain_which_then_holds_the_hash_of_the_archive(
    database: Database, plants: Plants, snapshot: Snapshot, case_id: UUID
) -> None:
    last = snapshot["timeline"][-1]
    check = database.read(lambda s: archives.check(s, plants.alice, case_id))

    assert [each["kind"] for each in snapshot["timeline"]][-4:] == [
        "ALERT_RETURNED_TO_NORMAL",
        "RECHECK_FAILED",
        "DISPOSAL_SUBMITTED",
        "RECHECK_PASSED",
    ]
    assert snapshot["chain"] == {"position": last["position"], "hash": last["hash"]}
    assert check.is_intact
    assert check.chained == check.hash == check.computed
    assert check.chain_position == last["position"] + 1


def test_names_are_kept_as_they_were_then(snapshot: Snapshot, plants: Plants) -> None:
    names = snapshot["names"]

    assert names["area"] == {"zh": "罐区", "en": "Tank farm"}
    assert names["equipment"]["code"] == "EQ-north"
    assert names["site"]["timezone"] == "Asia/Shanghai"
    called = (plants.alice, plants.bob, plants.dora, plants.erik)
    assert set(names["people"]) == {str(each.person_id) for each in called}


def test_a_snapshot_that_somebody_with_rights_changed_is_found(
    database: Database, plants: Plants, case_id: UUID
) -> None:
    with database.engine.begin() as connection:
        connection.execute(text(UNPROTECT[database.engine.dialect.name]))

    def change(rehash: bool) -> archives.ArchiveCheck:
        def command(tx: Transaction) -> None:
            row = tx.session.get_one(CaseArchiveRow, case_id)
            row.snapshot = {**row.snapshot, "rounds": []}
            if rehash:
                row.hash = snapshot_hash(row.snapshot)
            tx.session.add(row)

        database.transact(command)
        return database.read(lambda s: archives.check(s, plants.alice, case_id))

    edited = change(rehash=False)
    hashed_anew = change(rehash=True)

    assert not edited.is_intact
    assert edited.computed != edited.hash
    assert not hashed_anew.is_intact
    assert hashed_anew.computed == hashed_anew.hash != hashed_anew.chained


def test_an_archive_that_the_chain_does_not_know_is_not_intact(
    database: Database, plants: Plants, clock: FakeClock, snapshot: Snapshot
) -> None:
    unknown_id = archived_case.raised(database, plants, clock)

    def command(tx: Transaction) -> None:
        row = CaseArchiveRow(
            case_id=unknown_id,
            archived_at=clock.now,
            outcome="RESOLVED",
            hash=snapshot_hash(snapshot),
            snapshot=snapshot,
        )
        tx.session.add(row)

    database.transact(command)
    check = database.read(lambda s: archives.check(s, plants.alice, unknown_id))

    assert not check.is_intact
    assert (check.chained, check.chain_position) == (None, None)


def test_carol_finds_no_archive_of_the_other_site(database: Database, plants: Plants, case_id: UUID) -> None:
    for ask in (archives.check, archives.snapshot):
        with pytest.raises(Refused) as refused:
            database.read(lambda s, ask=ask: ask(s, plants.carol, case_id))
        assert refused.value.code is ErrorCode.NOT_FOUND


FORGERIES = [
    "UPDATE cases SET title_en = 'nothing happened'",
    "UPDATE cases SET state = 'OPEN'",
    "DELETE FROM cases",
    "UPDATE case_archives SET hash = 'forged'",
    "DELETE FROM case_archives",
    "UPDATE archive_texts SET body = ''",
    "DELETE FROM archive_texts",
    "UPDATE audit SET note = NULL",
    "DELETE FROM audit",
]
ONLY = {
    "sqlite": [
        "INSERT OR REPLACE INTO case_archives SELECT case_id, archived_at, outcome, 'forged', snapshot "
        "FROM case_archives",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit",
        "INSERT OR REPLACE INTO cases SELECT * FROM cases",
        "INSERT OR REPLACE INTO archive_texts SELECT * FROM archive_texts",
        "REPLACE INTO cases SELECT * FROM cases",
    ],
    "postgresql": [
        "TRUNCATE audit",
        "TRUNCATE case_archives",
        "TRUNCATE archive_texts",
        "TRUNCATE cases CASCADE",
        "INSERT INTO case_archives SELECT * FROM case_archives "
        "ON CONFLICT (case_id) DO UPDATE SET hash = 'forged'",
    ],
}


def test_the_database_itself_refuses_every_write_to_what_is_archived(
    database: Database, plants: Plants, case_id: UUID
) -> None:
    for statement in (*FORGERIES, *ONLY[database.engine.dialect.name]):
        with pytest.raises(DBAPIError, match="written once"):
            database.transact(lambda tx, said=statement: tx.session.execute(text(said)))


def test_a_case_that_is_not_archived_is_written_as_ever(
    database: Database, plants: Plants, clock: FakeClock, case_id: UUID
) -> None:
    open_id = archived_case.raised(database, plants, clock)

    database.transact(
        lambda tx: tx.session.execute(text("UPDATE cases SET tier = 4 WHERE state <> 'ARCHIVED'"))
    )

    assert database.read(lambda s: s.get_one(CaseRow, open_id)).tier == 4
