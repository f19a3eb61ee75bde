"""Coverage of a site over the contract: figures, lists and export say the same; holes are mended."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.cases.register import commands as naming
from backend.cases.register.commands import NamedRisk
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode
from backend.core.tables import AuditRow
from backend.core.vocabulary import Stage, Tier
from backend.live_risk.coverage import commands, queries
from backend.live_risk.coverage.rules import CellState, CoverageClass, Matter, MatterKind
from backend.risks.assessment.rules import RiskLevel
from backend.risks.revisions import commands as revisions
from backend.risks.revisions.rules import EventContent, SourceBinding
from tests.support.cases import Reports, refusal
from tests.support.http_site import ask, bearer, sign_in
from tests.support.overviews import MadeSource, put_sources
from tests.support.plants import Plants, more_sensors, over
from tests.support.risks import Register, content
from tests.support.statements import statements

COVERAGE = """query ($siteId: UUID!) { riskCoverage(siteId: $siteId) {
  total live checked blind nothing notRegistered redUnwatched mayExclude
  areas { id area { code } cells { stage state events nothing worstUnwatched drafts machines sources
    exclusion { reason by { name { zh } } } } }
  unregistered { kind title { zh } count caseIds sensorId area { code } cases { number } } } }"""
EVENTS = """query ($filter: CoveredFilter, $sort: CoveredSort, $first: Int! = 20, $after: String) {
  coveredEvents(filter: $filter, sort: $sort, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { id coverage residualLevel eventName { code } offered { code } area { code } } } } }"""
EXCLUDE = "mutation ($input: ExcludeStageInput!) { excludeStage(input: $input) { id } }"
INCLUDE = "mutation ($input: IncludeStageInput!) { includeStage(input: $input) { id } }"
REGISTER = "mutation ($input: RegisterMatterInput!) { registerMatter(input: $input) { id } }"
REASON = "公用工程区没有原料进场"


def bare(plants: Plants, residual: RiskLevel, *sensor_ids: int, is_checked: bool = False) -> EventContent:
    """Return a content bound to these sources, with a check item or none."""
    made = content(plants, residual=residual, bindings=tuple(SourceBinding(each) for each in sensor_ids))
    [measure] = made.measures
    return replace(made, measures=(replace(measure, items=measure.items if is_checked else ()),))


def close(held: Register, event_id: UUID) -> None:
    version = held.event(event_id).version
    held.database.transact(
        lambda tx: revisions.close_event(
            tx, event_id, reason="并入另一条", version=version, by=held.plants.alice
        )
    )


class Screen:
    def __init__(self, client: httpx.Client, person: str, plants: Plants) -> None:
        self.client, self.token, self._site = client, sign_in(client, person), str(plants.north)

    def answer(self, text: str, **asked: Any) -> Any:
        return ask(self.client, self.token, text, **asked)

    def ask(self, text: str, **asked: Any) -> Any:
        answer = self.answer(text, **asked)
        assert "errors" not in answer, answer
        [found] = answer["data"].values()
        return found

    def coverage(self) -> Any:
        return self.ask(COVERAGE, siteId=self._site)

    def events(self, **asked: Any) -> list[tuple[str, str]]:
        found = self.ask(EVENTS, **asked)
        return [(each["node"]["eventName"]["code"], each["node"]["coverage"]) for each in found["edges"]]

    def code(self, text: str, **given: Any) -> str:
        answer = self.answer(text, input={"operationId": str(uuid4()), **given})
        return answer["errors"][0]["extensions"]["code"] if "errors" in answer else "taken"

    def export(self, **query: Any) -> list[list[str]]:
        headers = {**bearer(self.token), "accept-language": "zh-CN"}
        asked = {"query": json.dumps(query), "purpose": "评审"}
        answer = self.client.get("/exports/coveredEvents.csv", params=asked, headers=headers)
        assert answer.status_code == 200, answer.text
        return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.fixture
def held(sqlite_database: Database, plants: Plants) -> Register:
    """Five events: watched by a source, by checks, blind, red and unwatched, by a source without limit."""
    made = [MadeSource("SEES"), MadeSource("DARK", age_s=None), MadeSource("FREE", limits=[])]
    ids = put_sources(sqlite_database, plants, made)
    found = Register.begun(sqlite_database, plants)
    found.hold(bare(plants, RiskLevel.GENERAL, ids["SEES"]), code="R-1")
    found.hold(bare(plants, RiskLevel.LOW, is_checked=True), code="R-2")
    found.hold(bare(plants, RiskLevel.LARGER, ids["DARK"]), code="R-3")
    found.hold(bare(plants, RiskLevel.MAJOR), code="R-4")
    found.hold(bare(plants, RiskLevel.LOW, ids["FREE"]), code="R-5")
    found.draft(bare(plants, RiskLevel.LOW), code="R-6")
    return found


def test_every_figure_is_its_list_and_its_export(
    client: httpx.Client, plants: Plants, held: Register
) -> None:
    bob = Screen(client, "bob", plants)
    found = bob.coverage()

    assert (found["total"], found["redUnwatched"]) == (5, 1)
    for figure in CoverageClass:
        which = {"siteIds": [str(plants.north)], "classes": [figure.value]}
        rows = bob.events(filter=which)
        assert len(rows) == found[figure.value.lower()]
        assert len(bob.export(filter=which)) == 1 + len(rows)
    assert bob.events(filter={"classes": ["BLIND", "NOTHING"], "levels": [4]}) == [("R-4", "NOTHING")]
    assert dict(bob.events()) == {
        "R-1": "LIVE",
        "R-2": "CHECKED",
        "R-3": "BLIND",
        "R-4": "NOTHING",
        "R-5": "NOTHING",
    }


def test_the_list_pages_sorts_and_offers_a_source(
    client: httpx.Client, plants: Plants, held: Register
) -> None:
    bob = Screen(client, "bob", plants)
    first = bob.ask(EVENTS, first=2, sort={"by": "CODE", "descending": True})
    after = first["pageInfo"]["endCursor"]
    rest = bob.ask(EVENTS, first=9, after=after, sort={"by": "CODE", "descending": True})

    codes = [each["node"]["eventName"]["code"] for each in (*first["edges"], *rest["edges"])]
    assert codes == ["R-5", "R-4", "R-3", "R-2", "R-1"]
    assert (first["totalCount"], rest["pageInfo"]["hasNextPage"]) == (5, False)
    [red] = bob.ask(EVENTS, filter={"levels": [4]})["edges"]
    assert red["node"]["offered"]["code"] == "SEES"
    by_class = [each for _, each in bob.events(sort={"by": "COVERAGE", "descending": False})]
    assert by_class == ["LIVE", "CHECKED", "BLIND", "NOTHING", "NOTHING"]
    assert "errors" in bob.answer(EVENTS, after="?")


def test_cells_say_what_is_there_and_a_reason_closes_an_open_one(
    client: httpx.Client, plants: Plants, held: Register
) -> None:
    alice, bob = Screen(client, "alice", plants), Screen(client, "bob", plants)

    def cells(screen: Screen) -> dict[str, Any]:
        found = next(each for each in screen.coverage()["areas"] if each["area"]["code"] == "A1")
        return {each["stage"]: each for each in found["cells"]}

    before = cells(bob)
    assert before["RAW_MATERIAL"]["state"] == "REGISTERED"
    assert (before["RAW_MATERIAL"]["events"], before["RAW_MATERIAL"]["drafts"]) == (5, 1)
    assert before["RAW_MATERIAL"]["worstUnwatched"] == 4
    [(stage, cell)] = [each for each in before.items() if each[1]["state"] == "NOT_REGISTERED"][:1]
    area = {"areaId": str(plants.area), "stage": stage}

    assert bob.code(EXCLUDE, **area, reason=REASON) == "NOT_ALLOWED"
    assert alice.code(EXCLUDE, **area, reason=" ") == "REASON_REQUIRED"
    count = alice.coverage()["notRegistered"]
    assert alice.code(EXCLUDE, **area, reason=REASON) == "taken"
    assert alice.code(EXCLUDE, **area, reason=REASON) == "taken"

    after = cells(bob)[stage]
    assert (after["state"], after["exclusion"]["reason"]) == ("NOT_APPLICABLE", REASON)
    assert alice.coverage()["notRegistered"] == count - 1
    assert (cell["machines"] + cell["sources"]) > 0
    assert alice.code(INCLUDE, **area) == "taken"
    assert alice.code(INCLUDE, **area) == "taken"
    assert cells(bob)[stage]["state"] == "NOT_REGISTERED"


def test_nobody_of_another_site_sees_or_says_anything(
    client: httpx.Client, plants: Plants, held: Register, sqlite_database: Database
) -> None:
    carol = Screen(client, "carol", plants)
    event_id = str(held.draft(code="R-7"))

    assert carol.answer(COVERAGE, siteId=str(plants.north)) == {"data": {"riskCoverage": None}}
    assert carol.events(filter={"siteIds": [str(plants.north)]}) == []
    assert carol.events() == []
    assert carol.code(EXCLUDE, areaId=str(plants.area), stage="PROCESS", reason=REASON) == "NOT_FOUND"
    assert carol.code(REGISTER, eventId=event_id, caseIds=[str(uuid4())]) == "NOT_FOUND"


READY = """query ($siteId: UUID!, $on: Boolean!) {
  siteReadiness(siteId: $siteId, withUnheard: true, withRegister: $on) { kind count isDone } }"""


def test_the_set_up_asks_for_a_register_and_for_eyes_on_its_red_events(
    client: httpx.Client, plants: Plants, sqlite_database: Database
) -> None:
    alice = Screen(client, "alice", plants)

    def steps(*, on: bool = True) -> dict[str, tuple[int, bool]]:
        found = alice.ask(READY, siteId=str(plants.north), on=on)
        return {each["kind"]: (each["count"], each["isDone"]) for each in found}

    assert (steps()["EVENTS"], steps()["RED_WATCHED"]) == ((0, False), (0, False))
    kinds = list(steps())
    assert kinds[kinds.index("LIMITS") :][:4] == ["LIMITS", "EVENTS", "RED_WATCHED", "MESSAGES"]
    assert "EVENTS" not in steps(on=False)

    held = Register.begun(sqlite_database, plants)
    event_id = held.hold(bare(plants, RiskLevel.MAJOR))
    assert (steps()["EVENTS"], steps()["RED_WATCHED"]) == ((1, True), (1, False))
    before = held.content(event_id)
    [measure] = before.measures
    watched = replace(measure, items=content(plants).measures[0].items)
    held.revise(event_id, replace(before, measures=(watched,)), asks=False)
    assert (steps()["EVENTS"], steps()["RED_WATCHED"]) == ((1, True), (0, True))


def test_an_empty_site_says_that_nothing_is_registered(client: httpx.Client, plants: Plants) -> None:
    found = Screen(client, "carol", plants).ask(COVERAGE, siteId=str(plants.south))
    figures = [found[each] for each in ("total", "live", "checked", "blind", "nothing", "redUnwatched")]
    assert figures == [0] * 6
    assert found["unregistered"] == []


def test_a_machine_that_comes_later_opens_the_cell_again(sqlite_database: Database, plants: Plants) -> None:
    def exclude(tx: Transaction) -> UUID:
        return commands.exclude_stage(tx, plants.area, Stage.PROCESS, reason=REASON, by=plants.alice)

    sqlite_database.transact(exclude)
    assert _state(sqlite_database, plants, Stage.PROCESS) is CellState.NOT_APPLICABLE
    put_sources(sqlite_database, plants, [MadeSource("NEW-1", stage=Stage.PROCESS)])
    assert _state(sqlite_database, plants, Stage.PROCESS) is CellState.NOT_REGISTERED


def _state(database: Database, plants: Plants, stage: Stage) -> CellState:
    now = database.read(lambda session: queries.read(session, plants.bob, plants.north, at=database.clock()))
    return next(each.state for each in now.cells if (each.area_id, each.stage) == (plants.area, stage))


def _matters(database: Database, plants: Plants, *, days: int = 0) -> list[Matter]:
    now = database.clock() + timedelta(days=days)
    return database.read(lambda session: queries.matters(session, plants.bob, plants.north, now=now))


@pytest.mark.both_databases("groups and sub-selects")
def test_alerts_of_no_event_are_offered_until_one_is_bound_or_registered(
    database: Database, plants: Plants
) -> None:
    sensors = more_sensors(database, ["E-1", "E-2"])
    changes = [over(plants, Tier.ORANGE, sensor_id=each) for each in sensors.values()]
    database.transact(lambda tx: alerts.apply_changes(tx, changes))

    found = _matters(database, plants)
    assert {(each.kind, each.sensor_id, each.count) for each in found} == {
        (MatterKind.ALERT, sensor_id, 1) for sensor_id in sensors.values()
    }
    held = Register.begun(database, plants)
    held.hold(bare(plants, RiskLevel.LOW, sensors["north/E-1"]))
    assert [each.sensor_id for each in _matters(database, plants)] == [sensors["north/E-2"]]

    draft = held.draft(code="R-2")

    def register(tx: Transaction) -> UUID:
        by = plants.alice
        return commands.register_matter(tx, draft, case_ids=(), sensor_id=sensors["north/E-2"], by=by)

    database.transact(register)
    database.transact(register)
    assert _matters(database, plants) == []
    close(held, draft)
    assert [each.sensor_id for each in _matters(database, plants)] == [sensors["north/E-2"]]


@pytest.mark.both_databases("groups and sub-selects")
def test_reports_of_no_event_are_one_row_by_place_and_category(database: Database, plants: Plants) -> None:
    reports = Reports(database, plants)
    first, second = (reports.case(plants.bob) for _ in range(2))

    [found] = _matters(database, plants)
    assert (found.kind, found.count, set(found.case_ids)) == (MatterKind.REPORT, 2, {first, second})
    assert _matters(database, plants, days=91) == []

    held = Register.begun(database, plants)
    event_id = held.hold()

    def name(tx: Transaction) -> UUID:
        return naming.name_risk(tx, first, NamedRisk(event_id), version=0, by=plants.alice)

    database.transact(name)
    [found] = _matters(database, plants)
    assert found.case_ids == (second,)

    def register(tx: Transaction) -> UUID:
        by = plants.alice
        return commands.register_matter(tx, event_id, case_ids=[second], sensor_id=None, by=by)

    database.transact(register)
    assert _matters(database, plants) == []
    notes = database.read(
        lambda session: list(session.exec(select(AuditRow).where(AuditRow.kind == "MATTER_REGISTERED")))
    )
    assert len(notes) == 1


def test_a_closed_event_and_nothing_at_all_are_refused(sqlite_database: Database, plants: Plants) -> None:
    held = Register.begun(sqlite_database, plants)
    draft = held.draft()
    close(held, draft)

    def register(*case_ids: UUID) -> UUID:
        by = plants.alice
        return sqlite_database.transact(
            lambda tx: commands.register_matter(tx, draft, case_ids=case_ids, sensor_id=None, by=by)
        )

    assert refusal(lambda: register(uuid4())) is ErrorCode.RISK_CLOSED
    assert refusal(register) is ErrorCode.INVALID_INPUT


def test_coverage_asks_as_many_statements_for_many_events_as_for_few(
    sqlite_database: Database, plants: Plants
) -> None:
    held = Register.begun(sqlite_database, plants)

    def count() -> int:
        with statements(sqlite_database) as seen:
            sqlite_database.read(
                lambda session: queries.read(session, plants.bob, plants.north, at=sqlite_database.clock())
            )
        return len(seen)

    held.hold(code="R-1")
    few = count()
    for number in range(2, 12):
        held.hold(code=f"R-{number}")
    assert count() == few <= 12
