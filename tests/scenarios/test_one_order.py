"""Lists of what waits order the same facts the same way: tier, active before recovered, lateness, age."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from backend.alerts import queries as alerts
from backend.alerts.filters_queries import AlertFilter
from backend.alerts.tables import AlertRow
from backend.cases import queries as cases
from backend.cases.escalation import queries as follow_ups
from backend.cases.escalation.filters_queries import FollowUpList
from backend.cases.escalation.rules import FollowUpFilter
from backend.cases.escalation.tables import FollowUpRow
from backend.cases.extensions.tables import ExtensionRow
from backend.cases.filters_queries import CaseFilter
from backend.cases.rules import CaseState
from backend.cases.tables import CaseRow
from backend.cases.tasks import board_queries as boards
from backend.cases.work_queries import CaseWork
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode
from backend.core.vocabulary import Tier
from backend.core.waiting import Waiting
from backend.deadlines.tables import DeadlineRow
from backend.hazards import commands as hazard_commands
from backend.hazards import queries as hazards
from backend.hazards.filters_queries import HazardFilter
from backend.hazards.objections import commands as objection_commands
from backend.hazards.objections import queries as objections
from backend.hazards.rules import DeclineReason, HazardState
from backend.hazards.tables import HazardReportRow
from backend.sensors.store import Sensors
from backend.tuning import indicators_commands as tuning_commands
from backend.tuning import queries as tuning
from backend.tuning.tables import ProposalRow
from backend.worklist import overdue_queries as overdue
from backend.worklist import queries as worklist
from tests.support.cases import Reports, WorkedCase, refusal
from tests.support.declared import OVERDUE_SUBJECTS, WORK
from tests.support.fakes import FakeClock
from tests.support.people import add_executive
from tests.support.plants import Plants, more_sensors

pytestmark = pytest.mark.both_databases("the order is SQL, with row values over expressions")
CASES = 24


@dataclass(frozen=True)
class Fact:
    """One open case of one alert, and why it stands where it stands."""

    case_id: UUID
    alert_id: UUID
    waiting: Waiting


@pytest.fixture
def facts(database: Database, plants: Plants, clock: FakeClock) -> list[Fact]:
    """Cases of every tier, in the one order: going on and recovered, late and not, old and new; bob's."""
    chance = random.Random(7)
    loop = WorkedCase.of_alert(database, plants)
    alert_id = loop.alert_id
    sensors = list(more_sensors(database, [f"S-{n}" for n in range(CASES)]).values())

    def command(tx: Transaction) -> list[Fact]:
        case = tx.session.get_one(CaseRow, loop.case_id)
        alert = tx.session.get_one(AlertRow, alert_id)
        deadline = tx.session.exec(select(DeadlineRow).where(DeadlineRow.object_id == loop.case_id)).one()
        found = [_fact(tx, chance, case, alert, deadline, sensor_id, clock) for sensor_id in sensors]
        tx.session.delete(deadline)
        alert.case_id, alert.is_open, alert.is_active = None, False, False
        case.state, case.archived_at = CaseState.ARCHIVED, clock.now
        return found

    made = database.transact(command)
    return sorted(made, key=lambda fact: (*fact.waiting.key, fact.case_id))


