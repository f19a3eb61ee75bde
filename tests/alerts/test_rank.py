"""An answer lowers the rank of an alert, a falling value does not: order, count, filter, bulk, shelving."""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from importlib import import_module
from typing import NamedTuple
from uuid import UUID

import pytest
from sqlmodel import col, select

from backend.alerts import bulk_commands, queries
from backend.alerts import commands as alerts
from backend.alerts.filters_queries import IN_SIGHT, AlertFilter, AlertSortBy, counts
from backend.alerts.rules import AlertState, Suppression
from backend.alerts.sources import queries as sources
from backend.alerts.suppression import commands as suppression
from backend.alerts.suppression.tables import MaintenanceWindowRow
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.cases import commands as cases
from backend.cases.graphql import conditions_of_cases
from backend.cases.tables import CaseRow
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.sorting import Sort
from backend.core.vocabulary import Tier
from tests.support.alerts import HOUR, all_alerts, leaders, only_alert, plan, say, shelve, sweep, try_
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, id_of, more_sensors, over

asked_tier = import_module("migrations.versions.20261201_alert_rank").asked_tier
TIERS = (*Tier, None, None)


def ranks(database: Database, plants: Plants, **which: object) -> list[tuple[Tier, Tier]]:
    """(rank, present tier) of each row of the list of open alerts, in its order."""
    wanted = replace(IN_SIGHT, **which)
    page = database.read(lambda s: queries.page(s, plants.alice, wanted, first=50, after=None))
    return [(view.alert.rank, view.alert.tier) for _, view in page.items]


def acknowledge(database: Database, plants: Plants, alert_id: UUID) -> None:
    database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=plants.alice))


def figures(database: Database, plants: Plants, clock: FakeClock) -> dict[Tier, int]:
    return dict(database.read(lambda s: queries.home_counts(s, plants.alice, clock.now))["alerts_by_tier"])


