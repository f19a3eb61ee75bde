"""The loop from disposal to archive, on both databases."""

import hashlib
import json
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backend.cases import commands as cases
from backend.cases import queries as views
from backend.cases.filters_queries import CaseFilter, counts
from backend.cases.rules import Case, CaseOutcome, CaseState
from backend.cases.tables import CaseArchiveRow
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.monitoring.silence_commands import sweep_silent
from backend.readings.sources_store import Sources
from tests.support.cases import WorkedCase
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, photo

pytestmark = pytest.mark.both_databases("cases are locked, triggers keep what is archived")


@pytest.fixture
def loop(database: Database, plants: Plants) -> WorkedCase:
    return WorkedCase.of_alert(database, plants)


def refusal(refused: pytest.ExceptionInfo[Refused]) -> ErrorCode:
    return refused.value.code


def test_a_submitted_disposal_waits_for_a_recheck(loop: WorkedCase, plants: Plants, clock: FakeClock) -> None:
    loop.acknowledge(plants.bob)

    submitted = loop.dispose(plants.bob)

    assert submitted.state is CaseState.AWAITING_RECHECK
    assert submitted.recheck_due_at == clock.now + timedelta(hours=24)


def test_nothing_is_disposed_of_before_somebody_took_the_case_on(loop: WorkedCase, plants: Plants) -> None:
    with pytest.raises(Refused) as refused:
        loop.dispose(plants.bob)

    assert refusal(refused) is ErrorCode.ILLEGAL_TRANSITION


def test_a_case_that_somebody_else_has_acknowledged_stays_theirs_and_the_second_is_simply_done(
    database: Database, loop: WorkedCase, plants: Plants, clock: FakeClock
) -> None:
    acknowledge = partial(cases.acknowledge_case, by=plants.alice)
    loop.acknowledge(plants.bob)
    first = loop.case
    clock.advance(timedelta(minutes=3))
    assert database.transact(lambda tx: acknowledge(tx, loop.case_id)) == first
    loop.dispose(plants.bob)
    disposed = loop.case

    late = database.transact(lambda tx: acknowledge(tx, loop.case_id))

    assert late == loop.case == disposed, "who comes late moves nothing"
    assert loop.timeline().count("CASE_ACKNOWLEDGED") == 1


def test_a_case_that_was_dismissed_before_anybody_acknowledged_it_is_acknowledged_by_nobody(
    database: Database, plants: Plants
) -> None:
    loop = WorkedCase.of_alert(database, plants, Tier.YELLOW)
    acknowledge = partial(cases.acknowledge_case, by=plants.bob)
    dismiss = partial(cases.dismiss_case, outcome=CaseOutcome.FALSE_ALARM, reason="仪表故障，已核实")
    database.transact(lambda tx: dismiss(tx, loop.case_id, by=plants.alice))

    with pytest.raises(Refused) as refused:
        database.transact(lambda tx: acknowledge(tx, loop.case_id))

    assert refusal(refused) is ErrorCode.ILLEGAL_TRANSITION


def test_the_recheck_needs_a_second_person(loop: WorkedCase, plants: Plants) -> None:
    loop.acknowledge(plants.alice)
    loop.dispose(plants.alice)

    with pytest.raises(Refused) as refused:
        loop.pass_recheck(plants.alice)

    assert refusal(refused) is ErrorCode.SAME_PERSON


def test_a_case_passes_only_five_minutes_after_its_source_is_back_to_normal(
    loop: WorkedCase, plants: Plants, clock: FakeClock
) -> None:
    loop.acknowledge(plants.bob)
    loop.dispose(plants.bob)
    with pytest.raises(Refused) as while_active:
        loop.pass_recheck(plants.alice)
    loop.say(None)
    clock.advance(timedelta(minutes=4, seconds=59))
    with pytest.raises(Refused) as too_early:
        loop.pass_recheck(plants.alice)
    clock.advance(timedelta(seconds=1))

    archived = loop.pass_recheck(plants.alice)

    assert refusal(while_active) is refusal(too_early) is ErrorCode.SOURCE_NOT_NORMAL
    assert (archived.state, archived.outcome) == (CaseState.ARCHIVED, CaseOutcome.RESOLVED)


def test_a_source_that_trips_again_during_the_recheck_keeps_the_case_open(
    loop: WorkedCase, plants: Plants, clock: FakeClock
) -> None:
    loop.acknowledge(plants.bob)
    loop.dispose(plants.bob)
    loop.say(None)
    clock.advance(timedelta(minutes=6))
    loop.say(Tier.YELLOW)

    with pytest.raises(Refused) as refused:
        loop.pass_recheck(plants.alice)

    assert refusal(refused) is ErrorCode.SOURCE_NOT_NORMAL