def _fact(
    tx: Transaction,
    chance: random.Random,
    case: CaseRow,
    alert: AlertRow,
    deadline: DeadlineRow,
    sensor_id: int,
    clock: FakeClock,
) -> Fact:
    tier, is_recovered = chance.choice(list(Tier)), chance.random() < 0.5
    since = clock.now - timedelta(hours=chance.choice([1, 2, 30]), minutes=chance.randrange(50))
    due_at = clock.now + timedelta(hours=chance.choice([-23, -1, 3]))
    case_id, alert_id = uuid4(), uuid4()
    times = {"opened_at": since, "acknowledge_due_at": due_at}
    tx.session.add(_like(case, id=case_id, number=f"CZ-{sensor_id}", tier=int(tier), **times))
    tx.session.flush()
    states = {
        "tier": int(tier),
        "rank": int(tier),
        "is_active": not is_recovered,
        "acknowledge_due_at": due_at,
    }
    tx.session.add(
        _like(
            alert, id=alert_id, sensor_id=sensor_id, case_id=case_id, raised_at=since, group_id=None, **states
        )
    )
    late = {"object_id": case_id, "tier": int(tier), "due_at": due_at, "started_at": since}
    tx.session.add(_like(deadline, id=uuid4(), **late))
    asked = {"to_id": case.responsible_id, "at": since, "step": "ACKNOWLEDGE", "text": "?"}
    tx.session.add(FollowUpRow(id=uuid4(), site_id=case.site_id, case_id=case_id, **asked))
    tx.session.flush()
    return Fact(case_id, alert_id, Waiting(tier, is_recovered, due_at, since))


def _like(row: Any, **other: Any) -> Any:
    return type(row)(**{**row.model_dump(), **other})


List = Callable[[Database, Plants, FakeClock], list[UUID]]


def _cases(database: Database, plants: Plants, clock: FakeClock) -> list[UUID]:
    which = CaseFilter(states=[CaseState.OPEN])
    page = database.read(lambda s: cases.page(s, plants.alice, which, now=clock.now, first=100, after=None))
    return [case.case_id for _, case in page.items]


def _mine(database: Database, plants: Plants, clock: FakeClock) -> list[UUID]:
    which = CaseFilter(is_mine=True)
    page = database.read(lambda s: cases.page(s, plants.bob, which, now=clock.now, first=100, after=None))
    return [case.case_id for _, case in page.items]


def _board(database: Database, plants: Plants, clock: FakeClock) -> list[UUID]:
    columns = database.read(lambda s: boards.board(s, plants.alice, plants.north, now=clock.now))
    return [each.card.case.case_id for each in columns[0].cases]


def _work(database: Database, plants: Plants, _clock: FakeClock) -> list[UUID]:
    found = database.read(lambda s: worklist.my_worklist(s, plants.bob, WORK, first=100, after=None))
    return [item.card.case.case_id for _, item in found.page.items if isinstance(item, CaseWork)]


def _follow_ups(database: Database, plants: Plants, _clock: FakeClock) -> list[UUID]:
    which = FollowUpList(FollowUpFilter.MINE)
    page = database.read(lambda s: follow_ups.page(s, plants.bob, which, first=100, after=None))
    return [view.follow_up.case_id for _, view in page.items]


