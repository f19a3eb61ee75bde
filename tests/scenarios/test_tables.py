"""Tables of the desk: pages of every order follow one another, and numbers agree with their lists."""

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import uuid4

import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts.tables import AlertRow
from backend.cases.tables import CaseRow
from backend.cases.tasks.tables import TaskRow
from backend.core import nouns
from backend.core.database import Database
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier
from backend.reactions import REACTIONS
from tests.core.graphql.test_statement_plans import selects
from tests.support import databases, servers
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.fakes import FakeClock
from tests.support.lived_plant import Lived, answers_of
from tests.support.plants import id_of, more_sensors, over

TABLES: Final = {each.root: each.sorted_by for each in nouns.lists().values()}
ALL: Final = {"followUps": "filter: ALL, "}


@pytest.fixture(
    scope="module",
    params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.nightly])],
)
def lived(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """One plant for all of these tests: they look at it, and the last one changes it."""
    folder, clock = tmp_path_factory.mktemp("tables"), FakeClock()
    postgres = servers.postgres_database(f"anhuan_test_{uuid4().hex[:12]}")
    with postgres if request.param == "postgresql" else nullcontext(f"sqlite:///{folder / 'it'}") as url:
        made = Database(databases.migrated(url), clock=clock, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
        database = databases.hasty(made)
        yield _with_alerts(Lived(database, clock, folder / "photos"), clock)
        database.dispose()


def _with_alerts(lived: Lived, clock: FakeClock) -> Lived:
    """Three more: of two tiers, one of them twice."""
    tiers = (Tier.YELLOW, Tier.BLUE, Tier.YELLOW)
    sensors = more_sensors(lived.database, ["X-1", "X-2", "X-3"]).values()
    for tier, sensor_id in zip(tiers, sensors, strict=True):
        clock.advance(timedelta(minutes=20))
        change = over(lived.plants, tier, sensor_id=sensor_id)
        lived.database.transact(lambda tx, change=change: alerts.apply_changes(tx, [change]))
    return lived


def ask(lived: Lived, text: str, viewer: Viewer | None = None) -> Any:
    data, errors = answers_of(lived, text, viewer or lived.plants.alice)
    assert not errors, (text, errors)
    return data


def ids(lived: Lived, name: str, arguments: str, *, first: int) -> Iterator[str]:
    """The ids of all pages of a list."""
    after = ""
    while True:
        asked = f"{name}(first: {first}{after}, {arguments})"
        text = f"{{ {asked} {{ edges {{ node {{ id }} }} pageInfo {{ hasNextPage endCursor }} }} }}"
        page = ask(lived, text)[name]
        yield from (edge["node"]["id"] for edge in page["edges"])
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = f', after: "{page["pageInfo"]["endCursor"]}"'


def test_pages_of_every_order_hold_each_row_once(lived: Lived) -> None:
    for name, orders in TABLES.items():
        fixed = ALL.get(name, "")
        wanted = sorted(ids(lived, name, f"{fixed}sort: null", first=100))
        for by in orders:
            for descending in ("false", "true"):
                arguments = f"{fixed}sort: {{by: {by}, descending: {descending}}}"
                whole = list(ids(lived, name, arguments, first=100))
                assert sorted(whole) == wanted, (name, arguments)
                assert list(ids(lived, name, arguments, first=2)) == whole, (name, arguments)
        total = ask(lived, f"{{ {name}({fixed}first: 0) {{ totalCount edges {{ cursor }} }} }}")[name]
        assert total == {"totalCount": len(wanted), "edges": []}, name


def test_rows_without_a_value_come_last_whichever_end_is_first(lived: Lived) -> None:
    for descending in ("false", "true"):
        asked = f"sources(sort: {{by: TIER, descending: {descending}}})"
        text = f"{{ {asked} {{ edges {{ node {{ openTier }} }} }} }}"
        tiers = [edge["node"]["openTier"] for edge in ask(lived, text)["sources"]["edges"]]
        known = [Tier[tier] for tier in tiers if tier]

        assert known
        assert tiers[: len(known)] == [tier.name for tier in sorted(known, reverse=descending == "true")]


def found(lived: Lived, name: str, filter: str, viewer: Viewer | None = None) -> int:
    """How many a filter finds; the list itself has as many rows."""
    data = ask(
        lived,
        f"{{ {name}(filter: {{{filter}}}, first: 100) {{ totalCount edges {{ node {{ id }} }} }} }}",
        viewer,
    )
    assert data[name]["totalCount"] == len(data[name]["edges"]), (name, filter)
    return int(data[name]["totalCount"])


def test_a_text_is_found_in_code_name_place_and_number_in_whichever_case(lived: Lived) -> None:
    for text in ("gas-1", "GAS", "可燃", "罐区", "tank FARM", "eq-NORTH", "Pump"):
        assert found(lived, "alerts", f'text: "{text}"') > 0, text
        assert found(lived, "sources", f'text: "{text}"') > 0, text
    of_alert = select(CaseRow.number).join(AlertRow, AlertRow.case_id == CaseRow.id)
    of_report = select(CaseRow.number).where(CaseRow.report_id.is_not(None))
    of_task = select(CaseRow.number).join(TaskRow, TaskRow.case_id == CaseRow.id)
    lists = (of_alert, ("alerts", "cases")), (of_report, ("hazardReports",)), (of_task, ("tasks",))
    for statement, names in lists:
        number = str(lived.database.read(lambda s, it=statement: s.exec(it).first()))
        for name in names:
            assert found(lived, name, f'text: "{number.lower()}"') > 0, (name, number)
    for absent in ("%", "_", "\\\\", "nowhere"):
        assert found(lived, "alerts", f'text: "{absent}"') == 0, absent
    data, errors = answers_of(
        lived, f'{{ alerts(filter: {{text: "{"x" * 101}"}}) {{ totalCount }} }}', lived.plants.alice
    )
    assert (data, len(errors)) == (None, 1)


def test_filters_find_what_is_there_and_what_is_not_ones_own_matches_nothing(lived: Lived) -> None:
    p = lived.plants
    places = {"areaIds": p.area, "equipmentIds": id_of("north/equipment")}
    far = {"areaIds": p.far_area, "equipmentIds": id_of("south/equipment")}
    people = {"departmentIds": p.department, "personIds": p.bob.person_id}
    for name in ("alerts", "cases", "hazardReports", "tasks", "archivedCases"):
        for fields in (places, people):
            for field, value in fields.items():
                assert found(lived, name, f'{field}: ["{value}"]') >= 0
        for field, value in far.items():
            assert found(lived, name, f'{field}: ["{value}"]') == 0, (name, field)
        for field, value in places.items():
            assert found(lived, name, f'{field}: ["{value}"]', p.carol) == 0, (name, field)
    assert found(lived, "alerts", f'personIds: ["{p.bob.person_id}"]') > 0
    assert found(lived, "alerts", f'departmentIds: ["{p.department}"]') > 0
    assert found(lived, "alerts", "stages: [PROCESS]") == found(lived, "alerts", "")
    assert found(lived, "alerts", "stages: [PERSONNEL]") == 0
    assert found(lived, "sources", "needsLimit: true") == 0
    assert found(lived, "sources", "needsLimit: false") == found(lived, "sources", "") > 0


def test_every_place_that_counts_alerts_or_cases_says_what_their_list_says(lived: Lived) -> None:
    """Of each person: home, badges and tiles on one side, the lists they lead to on the other."""
    seen = "isSuppressed: false, leads: true"
    opened = "states: [UNACKNOWLEDGED, ACKNOWLEDGED, RTN_UNACKNOWLEDGED]"
    since = lived.edge.clock() - timedelta(days=7)
    for viewer in (lived.plants.alice, lived.plants.bob, lived.plants.erik, lived.plants.carol):
        count = partial(found, lived, viewer=viewer)
        home = ask(
            lived,
            "{ home { alertsByTier { tier count } unacknowledgedAlerts myOpenCases awaitingRecheck"
            " overdueCases awaitingTriage silentSensors unheardSensors sourcesWithoutLimit archivedThisWeek"
            " openObjections }"
            " openObjections { totalCount total }"
            " sensors { isBlind } control { areas { blind } }"
            " suppressedCount overdueWork { total totalCount } suggestionCounts { toCarryOut } }",
            viewer,
        )
        figures = home["home"]
        for each in figures["alertsByTier"]:
            assert each["count"] == count("alerts", f"{opened}, {seen}, tiers: [{each['tier']}]")
        assert figures["unacknowledgedAlerts"] == count(
            "alerts", f"states: [UNACKNOWLEDGED, RTN_UNACKNOWLEDGED], {seen}"
        )
        assert figures["myOpenCases"] == count("cases", "isMine: true")
        assert figures["awaitingRecheck"] == count("cases", "states: [AWAITING_RECHECK]")
        assert figures["overdueCases"] == count("cases", "isOverdue: true")
        assert figures["archivedThisWeek"] == count("cases", f'archivedFrom: "{since.isoformat()}"')
        assert figures["archivedThisWeek"] == count("archivedCases", f'fromAt: "{since.isoformat()}"')
        assert figures["awaitingTriage"] == count("hazardReports", "states: [SUBMITTED]")
        assert figures["silentSensors"] == count("sources", "countedAs: [BLIND]")
        assert figures["unheardSensors"] == count("sources", "countedAs: [UNHEARD]")
        manages = bool(viewer.site_ids_where(Permission.MANAGE_SOURCES))
        assert figures["sourcesWithoutLimit"] == manages * count("sources", "needsLimit: true")
        assert len(home["sensors"]) == count("sources", "")
        assert sum(each["isBlind"] for each in home["sensors"]) == count("sources", "isBlind: true")
        if home["control"]["areas"]:
            of_areas = sum(area["blind"] for area in home["control"]["areas"])
            assert of_areas == count("sources", "countedAs: [BLIND, UNHEARD]") > 0
        assert home["suppressedCount"] == count("alerts", "isSuppressed: true")
        assert home["suggestionCounts"]["toCarryOut"] == count("suggestions", "isAssigned: true")
        objections = home["openObjections"]
        assert figures["openObjections"] == objections["total"] == objections["totalCount"]
        assert home["overdueWork"]["total"] == home["overdueWork"]["totalCount"]


def test_every_figure_of_the_executive_is_the_number_of_its_list(lived: Lived) -> None:
    for viewer in (lived.plants.alice, lived.plants.erik, lived.plants.carol):
        count = partial(found, lived, viewer=viewer)
        said = ask(
            lived,
            "{ control { areasYesterday { id } areasLastWeek { id } outOfControlYesterday"
            " outOfControlLastWeek } progress { since repeatsSince"
            " steps { step onTime { total late } } departments { department { id } onTime { late } }"
            " repeats { sensor { id } count } } }",
            viewer,
        )
        control, progress = said["control"], said["progress"]
        assert control["outOfControlYesterday"] == len(control["areasYesterday"])
        assert control["outOfControlLastWeek"] == len(control["areasLastWeek"])
        since, again = (f"{progress[key]}T00:00:00+08:00" for key in ("since", "repeatsSince"))
        for each in progress["steps"]:
            due = f'steps: [{each["step"]}], dueFrom: "{since}"'
            assert each["onTime"]["total"] == count("dueSteps", due)
            assert each["onTime"]["late"] == count("dueSteps", f"{due}, isLate: true")
        for each in progress["departments"]:
            owed = f'steps: [DISPOSE], departmentIds: ["{each["department"]["id"]}"], dueFrom: "{since}"'
            assert each["onTime"]["late"] == count("dueSteps", f"{owed}, isLate: true")
        if progress["since"]:
            assert len(progress["repeats"]) == count("sources", f'repeatsSince: "{again}"')
        for each in progress["repeats"]:
            serious = f'tiers: [RED, ORANGE], sensorIds: ["{each["sensor"]["id"]}"], raisedFrom: "{again}"'
            assert each["count"] == count("alerts", serious)


def test_every_figure_of_alarm_performance_is_the_number_of_its_list(lived: Lived) -> None:
    now = lived.edge.clock()
    start, end = now - timedelta(days=20), now + timedelta(seconds=1)
    for viewer in (lived.plants.alice, lived.plants.carol):
        count = partial(found, lived, viewer=viewer)
        kpis = ask(
            lived,
            f'{{ kpis(start: "{start.isoformat()}", end: "{end.isoformat()}") {{ start end'
            " days { day counts { tier count } } top { sensor { id } condition alerts }"
            " loads { person { id } floods { firstAt lastAt alerts } } } }",
            viewer,
        )["kpis"]
        for day in kpis["days"]:
            begins = datetime.fromisoformat(day["day"])
            time = f'raisedFrom: "{day["day"]}", raisedTo: "{(begins + timedelta(days=1)).isoformat()}"'
            for each in day["counts"]:
                assert each["count"] == count("alerts", f"tiers: [{each['tier']}], {time}")
        for each in kpis["top"]:
            time = f'announced: {{fromAt: "{kpis["start"]}", toAt: "{kpis["end"]}"}}'
            source = f'sensorIds: ["{each["sensor"]["id"]}"], conditions: [{each["condition"]}]'
            assert each["alerts"] == count("alerts", f"{source}, {time}") > 0
        for load in kpis["loads"]:
            whose = f'personId: "{load["person"]["id"]}"' if load["person"] else "isNobodys: true"
            for flood in load["floods"]:
                time = f'fromAt: "{flood["firstAt"]}", toAt: "{flood["lastAt"]}"'
                assert flood["alerts"] == count("alerts", f"announced: {{{time}, {whose}}}")


def test_several_counts_in_one_query_take_one_statement(lived: Lived) -> None:
    with selects(lived.database) as seen:
        ask(
            lived,
            "{ red: alerts(first: 0, filter: {tiers: [RED]}) { totalCount }"
            " blue: alerts(first: 0, filter: {tiers: [BLUE]}) { totalCount }"
            " all: alerts(first: 0) { totalCount } }",
        )

    assert len([text for text in seen if "count" in text]) == 1, list(seen)


def test_what_nobody_has_seen_never_stands_behind_what_somebody_has(lived: Lived) -> None:
    """A group whose leader was acknowledged before a later one joined."""
    group = id_of("a group")

    def command(tx: Any) -> None:
        rows = tx.session.exec(select(AlertRow).where(AlertRow.site_id == lived.plants.north)).all()[-2:]
        for row, leads in zip(rows, (True, False), strict=True):
            row.group_id, row.leads_group = group, leads
            row.is_open, row.is_active, row.is_acknowledged = True, True, leads

    before = found(lived, "alerts", "states: [UNACKNOWLEDGED], leads: true")
    lived.database.transact(command)

    assert found(lived, "alerts", "states: [UNACKNOWLEDGED], leads: true") >= 1
    assert found(lived, "alerts", "states: [UNACKNOWLEDGED], leads: true") in {before, before - 1}