def test_a_red_that_nobody_answered_stays_red_when_the_gas_falls(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    [other] = more_sensors(database, ["S-2"], is_apart=True).values()
    say(database, over(plants, Tier.RED), over(plants, Tier.ORANGE, sensor_id=other))
    [yellow] = [each.alert_id for each in all_alerts(database) if each.sensor_id == other]
    acknowledge(database, plants, yellow)
    say(database, over(plants, Tier.YELLOW))
    clock.advance(timedelta(minutes=2))

    assert ranks(database, plants) == [(Tier.RED, Tier.YELLOW), (Tier.ORANGE, Tier.ORANGE)]
    assert figures(database, plants, clock)[Tier.RED] == 1
    assert ranks(database, plants, tiers=(Tier.RED,)) == [(Tier.RED, Tier.YELLOW)]
    assert ranks(database, plants, tiers=(Tier.YELLOW,)) == []

    say(database, over(plants, None))
    assert ranks(database, plants)[0][0] is Tier.RED, "a value that is normal again is no answer"


def test_an_answer_lowers_it_to_the_present_tier_and_the_past_keeps_the_worst(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    say(database, over(plants, Tier.RED))
    say(database, over(plants, Tier.YELLOW))
    acknowledge(database, plants, only_alert(database).alert_id)

    assert ranks(database, plants) == [(Tier.YELLOW, Tier.YELLOW)]
    assert figures(database, plants, clock)[Tier.RED] == 0

    say(database, over(plants, Tier.RED))
    say(database, over(plants, Tier.YELLOW))
    assert ranks(database, plants) == [(Tier.RED, Tier.YELLOW)], "a second red asks again"

    acknowledge(database, plants, only_alert(database).alert_id)
    say(database, over(plants, None))
    alert = only_alert(database)
    assert (alert.is_open, alert.rank) == (False, Tier.RED)


def test_what_was_red_only_under_maintenance_counts_as_what_it_is_when_it_is_released(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    plan(database, plants, red=True)
    say(database, over(plants, Tier.RED))
    say(database, over(plants, Tier.YELLOW))
    assert only_alert(database).rank is Tier.YELLOW

    clock.advance(HOUR)
    sweep(database)

    assert ranks(database, plants) == [(Tier.YELLOW, Tier.YELLOW)]


def test_an_unanswered_red_keeps_its_rank_through_the_time_in_which_it_is_hidden(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    say(database, over(plants, Tier.RED))
    shelve(database, plants.alice, red=True)
    say(database, over(plants, Tier.BLUE))
    assert only_alert(database).rank is Tier.RED

    clock.advance(HOUR)
    sweep(database)

    assert ranks(database, plants) == [(Tier.RED, Tier.BLUE)]


def test_a_former_red_is_not_acknowledged_among_others(database: Database, plants: Plants) -> None:
    [other] = more_sensors(database, ["S-2"], is_apart=True).values()
    say(database, over(plants, Tier.RED), over(plants, Tier.YELLOW, sensor_id=other))
    say(database, over(plants, None))
    red, yellow = (each.alert_id for each in sorted(all_alerts(database), key=lambda each: -each.rank))

    results = database.transact(
        lambda tx: bulk_commands.acknowledge_alerts(tx, [red, yellow], by=plants.alice)
    )

    assert results == {red: ErrorCode.ACKNOWLEDGE_ONE_BY_ONE, yellow: None}


def test_to_shelve_a_former_red_needs_an_officer_and_a_purpose(database: Database, plants: Plants) -> None:
    say(database, over(plants, Tier.RED))
    say(database, over(plants, Tier.YELLOW))

    with pytest.raises(Refused) as refused:
        shelve(database, plants.erik, red=True)
    assert refused.value.code is ErrorCode.NOT_ALLOWED
    with pytest.raises(Refused) as refused:
        shelve(database, plants.alice)
    assert refused.value.code is ErrorCode.RED_NEEDS_CONFIRMATION

    acknowledge(database, plants, only_alert(database).alert_id)
    assert shelve(database, plants.erik).suppressed_by is Suppression.SHELVED


def test_a_source_with_a_former_red_goes_out_of_service_on_purpose_only(
    database: Database, plants: Plants
) -> None:
    say(database, over(plants, Tier.RED))
    say(database, over(plants, None))

    def take_out(tx: Transaction) -> object:
        return suppression.take_sensor_out_of_service(
            tx, plants.gas, reason="换头", until=None, confirms_red=False, by=plants.alice
        )

    with pytest.raises(Refused) as refused:
        database.transact(take_out)
    assert refused.value.code is ErrorCode.RED_NEEDS_CONFIRMATION


def test_a_group_takes_the_worst_rank_of_its_members_until_that_one_is_answered(
    database: Database, plants: Plants
) -> None:
    [other] = more_sensors(database, ["S-2"]).values()
    say(database, over(plants, Tier.RED))
    say(database, over(plants, Tier.YELLOW, sensor_id=other))
    say(database, over(plants, None))
    former, active = (each.alert_id for each in sorted(all_alerts(database), key=lambda each: -each.rank))
    assert leaders(database) == [former]
    assert ranks(database, plants) == [(Tier.RED, Tier.RED)]

    acknowledge(database, plants, former)

    assert not database.read(lambda s: s.get_one(AlertRow, former)).is_open
    assert ranks(database, plants) == [(Tier.YELLOW, Tier.YELLOW)], "who stood behind it stands in the list"
    assert active in leaders(database)


def test_a_list_sorted_by_tier_has_former_reds_among_the_red_ones(database: Database, plants: Plants) -> None:
    [other] = more_sensors(database, ["S-2"], is_apart=True).values()
    say(database, over(plants, Tier.RED), over(plants, Tier.ORANGE, sensor_id=other))
    say(database, over(plants, Tier.BLUE))
    order = Sort(AlertSortBy.TIER, descends=True)

    page = database.read(
        lambda s: queries.page(s, plants.alice, AlertFilter(), first=9, after=None, sort=order)
    )

    assert [view.alert.rank for _, view in page.items] == [Tier.RED, Tier.ORANGE]


def test_a_source_whose_red_is_over_is_marked_until_somebody_answers(
    database: Database, plants: Plants
) -> None:
    def standing() -> tuple[Tier | None, Tier | None]:
        found = database.read(lambda s: sources.standing(s, plants.alice, [plants.gas])).get(plants.gas)
        active = found.active if found else None
        return active.tier if active else None, found.unanswered if found else None

    say(database, over(plants, Tier.RED))
    say(database, over(plants, Tier.YELLOW))
    assert standing() == (Tier.YELLOW, Tier.RED)
    say(database, over(plants, None))
    assert standing() == (None, Tier.RED)
    acknowledge(database, plants, only_alert(database).alert_id)
    assert standing() == (None, None)


class Seen(NamedTuple):
    """An alert after one step, as everybody can see it."""

    tier: Tier
    worst: Tier
    is_open: bool
    is_answered: bool
    is_hidden: bool


def rank_of(seen: Sequence[Seen]) -> Tier:
    """The definition, from all that an alert has been."""
    last = seen[-1]
    if not last.is_open:
        return last.worst
    if last.is_answered:
        return last.tier
    begins = max((n for n, each in enumerate(seen) if each.is_answered), default=-1) + 1
    return max((each.tier for each in seen[begins:] if not each.is_hidden), default=last.tier)


class Plant:
    """A plant that goes its way, one step after the other: detection, people, time."""

    def __init__(self, database: Database, plants: Plants, clock: FakeClock, chance: random.Random) -> None:
        self._database, self._plants, self._clock, self._chance = database, plants, clock, chance
        people = (self._answer, self._answer, self._shelve, self._unshelve, self._begin_work, self._end_work)
        self._steps: tuple[Callable[[], None], ...] = (
            *([self._gas] * 9),
            *([self._time] * 5),
            *(partial(try_, database, each) for each in people),
        )

    def step(self) -> None:
        self._chance.choice(self._steps)()
        self._clock.advance(timedelta(seconds=1))

    def _gas(self) -> None:
        change = over(self._plants, self._chance.choice(TIERS))
        say(self._database, replace(change, sampled_us=int(self._clock.now.timestamp() * 1_000_000)))

    def _time(self) -> None:
        self._clock.advance(timedelta(seconds=self._chance.choice((1, 10, 120, 400, 1300))))
        sweep(self._database)

    def _answer(self, tx: Transaction) -> object:
        return alerts.acknowledge_alert(tx, _latest(tx), by=self._plants.alice)

    def _shelve(self, tx: Transaction) -> object:
        until = tx.now + timedelta(minutes=20)
        return suppression.shelve_alert(
            tx, _latest(tx), until=until, reason="校验", confirms_red=True, by=self._plants.alice
        )

    def _unshelve(self, tx: Transaction) -> object:
        return suppression.unshelve_alert(tx, _latest(tx), by=self._plants.alice)

    def _begin_work(self, tx: Transaction) -> object:
        return suppression.plan_maintenance(
            tx,
            equipment_id=id_of("north/equipment"),
            area_id=None,
            starts_at=tx.now,
            ends_at=tx.now + timedelta(minutes=self._chance.choice((5, 30))),
            reason="换泵",
            suppresses_red=self._chance.random() < 0.5,
            confirms_red=True,
            by=self._plants.alice,
        )

    def _end_work(self, tx: Transaction) -> object:
        newest = select(MaintenanceWindowRow.id).order_by(col(MaintenanceWindowRow.planned_at).desc())
        window_id = tx.session.exec(newest).first() or UUID(int=0)
        return suppression.cancel_maintenance(tx, window_id, by=self._plants.alice)


def _latest(tx: Transaction) -> UUID:
    newest = select(AlertRow.id).order_by(col(AlertRow.raised_at).desc())
    return tx.session.exec(newest).first() or UUID(int=0)


def check_history(database: Database, plants: Plants, clock: FakeClock, seed: int, length: int) -> None:
    plant = Plant(database, plants, clock, random.Random(seed))
    seen: defaultdict[UUID, list[Seen]] = defaultdict(list)
    for number in range(length):
        plant.step()
        for row in database.read(lambda s: list(s.exec(select(AlertRow)))):
            by = Suppression(row.suppressed_by) if row.suppressed_by else None
            is_hidden = by is not None and by.is_hidden
            tiers = Tier(row.tier), Tier(row.worst_tier)
            seen[row.id].append(Seen(*tiers, row.is_open, row.is_acknowledged, is_hidden))
            assert row.rank == rank_of(seen[row.id]), (number, seen[row.id][-8:])
            if row.is_open and not row.is_acknowledged:
                assert row.asked_tier == asked_tier(lines_of(database, row.id)), number
    kept = [each for one in seen.values() for n, each in enumerate(one) if rank_of(one[: n + 1]) > each.tier]
    assert len(seen) > 1
    assert any(each.is_open for each in kept)


def lines_of(database: Database, alert_id: UUID) -> list[tuple[str, int, str | None]]:
    """The history of an alert as its rank was found from it for alerts of before."""
    lines = select(AlertTransitionRow).where(AlertTransitionRow.alert_id == alert_id)
    found = database.read(lambda s: list(s.exec(lines.order_by(col(AlertTransitionRow.id)))))
    return [(each.kind, each.tier, each.suppression) for each in found]


@pytest.mark.parametrize("seed", range(2))
def test_the_stored_rank_is_that_of_the_rule_whatever_happens_to_an_alert(
    seed: int, database: Database, plants: Plants, clock: FakeClock
) -> None:
    check_history(database, plants, clock, seed, 60)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(100, 140))
def test_the_stored_rank_is_that_of_the_rule_in_many_long_histories(
    seed: int, database: Database, plants: Plants, clock: FakeClock
) -> None:
    check_history(database, plants, clock, seed, 300)


def test_a_figure_of_the_home_counts_as_the_list_that_it_leads_to(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    say(database, over(plants, Tier.RED))
    say(database, over(plants, None))
    unseen = replace(IN_SIGHT, states=(AlertState.RTN_UNACKNOWLEDGED,), tiers=(Tier.RED,))

    counted = database.read(lambda s: counts(s, plants.alice, [unseen]))[unseen]

    assert counted == figures(database, plants, clock)[Tier.RED] == 1


def test_a_late_case_makes_its_answered_alert_late_in_count_list_and_order(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    [other] = more_sensors(database, ["S-2"], is_apart=True).values()
    say(database, over(plants, Tier.RED), over(plants, Tier.YELLOW, sensor_id=other))
    of_red = select(AlertRow.case_id).where(AlertRow.sensor_id == plants.gas)
    case_id = database.read(lambda s: s.exec(of_red).one()) or UUID(int=0)
    database.transact(lambda tx: cases.acknowledge_case(tx, case_id, by=plants.alice))
    clock.advance(timedelta(days=4))

    def late(**which: object) -> tuple[int, list[Tier]]:
        """How many, and which, of the open alerts that count as late."""
        wanted = replace(IN_SIGHT, of_cases=conditions_of_cases((), (), ""), **which)
        counted = database.read(lambda s: counts(s, plants.alice, [wanted]))[wanted]
        return counted, [rank for rank, _ in ranks(database, plants, **which, of_cases=wanted.of_cases)]

    assert late(overdue_at=clock.now) == (1, [Tier.YELLOW])
    assert late(matter_overdue_at=clock.now) == (2, [Tier.RED, Tier.YELLOW])
    by_due = Sort(AlertSortBy.DUE)
    page = database.read(lambda s: queries.page(s, plants.alice, IN_SIGHT, first=9, after=None, sort=by_due))
    due = {each.tier: each.acknowledge_due_at for each in all_alerts(database)}
    due[Tier.RED] = database.read(lambda s: s.get_one(CaseRow, case_id).dispose_due_at)
    assert [view.alert.tier for _, view in page.items] == sorted(due, key=lambda tier: due[tier])
