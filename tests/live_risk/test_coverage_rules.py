"""Who watches an event: the first class that holds; a cell is open until an event or a reason says so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from uuid import UUID

import pytest

from backend.core.text import Text
from backend.core.vocabulary import Stage
from backend.live_risk.coverage.rules import (
    CellState,
    CoverageClass,
    Exclusion,
    Facts,
    Registered,
    Watcher,
    coverage_class,
    covered,
)
from backend.live_risk.rules import Blindness, BoundSource, LiveRisk
from backend.risks.assessment.rules import RiskLevel
from tests.support.plants import id_of

AT = datetime(2026, 12, 3, 2, tzinfo=UTC)
YARD, HALL = id_of("yard"), id_of("hall")
TANK, PUMP = id_of("tank"), id_of("pump")


def risk(*sources: tuple[int, bool], code: str = "R-1", residual: RiskLevel = RiskLevel.GENERAL) -> LiveRisk:
    """Return an event of the yard, bound to these sources: number, and whether it sees."""
    bound = tuple(
        BoundSource(number, Text(str(number), str(number)), None if sees else Blindness.SILENT)
        for number, sees in sources
    )
    return LiveRisk(id_of(code), code, id_of("unit"), YARD, residual, sources=bound)


def watcher(number: int, *, at: UUID | None = None, area: UUID = YARD, limited: bool = True) -> Watcher:
    return Watcher(number, f"S-{number}", area, at, Stage.STORAGE_TRANSPORT, limited, True)


def facts(
    *watchers: Watcher,
    events: Mapping[UUID, Registered] | None = None,
    machines: Mapping[UUID, tuple[UUID, Stage]] | None = None,
    exclusions: tuple[Exclusion, ...] = (),
) -> Facts:
    known = {id_of("R-1"): Registered(Stage.STORAGE_TRANSPORT, is_checked=False)}
    return Facts(
        areas=(YARD, HALL),
        events=known if events is None else events,
        watchers={each.sensor_id: each for each in watchers},
        machines=machines or {},
        drafts={},
        exclusions=exclusions,
    )


def exclusion(*things: str, stage: Stage = Stage.PROCESS) -> Exclusion:
    return Exclusion(id_of("north"), YARD, stage, "这里不做反应", id_of("alice"), AT, frozenset(things))


@pytest.mark.parametrize(
    ("sources", "limited", "is_checked", "expected"),
    [
        ([(1, True)], {1}, False, CoverageClass.LIVE),
        ([(1, False), (2, True)], {1, 2}, False, CoverageClass.LIVE),
        ([(1, True)], set(), False, CoverageClass.NOTHING),
        ([(1, False), (2, True)], {1}, False, CoverageClass.NOTHING),
        ([(1, False)], {1}, True, CoverageClass.CHECKED),
        ([(1, False)], {1}, False, CoverageClass.BLIND),
        ([], set(), True, CoverageClass.CHECKED),
        ([], set(), False, CoverageClass.NOTHING),
    ],
)
def test_the_first_class_that_holds_counts(
    sources: list[tuple[int, bool]], limited: set[int], is_checked: bool, expected: CoverageClass
) -> None:
    assert coverage_class(risk(*sources), is_checked=is_checked, limited=limited) is expected


def test_no_event_is_watched_better_because_a_source_went_blind_or_lost_its_limit() -> None:
    order = [CoverageClass.LIVE, CoverageClass.CHECKED, CoverageClass.BLIND, CoverageClass.NOTHING]
    watched = order[:2]
    for sees, limited, checked in product([True, False], repeat=3):
        better = coverage_class(risk((1, True)), is_checked=checked, limited={1})
        worse = coverage_class(risk((1, sees)), is_checked=checked, limited={1} if limited else set())
        assert order.index(worse) >= order.index(better)
        assert (worse in watched) is ((sees and limited) or checked)


def test_only_a_red_residual_risk_that_nobody_watches_is_red_unwatched() -> None:
    found = covered([risk(residual=RiskLevel.MAJOR)], facts(), at=AT)
    assert (found.red_unwatched, sum(each.is_unwatched for each in found.risks)) == (1, 1)
    checked = {id_of("R-1"): Registered(Stage.STORAGE_TRANSPORT, is_checked=True)}
    assert covered([risk(residual=RiskLevel.MAJOR)], facts(events=checked), at=AT).red_unwatched == 0
    assert covered([risk(residual=RiskLevel.LARGER)], facts(), at=AT).red_unwatched == 0


def test_the_source_of_a_machine_of_the_unit_is_offered_before_others_of_the_area() -> None:
    events = {id_of("R-1"): Registered(Stage.STORAGE_TRANSPORT, is_checked=False, machines=(TANK,))}
    near, own, far = watcher(1), watcher(2, at=TANK), watcher(3, at=TANK, area=HALL)
    [found] = covered([risk()], facts(near, own, far, events=events), at=AT).risks
    assert found.offered == 2


def test_a_source_without_limits_one_that_is_dark_and_its_own_are_never_offered() -> None:
    dark = replace(watcher(2), sees=False)
    [found] = covered([risk((3, False))], facts(watcher(1, limited=False), dark, watcher(3)), at=AT).risks
    assert (found.coverage, found.offered) == (CoverageClass.BLIND, None)


def test_what_is_watched_is_offered_nothing() -> None:
    [found] = covered([risk((1, True))], facts(watcher(1), watcher(2)), at=AT).risks
    assert (found.coverage, found.offered) == (CoverageClass.LIVE, None)


def test_a_machine_without_an_event_leaves_its_cell_open_until_somebody_says_why() -> None:
    machines = {PUMP: (YARD, Stage.PROCESS)}

    def state(*exclusions: Exclusion) -> CellState:
        found = covered([risk()], facts(machines=machines, exclusions=exclusions), at=AT)
        return next(each.state for each in found.cells if each.stage is Stage.PROCESS)

    assert state() is CellState.NOT_REGISTERED
    assert state(exclusion(f"m:{PUMP}")) is CellState.NOT_APPLICABLE
    # Said before the pump came: of the pump it says nothing.
    assert state(exclusion()) is CellState.NOT_REGISTERED


def test_an_event_counts_more_than_what_was_said_and_an_empty_area_has_no_cell() -> None:
    said = exclusion(stage=Stage.STORAGE_TRANSPORT)
    found = covered([risk()], facts(exclusions=(said,)), at=AT)
    assert {each.area_id for each in found.cells} == {YARD}
    assert [each.stage for each in found.cells] == list(Stage)
    states = {each.stage: each.state for each in found.cells}
    assert states[Stage.STORAGE_TRANSPORT] is CellState.REGISTERED
    assert states[Stage.PERSONNEL] is CellState.EMPTY
    assert found.not_registered == 0


def test_an_event_that_came_into_force_while_the_facts_were_read_waits_for_the_next_time() -> None:
    found = covered([risk(), risk(code="R-2")], facts(), at=AT)
    assert [each.risk.code for each in found.risks] == ["R-1"]