LISTS: dict[str, List] = {
    "cases": _cases,
    "my cases": _mine,
    "board": _board,
    "my work": _work,
    "follow-ups": _follow_ups,
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_the_one_order(
    name: str, database: Database, plants: Plants, clock: FakeClock, facts: list[Fact]
) -> None:
    listed = LISTS[name](database, plants, clock)
    of = {fact.case_id: fact.waiting.key for fact in facts}

    assert sorted(listed) == sorted(of)
    assert [of[case_id] for case_id in listed] == [fact.waiting.key for fact in facts]


def test_what_is_late_has_the_one_order(
    database: Database, plants: Plants, clock: FakeClock, facts: list[Fact]
) -> None:
    late = [fact for fact in facts if fact.waiting.due_at < clock.now]

    page = database.read(
        lambda s: overdue.page(s, plants.alice, OVERDUE_SUBJECTS, now=clock.now, first=100, after=None)
    )

    of = {fact.case_id: fact.waiting.key for fact in facts}
    assert [of[view.deadline.object_id] for _, view in page.items] == [fact.waiting.key for fact in late]


def test_alerts_have_the_one_order(database: Database, plants: Plants, facts: list[Fact]) -> None:
    which = AlertFilter(states=None)
    page = database.read(lambda s: alerts.page(s, plants.alice, which, first=100, after=None))

    of = {fact.alert_id: fact.waiting.key for fact in facts}
    listed = [view.alert.alert_id for _, view in page.items if view.alert.alert_id in of]
    assert [of[alert_id] for alert_id in listed] == [fact.waiting.key for fact in facts]


def test_pages_of_one_make_the_same_list_and_nothing_that_comes_in_shifts_them(
    database: Database, plants: Plants, clock: FakeClock, facts: list[Fact]
) -> None:
    seen: list[UUID] = []
    after: str | None = None
    which = CaseFilter()
    while True:
        page = database.read(
            lambda s, a=after: cases.page(s, plants.alice, which, now=clock.now, first=5, after=a)
        )
        seen += [case.case_id for _, case in page.items]
        after = page.end_cursor
        if not page.has_next:
            break

    assert len(seen) == len(set(seen)) == len(facts) + 1, "the archived one comes last"
    assert seen[:-1] == _cases(database, plants, clock)


@pytest.mark.parametrize("cursor", ["", "x", "WzEsMl0=", "WzAsInh4Il0="])
def test_a_cursor_of_somebody_else_is_refused(
    cursor: str, database: Database, plants: Plants, clock: FakeClock
) -> None:
    refused = refusal(
        lambda: database.read(
            lambda s: cases.page(s, plants.alice, CaseFilter(), now=clock.now, first=5, after=cursor)
        )
    )

    assert refused is ErrorCode.INVALID_INPUT


def test_the_executive_sees_a_red_case_late_for_a_day_before_orange_ones_late_by_minutes(
    database: Database, plants: Plants, clock: FakeClock, facts: list[Fact]
) -> None:
    fay = database.transact(lambda tx: add_executive(tx, plants))
    red, *others = facts[:8]

    def command(tx: Transaction) -> None:
        for row in tx.session.exec(select(CaseRow).where(CaseRow.state != CaseState.ARCHIVED)):
            row.tier, row.acknowledge_due_at = Tier.ORANGE, clock.now - timedelta(minutes=3)
            row.opened_at = clock.now - timedelta(minutes=8)
        first = tx.session.get_one(CaseRow, red.case_id)
        first.tier, first.acknowledge_due_at = Tier.RED, clock.now - timedelta(hours=23)
        first.opened_at = clock.now - timedelta(days=1)

    database.transact(command)
    which = CaseFilter(is_overdue=True)
    page = database.read(lambda s: cases.page(s, fay, which, now=clock.now, first=5, after=None))

    assert others
    assert page.items[0][1].case_id == red.case_id


def test_major_hazards_wait_before_general_ones_and_the_oldest_first(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    reports, made = Reports(database, plants), []
    for _ in range(4):
        made.append(reports.report(plants.bob).report_id)
        clock.advance(timedelta(minutes=1))

    def command(tx: Transaction) -> None:
        tx.session.get_one(HazardReportRow, made[2]).grade = "MAJOR"

    database.transact(command)
    which = HazardFilter(states=[HazardState.SUBMITTED])
    page = database.read(lambda s: hazards.page(s, plants.alice, which, first=10, after=None))

    assert [view.report.report_id for _, view in page.items] == [made[2], made[0], made[1], made[3]]


@pytest.mark.parametrize("name", ["overdue", "follow-ups", "alerts"])
def test_pages_of_every_list_make_the_whole_of_it(
    name: str, database: Database, plants: Plants, clock: FakeClock, facts: list[Fact]
) -> None:
    def page(after: str | None, first: int) -> Any:
        def read(session: Any) -> Any:
            if name == "overdue":
                subjects, now = OVERDUE_SUBJECTS, clock.now
                return overdue.page(session, plants.alice, subjects, now=now, first=first, after=after)
            if name == "follow-ups":
                which = FollowUpList(FollowUpFilter.ALL)
                return follow_ups.page(session, plants.alice, which, first=first, after=after)
            return alerts.page(session, plants.alice, AlertFilter(), first=first, after=after)

        return database.read(read)

    whole, some, after, has_next = page(None, 100), [], None, True
    while has_next:
        part = page(after, 3)
        some += [cursor for cursor, _ in part.items]
        after, has_next = part.end_cursor, part.has_next

    assert len(facts) == CASES
    assert some == [cursor for cursor, _ in whole.items]


def test_objections_wait_in_the_order_of_their_reports_grave_ones_first(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    reports, made = Reports(database, plants), list[UUID]()
    for _ in range(4):
        report_id = reports.report(plants.bob).report_id
        database.transact(
            lambda tx, of=report_id: hazard_commands.decline_hazard(
                tx, of, reason=DeclineReason.NOT_A_HAZARD, note="正常", by=plants.dora
            )
        )
        database.transact(
            lambda tx, of=report_id: objection_commands.object_report(tx, of, reason="不正常", by=plants.bob)
        )
        made.append(report_id)
        clock.advance(timedelta(minutes=1))

    def command(tx: Transaction) -> None:
        tx.session.get_one(HazardReportRow, made[2]).is_serious = True

    database.transact(command)
    listed, after, has_next = list[UUID](), None, True
    while has_next:
        page = database.read(lambda s, a=after: objections.page(s, plants.alice, first=3, after=a))
        listed += [view.report.report.report_id for _, view in page.items]
        after, has_next = page.end_cursor, page.has_next

    assert listed == [made[2], made[0], made[1], made[3]]


def test_proposals_wait_by_what_they_loosen_then_the_oldest_and_what_is_over_comes_newest_first(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    made = []
    for sensor_id in more_sensors(database, [f"P-{n}" for n in range(6)]).values():
        found = database.transact(lambda tx, of=sensor_id: tx.get(Sensors).get([of])[of].indicator)
        assert found is not None
        proposal = database.transact(
            lambda tx, of=sensor_id, now=found: tuning_commands.propose_indicator(
                tx,
                of,
                replace(now, deadband=3.0),
                base_version=now.version,
                reason="夜班误报多",
                by=plants.alice,
            )
        )
        made.append(proposal.proposal_id)
        clock.advance(timedelta(minutes=1))
    oldest, newer, yellow, red, over, over_later = made

    def command(tx: Transaction) -> None:
        loosened = {oldest: [], newer: [], yellow: [2], red: [4, 2], over: [4], over_later: []}
        for proposal_id, tiers in loosened.items():
            row = tx.session.get_one(ProposalRow, proposal_id)
            row.loosened = tiers
            row.state = "REJECTED" if proposal_id in (over, over_later) else "DRAFT"

    database.transact(command)
    listed = database.read(lambda s: tuning.proposals(s, plants.alice))

    assert [view.proposal.proposal_id for view in listed] == [red, yellow, oldest, newer, over_later, over]


def test_requests_for_more_time_have_the_one_order_whoever_asked_first(
    database: Database, plants: Plants, clock: FakeClock, facts: list[Fact]
) -> None:
    def command(tx: Transaction) -> None:
        for number, fact in enumerate(reversed(facts)):  # what comes last asked first
            row = tx.session.get_one(CaseRow, fact.case_id)
            row.dispose_due_at = fact.waiting.due_at
            tx.session.add(
                ExtensionRow(
                    id=uuid4(),
                    site_id=row.site_id,
                    case_id=row.id,
                    round_number=1,
                    kind="EXTENSION",
                    minutes=60,
                    reason="等备件",
                    asked_by=plants.bob.person_id,
                    asked_at=clock.now + timedelta(seconds=number),
                    state="ASKED",
                    note="",
                )
            )

    database.transact(command)
    found = database.read(lambda s: worklist.my_worklist(s, plants.alice, WORK, first=100, after=None))

    asked = [item for _, item in found.page.items if isinstance(item, CaseWork) and item.asked]
    of = {fact.case_id: fact.waiting.key for fact in facts}
    assert [of[item.card.case.case_id] for item in asked] == [fact.waiting.key for fact in facts]
