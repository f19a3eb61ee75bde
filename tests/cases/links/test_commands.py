"""Duplicates, merged and reopened cases, recurrences and their root causes, on both databases."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from backend.alerts.store import Alerts
from backend.archive import filters_queries as archived
from backend.archive.filters_queries import ArchiveFilter
from backend.cases import commands as cases
from backend.cases import queries as case_views
from backend.cases.dismissals_rules import DismissalReason, TuningHint
from backend.cases.links import commands as links
from backend.cases.links import queries as views
from backend.cases.links.duplicates_rules import hints
from backend.cases.links.rules import CaseLinkKind
from backend.cases.links.store import Links
from backend.cases.recurrence import commands as recurrence
from backend.cases.recurrence.rules import RootCause
from backend.cases.recurrence.store import Recurrences
from backend.cases.rules import Case, CaseOutcome, CaseState
from backend.cases.tables import CaseArchiveRow
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.idempotency import once
from backend.core.viewer import Viewer
from backend.core.vocabulary import AlertCondition, HazardCategory, HazardGrade, Tier
from backend.hazards import commands as hazards
from backend.hazards.duplicates_queries import candidates, subject_of_report
from backend.hazards.followers_store import Followers
from backend.hazards.rules import DeclineReason, HazardReport
from backend.tuning import false_alarms_queries as dismissal_views
from tests.support.cases import (
    Reports,
    Step,
    WorkedCase,
    acknowledge,
    alert_case,
    found,
    link,
    refusal,
    up_to,
)
from tests.support.fakes import FakeClock
from tests.support.plants import Plants


def reopen(database: Database, case_id: UUID, by: Viewer, reason: str = "又漏了") -> Case:
    return database.transact(lambda tx: links.reopen_case(tx, case_id, reason=reason, by=by))


def cause(owner: UUID, at: FakeClock) -> RootCause:
    return RootCause(
        "泵漏油", ("垫片坏", "选型错", "没有规范"), "缺选型规范", "编制规范", owner, at.now.date()
    )


def test_what_is_a_duplicate_already_or_over_is_put_under_nothing(
    database: Database, plants: Plants, reports: Reports
) -> None:
    original, other, duplicate = (reports.case(plants.bob) for _ in range(3))
    link(database, duplicate, original, plants.alice)
    closed = reports.resolved_case(plants.bob)

    for over in (duplicate, closed):
        step = lambda over=over: link(database, over, other, plants.alice)  # noqa: E731
        assert refusal(step) is ErrorCode.ILLEGAL_TRANSITION


def test_a_duplicate_is_archived_and_linked_both_ways_and_twice_is_one_link(
    database: Database, plants: Plants, reports: Reports
) -> None:
    original, duplicate = reports.case(plants.bob), reports.case(plants.erik)
    operation = uuid4()

    def command() -> UUID:
        return database.transact(
            lambda tx: once(
                tx,
                operation,
                lambda: links.link_duplicate(tx, duplicate, original, note="", by=plants.alice).case_id,
                by=plants.alice.person_id,
                kind="link_duplicate",
                payload_hash="same",
            )
        )

    assert command() == command() == duplicate
    closed = found(database, duplicate)
    assert (closed.state, closed.outcome) == (CaseState.ARCHIVED, CaseOutcome.DUPLICATE)
    of_original = database.read(lambda s: views.record(s, plants.alice, original))
    of_duplicate = database.read(lambda s: views.record(s, plants.alice, duplicate))
    assert of_original is not None
    assert of_duplicate is not None
    assert [each.case_id for each in of_original.duplicates] == [duplicate]
    assert of_duplicate.duplicate_of is not None
    assert of_duplicate.duplicate_of.case_id == original
    row = database.read(lambda s: s.get_one(CaseArchiveRow, duplicate))
    assert row.snapshot["links"] == {"DUPLICATE_OF": str(original)}


def test_only_an_officer_of_the_site_links_and_nothing_is_a_duplicate_of_itself(
    database: Database, plants: Plants, reports: Reports
) -> None:
    original, duplicate = reports.case(plants.bob), reports.case(plants.bob)
    far = Reports(database, plants).far_case()

    assert refusal(lambda: link(database, duplicate, original, plants.bob)) is ErrorCode.NOT_ALLOWED
    assert refusal(lambda: link(database, duplicate, original, plants.carol)) is ErrorCode.NOT_FOUND
    assert refusal(lambda: link(database, duplicate, far, plants.alice)) is ErrorCode.NOT_FOUND
    assert refusal(lambda: link(database, duplicate, duplicate, plants.alice)) is ErrorCode.INVALID_INPUT
    assert database.read(lambda s: views.record(s, plants.carol, original)) is None
    assert found(database, duplicate).state is CaseState.OPEN


def test_a_duplicate_of_a_duplicate_goes_to_the_original(
    database: Database, plants: Plants, reports: Reports
) -> None:
    first, second, third = (reports.case(plants.bob) for _ in range(3))
    link(database, second, first, plants.alice)

    link(database, third, second, plants.alice)

    assert database.transact(lambda tx: tx.get(Links).root(third)) == first
    assert len(database.transact(lambda tx: tx.get(Links).pointing_at(first, CaseLinkKind.DUPLICATE_OF))) == 2
    assert refusal(lambda: link(database, first, third, plants.alice)) is ErrorCode.INVALID_INPUT


def test_merged_cases_bring_their_alerts_and_the_target_passes_only_when_every_source_is_normal(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    target = alert_case(database, plants, Tier.YELLOW)
    clock.advance(timedelta(hours=1))
    other = alert_case(database, plants, Tier.RED, sensor_id=plants.pump)

    merged = database.transact(
        lambda tx: links.merge_cases(tx, (other,), target, note="同一原因", by=plants.alice)
    )

    assert (merged.tier, found(database, other).outcome) == (Tier.RED, CaseOutcome.DUPLICATE)
    assert len(database.transact(lambda tx: tx.get(Alerts).of_case(target))) == 2
    row = database.read(lambda s: s.get_one(CaseArchiveRow, other))
    assert len(row.snapshot["alerts"]) == 1, "the archive says which alerts it had"
    steps = up_to(Step.DISPOSED, database, plants, target)
    steps.say(None, plants.gas)
    clock.advance(timedelta(minutes=6))
    assert refusal(steps.pass_recheck) is ErrorCode.SOURCE_NOT_NORMAL
    steps.say(None, plants.pump)
    clock.advance(timedelta(minutes=6))
    assert steps.pass_recheck().outcome is CaseOutcome.RESOLVED


def test_a_merge_is_all_or_nothing(database: Database, plants: Plants, reports: Reports) -> None:
    target, fine = reports.case(plants.bob), reports.case(plants.bob)
    waiting = reports.case(plants.bob)
    up_to(Step.DISPOSED, database, plants, waiting)

    def merge(*case_ids: UUID, into: UUID = target) -> Case:
        return database.transact(lambda tx: links.merge_cases(tx, case_ids, into, note="", by=plants.alice))

    assert refusal(lambda: merge(fine, waiting)) is ErrorCode.ILLEGAL_TRANSITION
    assert refusal(lambda: merge(fine, target)) is ErrorCode.INVALID_INPUT
    assert refusal(merge) is ErrorCode.INVALID_INPUT
    assert found(database, fine).state is CaseState.OPEN
    merge(fine)
    assert refusal(lambda: merge(waiting, into=fine)) is ErrorCode.ILLEGAL_TRANSITION


def test_a_report_declined_as_a_duplicate_follows_the_original(
    database: Database, plants: Plants, reports: Reports
) -> None:
    original = reports.case(plants.bob)
    second = reports.report(plants.erik)

    def decline(original_id: UUID) -> HazardReport:
        return database.transact(
            lambda tx: hazards.decline_hazard(
                tx,
                second.report_id,
                reason=DeclineReason.DUPLICATE,
                note="已在处理",
                by=plants.alice,
                original_id=original_id,
            )
        )

    far = Reports(database, plants).far_case()
    assert refusal(lambda: decline(far)) is ErrorCode.NOT_FOUND
    decline(original)

    followers = database.transact(lambda tx: tx.get(Followers).of_case(original))
    assert [person for _, person in followers] == [plants.bob.person_id, plants.erik.person_id]


def test_an_archived_case_goes_on_in_a_new_one_one_tier_worse_and_only_once(
    database: Database, plants: Plants, reports: Reports
) -> None:
    case_id = reports.resolved_case(plants.bob)
    before = database.read(lambda s: s.get_one(CaseArchiveRow, case_id)).hash

    again = reopen(database, case_id, plants.alice)

    old = found(database, case_id)
    assert (again.state, again.tier, again.title) == (CaseState.OPEN, Tier.RED, old.title)
    assert (again.grade, again.report_id, again.number != old.number) == (old.grade, old.report_id, True)
    assert database.read(lambda s: s.get_one(CaseArchiveRow, case_id)).hash == before
    timeline = database.read(lambda s: case_views.timelines(s, plants.alice, [again.case_id]))
    assert [str(entry.kind) for entry in timeline[again.case_id]] == ["CASE_REOPENED"]
    assert refusal(lambda: reopen(database, case_id, plants.dora)) is ErrorCode.ALREADY_REOPENED
    newest = database.read(lambda s: case_views.of_reports(s, plants.alice, [old.report_id]))
    assert [view.case_id for view in newest.values()] == [again.case_id]


def test_the_tier_is_raised_once_along_a_chain_of_reopened_cases(
    database: Database, plants: Plants, reports: Reports
) -> None:
    case_id = reports.case(plants.bob, tier=Tier.BLUE)
    reports.dismiss(case_id, CaseOutcome.NOT_A_HAZARD)
    second = reopen(database, case_id, plants.alice)
    reports.dismiss(second.case_id, CaseOutcome.FALSE_ALARM)

    third = reopen(database, second.case_id, plants.alice)

    assert (second.tier, third.tier) == (Tier.YELLOW, Tier.YELLOW)


def test_reopening_has_its_rules(
    database: Database, plants: Plants, reports: Reports, clock: FakeClock
) -> None:
    case_id = reports.resolved_case(plants.bob)
    open_case, original = reports.case(plants.bob), reports.case(plants.bob)
    duplicate = reports.case(plants.bob)
    link(database, duplicate, original, plants.alice)

    assert refusal(lambda: reopen(database, case_id, plants.bob)) is ErrorCode.NOT_ALLOWED
    assert refusal(lambda: reopen(database, case_id, plants.erik)) is ErrorCode.NOT_ALLOWED
    assert refusal(lambda: reopen(database, case_id, plants.carol)) is ErrorCode.NOT_FOUND
    assert refusal(lambda: reopen(database, case_id, plants.alice, " ")) is ErrorCode.REASON_REQUIRED
    assert refusal(lambda: reopen(database, open_case, plants.alice)) is ErrorCode.ILLEGAL_TRANSITION
    assert refusal(lambda: reopen(database, duplicate, plants.alice)) is ErrorCode.ILLEGAL_TRANSITION
    clock.advance(timedelta(days=30, seconds=1))
    assert refusal(lambda: reopen(database, case_id, plants.alice)) is ErrorCode.TOO_LATE


def test_the_third_case_at_an_equipment_is_one_tier_worse_and_needs_its_root_cause(
    database: Database, plants: Plants, reports: Reports, clock: FakeClock
) -> None:
    first, second = reports.at_pump(plants.bob), reports.at_pump(plants.bob)
    not_counted = reports.at_pump(plants.bob, category=HazardCategory.PPE)
    third = reports.at_pump(plants.bob, tier=Tier.YELLOW)

    assert found(database, third).tier is Tier.ORANGE
    assert found(database, third).dispose_due_at == clock.now + timedelta(hours=4)
    record = database.read(lambda s: views.record(s, plants.bob, third))
    assert record is not None
    assert {each.case_id for each in record.earlier} == {first, second}
    assert not_counted not in {each.case_id for each in record.earlier}
    assert refusal(lambda: up_to(Step.DISPOSED, database, plants, third)) is ErrorCode.ROOT_CAUSE_REQUIRED
    why = cause(plants.erik.person_id, clock)
    database.transact(lambda tx: recurrence.record_root_cause(tx, third, why, by=plants.bob))
    up_to(Step.ARCHIVED, database, plants, third)
    row = database.read(lambda s: s.get_one(CaseArchiveRow, third))
    assert row.snapshot["root_cause"]["root_cause"] == "缺选型规范"


def test_false_alarms_and_duplicates_and_what_lies_further_back_make_no_recurrence(
    database: Database, plants: Plants, reports: Reports, clock: FakeClock
) -> None:
    old = reports.at_pump(plants.bob)
    clock.advance(timedelta(days=90, seconds=1))
    false_alarm, original, duplicate = (reports.at_pump(plants.bob) for _ in range(2 + 1))
    reports.dismiss(false_alarm, CaseOutcome.FALSE_ALARM)
    link(database, duplicate, original, plants.alice)

    latest = reports.at_pump(plants.bob)

    record = database.read(lambda s: views.record(s, plants.bob, latest))
    assert record is not None
    assert record.recurrence is None
    assert found(database, old).state is CaseState.OPEN


def test_alerts_of_one_condition_at_an_equipment_recur_too(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    for _ in range(2):
        case_id = alert_case(database, plants, Tier.ORANGE)
        acknowledge(database, plants)
        steps = up_to(Step.DISPOSED, database, plants, case_id)
        steps.say(None, plants.gas)
        clock.advance(timedelta(minutes=6))
        steps.pass_recheck()

    third = alert_case(database, plants, Tier.ORANGE)

    assert found(database, third).tier is Tier.RED


def test_a_root_cause_is_written_by_those_who_dispose_and_not_after_the_archive(
    database: Database, plants: Plants, reports: Reports, clock: FakeClock
) -> None:
    case_id, over_case = reports.case(plants.bob), reports.resolved_case(plants.bob)

    def write(by: Viewer, which: UUID = case_id, owner: Viewer = plants.erik) -> Case:
        why = cause(owner.person_id, clock)
        return database.transact(lambda tx: recurrence.record_root_cause(tx, which, why, by=by))

    assert refusal(lambda: write(plants.carol)) is ErrorCode.NOT_FOUND
    assert refusal(lambda: write(plants.bob, owner=plants.carol)) is ErrorCode.NOT_FOUND
    assert refusal(lambda: write(plants.bob, over_case)) is ErrorCode.ILLEGAL_TRANSITION
    write(plants.bob)
    write(plants.bob)
    kept = database.transact(lambda tx: tx.get(Recurrences).root_cause(case_id))
    assert kept is not None
    assert kept.whys == ("垫片坏", "选型错", "没有规范")


def test_an_officer_judges_a_general_hazard_as_major_by_the_clause(
    database: Database, plants: Plants, reports: Reports
) -> None:
    case_id = reports.case(plants.bob)

    def judge(by: Viewer, clause: str) -> Case:
        return database.transact(lambda tx: recurrence.raise_hazard_grade(tx, case_id, clause=clause, by=by))

    assert refusal(lambda: judge(plants.bob, "第4条")) is ErrorCode.NOT_ALLOWED
    assert refusal(lambda: judge(plants.alice, " ")) is ErrorCode.CLAUSE_REQUIRED
    assert judge(plants.alice, "第4条").grade is HazardGrade.MAJOR
    assert refusal(lambda: judge(plants.alice, "第4条")) is ErrorCode.ILLEGAL_TRANSITION


def test_hints_show_what_is_open_nearby_and_nothing_of_another_site(
    database: Database, plants: Plants, reports: Reports, clock: FakeClock
) -> None:
    case_id = reports.case(plants.bob)
    waiting = reports.report(plants.erik)
    new = reports.report(plants.bob)

    def look(viewer: Viewer) -> list[UUID | None]:
        wanted = database.read(lambda s: subject_of_report(s, viewer, new.report_id))
        if wanted is None:
            return []
        among = database.read(lambda s: candidates(s, wanted, now=clock.now, without_report=new.report_id))
        return [
            each.candidate.case_id or each.candidate.report_id for each in hints(wanted, among, now=clock.now)
        ]

    assert set(look(plants.alice)) == {case_id, waiting.report_id}
    assert look(plants.carol) == []


def test_false_alarms_are_counted_per_source_with_their_reasons(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    for code in (DismissalReason.SENSOR_FAULT, DismissalReason.SENSOR_FAULT, DismissalReason.KNOWN):
        case_id = alert_case(database, plants, Tier.ORANGE)
        acknowledge(database, plants)
        WorkedCase(database, plants, case_id).say(None, plants.gas)
        database.transact(
            lambda tx, case_id=case_id, code=code: cases.dismiss_case(
                tx,
                case_id,
                outcome=CaseOutcome.FALSE_ALARM,
                reason=f"核实为误报：{case_id}",
                code=code,
                by=plants.alice,
            )
        )
        clock.advance(timedelta(hours=1))
    start, end = clock.now - timedelta(days=1), clock.now

    [source] = database.read(
        lambda s: dismissal_views.false_alarm_sources(s, plants.alice, start=start, end=end)
    )

    assert source.sensor.sensor.sensor_id == plants.gas
    assert source.count == 3
    assert dict(source.reasons) == {DismissalReason.SENSOR_FAULT: 2, DismissalReason.KNOWN: 1}
    assert source.hint is TuningHint.REPAIR_SOURCE
    listed = ArchiveFilter(
        outcomes=(CaseOutcome.FALSE_ALARM,),
        sensor_ids=(plants.gas,),
        alert_conditions=(source.condition,),
        from_at=start,
    )
    elsewhere = replace(listed, sensor_ids=(plants.pump,))
    otherwise = replace(listed, alert_conditions=(AlertCondition.SILENT,))
    counts = database.read(lambda s: archived.counts(s, plants.alice, (listed, elsewhere, otherwise)))
    assert [counts[each] for each in (listed, elsewhere, otherwise)] == [source.count, 0, 0]
    for outsider in (plants.bob, plants.carol):
        assert not database.read(
            lambda s, by=outsider: dismissal_views.false_alarm_sources(s, by, start=start, end=end)
        )
