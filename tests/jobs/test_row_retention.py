"""What is kept for how long: set by an officer, per site, and let go in steps; records of safety never."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func
from sqlmodel import select

from backend.agreements import commands as agreements
from backend.agreements import queries as requests
from backend.alerts import commands as alerts
from backend.cases.evidence.voices_store import VoiceStore
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import AuditRow, OutboxRow
from backend.core.text import Language
from backend.core.time import microseconds
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.jobs import jobs
from backend.jobs import row_retention as rows
from backend.monitoring.scoring import retention_commands as scores
from backend.notifications import commands as deliveries
from backend.notifications.tables import DeliveryRow
from backend.people.store import People, RefreshSession
from backend.people.tables import SessionRow
from backend.photos.store import PhotoStore
from backend.readings import commands as store
from backend.readings import retention_commands as readings
from backend.readings.store import Readings
from backend.sites.rules import Retention
from backend.sites.store import Sites
from backend.workbooks.runs import commands as workbooks
from backend.workbooks.runs import queries as workbook_queries
from backend.workbooks.runs.commands import SentFile
from backend.workbooks.runs.rules import Run
from backend.workbooks.runs.tables import WorkbookFileRow
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.route import Route
from tests.support.declared import RESPONSIBILITIES, SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

pytestmark = pytest.mark.both_databases("rows go in batches that skip what is locked")

SHORT = Retention(30, 60, 90)


REASON = "disk nearly full"


def ask_for(
    database: Database,
    plants: Plants,
    by: Viewer,
    *,
    wanted: Retention = SHORT,
    reason: str = REASON,
    asks: bool = True,
) -> UUID:
    return database.transact(
        lambda tx: readings.set_retention(
            tx, plants.north, wanted, reason=reason, by=by, asks_second_person=asks
        )
    )


def agree(database: Database, by: Viewer) -> None:
    (view,) = database.read(lambda s: requests.waiting(s, by))
    asked = view.agreement.agreement_id
    database.transact(lambda tx: agreements.decide(tx, asked, is_agreed=True, note="", by=by))


def set_short(database: Database, plants: Plants) -> None:
    ask_for(database, plants, plants.alice)
    agree(database, plants.dora)


def in_force(database: Database, plants: Plants) -> Retention:
    return database.transact(lambda tx: tx.get(Sites).retention(plants.north))


def count(database: Database, row: type) -> int:
    return database.read(lambda s: s.exec(select(func.count()).select_from(row)).one())


def test_each_site_keeps_its_readings_as_long_as_its_officer_said(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    set_short(database, plants)
    at_us = microseconds(clock())
    found = [(sensor, at_us + i, 1.0, 0, 0) for sensor in (plants.gas, plants.far_gas) for i in range(10)]
    database.transact(lambda tx: tx.get(Readings).append(found))
    clock.advance(timedelta(days=31))
    store.compact(database)

    assert readings.forget(database) > 0

    kept = database.transact(
        lambda tx: tx.get(Readings).series([plants.gas, plants.far_gas], from_us=0, to_us=2 * at_us)
    )
    assert list(kept) == [plants.far_gas]
    assert readings.forget(database) == 0


def test_setting_the_retention_is_on_record_with_its_reason(database: Database, plants: Plants) -> None:
    set_short(database, plants)

    notes = database.read(lambda s: s.exec(select(AuditRow.note)).all())
    assert "365/730/3650 d → 30/60/90 d: disk nearly full" in notes


def test_only_officers_and_administrators_set_it_and_never_without_a_reason(
    database: Database, plants: Plants
) -> None:
    codes = []
    for by, reason in ((plants.bob, REASON), (plants.carol, REASON), (plants.alice, " ")):
        with pytest.raises(Refused) as refused:
            ask_for(database, plants, by, reason=reason)
        codes.append(refused.value.code)

    assert codes == [ErrorCode.NOT_ALLOWED, ErrorCode.NOT_FOUND, ErrorCode.REASON_REQUIRED]


def test_nobody_shortens_it_alone_and_all_is_kept_until_a_second_person_agrees(
    database: Database, plants: Plants
) -> None:
    before = in_force(database, plants)

    with pytest.raises(Refused) as alone:
        ask_for(database, plants, plants.alice, asks=False)
    ask_for(database, plants, plants.alice)
    with pytest.raises(Refused) as own:
        agree(database, plants.alice)
    meanwhile = in_force(database, plants)
    agree(database, plants.dora)

    assert {alone.value.code, own.value.code} == {ErrorCode.SECOND_PERSON_REQUIRED}
    assert (meanwhile, in_force(database, plants)) == (before, SHORT)


def test_keeping_more_takes_one_person_and_ends_a_request_for_less(
    database: Database, plants: Plants
) -> None:
    ask_for(database, plants, plants.alice)

    ask_for(database, plants, plants.alice, wanted=Retention(400, 800, 4000), asks=False)

    assert database.read(lambda s: requests.waiting(s, plants.dora)) == []
    assert in_force(database, plants) == Retention(400, 800, 4000)


@pytest.mark.parametrize("wrong", [Retention(29, 60, 90), Retention(90, 60, 90), Retention(30, 60, 20_000)])
def test_a_retention_that_makes_no_sense_is_refused(wrong: Retention) -> None:
    with pytest.raises(Refused, match="days"):
        wrong.check()


def test_delivered_events_and_their_messages_go_after_a_while_and_the_audit_stays(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    def subscribe(tx: Transaction) -> None:
        deliveries.subscribe_push(
            tx, endpoint="https://push.example/1", p256dh="p", auth="a", language=Language.ZH, by=plants.bob
        )

    def send(_route: Route, _endpoint: Endpoint, _message: Message) -> Outcome:
        return Outcome(Verdict.ACCEPTED)

    database.transact(subscribe)
    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.RED)]))
    database.transact(deliveries.plan_deliveries)
    deliveries.deliver_due(database, send, SUBJECTS)
    written = count(database, AuditRow)

    clock.advance(timedelta(days=89))
    assert rows.forget(database) == 0
    clock.advance(timedelta(days=2))

    assert rows.forget(database) > 1
    assert (count(database, DeliveryRow), count(database, OutboxRow)) == (0, 0)
    assert count(database, AuditRow) == written


def test_where_nothing_is_old_nobody_waits_for_who_looks(sqlite_database: Database, plants: Plants) -> None:
    looks = (rows.forget, readings.forget, scores.forget)
    with sqlite_database.writer, ThreadPoolExecutor() as others:
        found = [others.submit(forget, sqlite_database) for forget in looks]
        assert [each.result(timeout=20) for each in found] == [0, 0, 0]


def test_an_event_that_nobody_was_notified_of_yet_is_never_deleted(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.RED)]))
    waiting = count(database, OutboxRow)
    clock.advance(timedelta(days=400))

    rows.forget(database)

    assert count(database, OutboxRow) == waiting > 0


def test_a_sign_in_goes_a_month_after_its_last_token_ran_out(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    family, now = uuid4(), clock()
    for number, days in enumerate((1, 20)):
        ends_at = now + timedelta(days=days)
        entry = RefreshSession(f"token {number}", family, plants.bob.person_id, now, ends_at)
        database.transact(lambda tx, entry=entry: tx.get(People).add_session(entry))

    clock.advance(timedelta(days=40))
    assert rows.forget(database) == 0, "its last token ran out less than a month ago"
    clock.advance(timedelta(days=11))
    assert rows.forget(database) == 2
    assert count(database, SessionRow) == 0


def job_context(database: Database, photos: PhotoStore, voices: VoiceStore) -> jobs.JobContext:
    """What jobs get here: nothing that they send arrives."""
    return jobs.JobContext(
        database, lambda *_: Outcome(Verdict.GONE), SUBJECTS, RESPONSIBILITIES, photos, voices
    )


def interrupted(store: PhotoStore | VoiceStore) -> Path:
    """An upload of which a killed process left the file."""
    with store.receive() as upload:
        upload.write(b"the first half")
        upload.flush()
        left = Path(upload.name).with_name("received-by-a-killed-process")
        os.link(upload.name, left)
    return left


def test_the_file_of_a_workbook_goes_after_a_day_and_what_came_of_it_after_a_week(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    sent = SentFile("people.csv", "people", "0" * 64, b"li.na")
    run, _ = database.transact(lambda tx: workbooks.begin(tx, uuid4(), plants.north, sent, by=plants.alice))

    def kept() -> Run | None:
        return database.read(lambda s: workbook_queries.run(s, plants.alice, run.run_id))

    clock.advance(timedelta(hours=23))
    assert rows.forget(database) == 0
    clock.advance(timedelta(hours=2))
    rows.forget(database)

    found = kept()
    assert found is not None
    assert not found.has_content
    assert not database.read(lambda s: s.exec(select(WorkbookFileRow)).all())
    clock.advance(timedelta(days=6))
    rows.forget(database)
    assert kept() is None


def test_interrupted_uploads_go_with_what_is_forgotten_and_those_going_on_stay(
    database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    photos, voices = PhotoStore(tmp_path / "photos"), VoiceStore(tmp_path / "voices")
    context = jobs.JobContext(
        database, lambda *_: Outcome(Verdict.GONE), SUBJECTS, RESPONSIBILITIES, photos, voices
    )
    old, new = [interrupted(photos), interrupted(voices)], [photos.receive(), voices.receive()]
    for left in old:
        os.utime(left, times=((clock() - timedelta(days=2)).timestamp(),) * 2)
    for upload in new:
        os.utime(upload.name, times=(clock().timestamp(),) * 2)

    jobs.forget(context)

    assert not any(left.exists() for left in old)
    for upload in new:
        assert Path(upload.name).exists()
        upload.close()


def test_nothing_is_discarded_where_no_upload_ever_came(database: Database, tmp_path: Path) -> None:
    photos, voices = PhotoStore(tmp_path / "photos"), VoiceStore(tmp_path / "voices")

    jobs.forget(
        jobs.JobContext(
            database, lambda *_: Outcome(Verdict.GONE), SUBJECTS, RESPONSIBILITIES, photos, voices
        )
    )

    assert not photos.folder.exists(), "a store that is not mounted must not look as if it were"