def test_a_lead_may_override_the_source_with_a_reason_and_an_officer_may_not(
    loop: WorkedCase, plants: Plants
) -> None:
    loop.acknowledge(plants.bob)
    loop.dispose(plants.bob)
    with pytest.raises(Refused) as refused:
        loop.pass_recheck(plants.alice, override_reason="传感器已更换")

    loop.pass_recheck(plants.erik, override_reason="传感器已更换")

    assert refusal(refused) is ErrorCode.NOT_ALLOWED
    assert loop.rounds()[-1].entry.override_reason == "传感器已更换"


def test_a_pass_is_signed_and_signs_what_stands_there(
    loop: WorkedCase, plants: Plants, clock: FakeClock
) -> None:
    loop.acknowledge(plants.bob)
    loop.dispose(plants.bob)
    loop.say(None)
    clock.advance(timedelta(minutes=5))

    with pytest.raises(Refused) as unsigned:
        loop.pass_recheck(plants.alice, is_signed=False)
    with pytest.raises(Refused) as other_content:
        loop.pass_recheck(plants.alice, content_hash="0" * 64)

    assert refusal(unsigned) is ErrorCode.SIGNATURE_REQUIRED
    assert refusal(other_content) is ErrorCode.CONTENT_CHANGED


def test_a_failed_recheck_starts_the_next_round_and_freezes_the_one_before(
    loop: WorkedCase, plants: Plants, clock: FakeClock
) -> None:
    loop.acknowledge(plants.bob)
    loop.dispose(plants.bob, "第一次")
    clock.advance(timedelta(minutes=10))

    failed = loop.fail_recheck(plants.alice)
    loop.dispose(plants.bob, "第二次")

    first, second = loop.rounds()
    assert failed.dispose_due_at == clock.now + timedelta(minutes=30)
    assert (first.entry.measures, first.entry.is_passed) == ("第一次", False)
    assert (second.entry.measures, second.entry.is_passed) == ("第二次", None)
    assert [len(each.disposal_photos) for each in (first, second)] == [1, 1]
    assert len(first.recheck_photos) == 1


def test_photos_of_somebody_else_or_not_arrived_are_missing(
    loop: WorkedCase, database: Database, plants: Plants
) -> None:
    loop.acknowledge(plants.bob)
    of_alice = photo(database, "hers", plants.alice)

    with pytest.raises(Refused) as refused:
        database.transact(
            lambda tx: cases.submit_disposal(
                tx, loop.case_id, measures="关阀", photos=(of_alice,), by=plants.bob
            )
        )

    assert refusal(refused) is ErrorCode.PHOTO_MISSING
    assert loop.rounds() == []


def test_a_dismissal_is_the_officers_with_a_reason_and_archives_with_its_outcome(
    loop: WorkedCase, database: Database, plants: Plants
) -> None:
    def dismiss(by: Viewer, reason: str, outcome: CaseOutcome = CaseOutcome.FALSE_ALARM) -> Case:
        return database.transact(
            lambda tx: cases.dismiss_case(tx, loop.case_id, outcome=outcome, reason=reason, by=by)
        )

    for by, reason, outcome, code in (
        (plants.bob, "误报", CaseOutcome.FALSE_ALARM, ErrorCode.NOT_ALLOWED),
        (plants.alice, " ", CaseOutcome.FALSE_ALARM, ErrorCode.REASON_REQUIRED),
        (plants.alice, "误报", CaseOutcome.RESOLVED, ErrorCode.INVALID_INPUT),
        (plants.carol, "误报", CaseOutcome.FALSE_ALARM, ErrorCode.NOT_FOUND),
    ):
        with pytest.raises(Refused) as refused:
            dismiss(by, reason, outcome)
        assert refusal(refused) is code

    loop.say(None)
    dismissed = dismiss(plants.alice, "标定气体进入探头，现场无泄漏")

    assert (dismissed.state, dismissed.outcome) == (CaseState.ARCHIVED, CaseOutcome.FALSE_ALARM)


def archived(loop: WorkedCase, plants: Plants, clock: FakeClock) -> None:
    loop.acknowledge(plants.bob)
    loop.dispose(plants.bob)
    loop.say(None)
    clock.advance(timedelta(minutes=5))
    loop.pass_recheck(plants.alice)


def test_the_archive_holds_everything_and_its_hash_covers_it(
    loop: WorkedCase, database: Database, plants: Plants, clock: FakeClock
) -> None:
    archived(loop, plants, clock)

    row = database.read(lambda s: s.get_one(CaseArchiveRow, loop.case_id))

    canonical = json.dumps(row.snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(canonical.encode()).hexdigest() == row.hash
    assert row.snapshot["case"]["state"] == "ARCHIVED"
    assert row.snapshot["alerts"][0]["cause"]["limit"] == 50.0
    assert [item["role"] for item in row.snapshot["evidence"]] == ["DISPOSAL", "RECHECK", "SIGNATURE"]
    assert row.snapshot["rounds"][0]["is_passed"] is True


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE case_archives SET hash = 'forged'",
        "DELETE FROM case_archives",
        "UPDATE audit SET kind = 'SIGNED_IN'",
        "DELETE FROM audit",
    ],
)
def test_the_database_itself_refuses_to_change_what_is_written_once(
    loop: WorkedCase, database: Database, plants: Plants, clock: FakeClock, statement: str
) -> None:
    archived(loop, plants, clock)

    with pytest.raises(DBAPIError, match="written once"):
        database.transact(lambda tx: tx.session.execute(text(statement)))


def test_the_timeline_shows_the_whole_story_in_order(
    loop: WorkedCase, plants: Plants, clock: FakeClock
) -> None:
    archived(loop, plants, clock)

    assert loop.timeline() == [
        "CASE_OPENED",
        "ALERT_RAISED",
        "CASE_ACKNOWLEDGED",
        "ALERT_ACKNOWLEDGED",
        "DISPOSAL_SUBMITTED",
        "ALERT_RETURNED_TO_NORMAL",
        "RECHECK_PASSED",
        "CASE_ARCHIVED",
    ]


def test_carol_of_the_other_site_sees_nothing_of_the_case_and_changes_nothing(
    loop: WorkedCase, database: Database, plants: Plants, clock: FakeClock
) -> None:
    loop.acknowledge(plants.bob)

    with pytest.raises(Refused) as refused:
        loop.dispose(plants.carol)

    assert refusal(refused) is ErrorCode.NOT_FOUND
    for view in (views.rounds, views.timelines, views.archives, views.by_ids):
        assert database.read(lambda s, v=view: v(s, plants.carol, [loop.case_id])) == {}
    page = database.read(
        lambda s: views.page(s, plants.carol, CaseFilter(), now=clock.now, first=10, after=None)
    )
    assert page.items == ()


def test_the_list_finds_what_is_mine_and_what_is_late(
    loop: WorkedCase, database: Database, plants: Plants, clock: FakeClock
) -> None:
    def count(viewer: Viewer, which: CaseFilter) -> int:
        [found] = database.read(lambda s: counts(s, viewer, [(which, clock.now)])).values()
        return found

    assert count(plants.bob, CaseFilter(is_mine=True)) == 1
    assert count(plants.bob, CaseFilter(is_overdue=True)) == 0
    clock.advance(timedelta(minutes=1, seconds=1))
    assert count(plants.bob, CaseFilter(is_overdue=True)) == 1
    loop.acknowledge(plants.bob)
    assert count(plants.bob, CaseFilter(is_overdue=True)) == 0
    assert count(plants.bob, CaseFilter(states=(CaseState.IN_DISPOSAL,))) == 1


def test_a_source_that_fell_silent_is_not_normal(
    loop: WorkedCase, database: Database, plants: Plants, clock: FakeClock
) -> None:
    loop.acknowledge(plants.bob)
    loop.dispose(plants.bob)
    loop.say(None)
    clock.advance(timedelta(minutes=10))
    due = clock.now - timedelta(seconds=1)
    database.transact(lambda tx: tx.get(Sources).hear({plants.gas: due}, at=due))
    sweep_silent(database)

    with pytest.raises(Refused) as refused:
        loop.pass_recheck(plants.alice)

    assert refusal(refused) is ErrorCode.SOURCE_NOT_NORMAL


def test_a_case_that_waits_for_its_recheck_is_due_sooner_when_its_alert_gets_worse(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    loop = WorkedCase.of_alert(database, plants, Tier.YELLOW)
    loop.acknowledge(plants.bob)
    loop.dispose(plants.bob)

    loop.say(Tier.RED)

    found = database.read(lambda s: views.by_ids(s, plants.alice, [loop.case_id]))[loop.case_id]
    assert found.recheck_due_at == clock.now + timedelta(hours=24)
