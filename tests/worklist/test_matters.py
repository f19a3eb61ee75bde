"""Late work: a matter is one row with its parts, and every place that counts says what it counts."""

from datetime import timedelta
from typing import Any

import httpx

from backend.alerts import commands as alerts
from backend.core.database import Database
from backend.core.vocabulary import Tier
from tests.support.fakes import FakeClock
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants, more_sensors, over
from tests.support.tasks import Joint

MATTERS = (
    "query ($first: Int = 20, $after: String) { overdueMatters(first: $first, after: $after) "
    "{ totalCount lateSteps oldestDueAt edges { cursor node { id case { id number } "
    "steps { id step tier dueAt taskId alert { id } } } } pageInfo { hasNextPage endCursor } } }"
)
COUNTS = (
    "{ overdueMatters(first: 50) { totalCount lateSteps oldestDueAt"
    " edges { node { id steps { id dueAt } } } }"
    " overdueWork(first: 50) { total totalCount oldestDueAt edges { node { id } } }"
    " cases(first: 50, filter: {isOverdue: true}) { totalCount edges { node { id isOverdue } } }"
    " home { overdueCases } control { areas { late } } }"
)
ALL = "{ cases(first: 50) { edges { node { id isOverdue } } } }"


def lived(database: Database, plants: Plants, clock: FakeClock) -> Joint:
    """A red case with late tasks, a second red case, and a blue alert that nobody has acknowledged."""
    case = Joint(database, plants)
    case.acknowledge(plants.bob)
    sensors = more_sensors(database, ["GAS-8", "GAS-9"])
    for sensor, tier in ((sensors["north/GAS-8"], Tier.RED), (sensors["north/GAS-9"], Tier.BLUE)):
        clock.advance(timedelta(hours=1))  # of another cause
        change = over(plants, tier, sensor_id=sensor)
        database.transact(lambda tx, change=change: alerts.apply_changes(tx, [change]))  # type: ignore[misc]
    clock.advance(timedelta(hours=9))
    return case


def test_a_case_with_several_late_steps_is_one_row_with_its_parts(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    case = lived(sqlite_database, plants, clock)

    found = ask(client, sign_in(client, "erik"), MATTERS)["data"]["overdueMatters"]

    matters = [edge["node"] for edge in found["edges"]]
    assert len(matters) == found["totalCount"] == 3
    [joint] = [each for each in matters if each["id"] == str(case.case_id)]
    assert joint["case"]["id"] == str(case.case_id)
    assert len(joint["steps"]) > 1
    assert any(step["taskId"] for step in joint["steps"])
    assert [each["steps"][0]["tier"] for each in matters] == ["RED", "RED", "BLUE"]
    assert matters[-1]["case"] is None
    assert matters[-1]["steps"][0]["alert"]["id"] == matters[-1]["id"]


def test_pages_of_matters_hold_each_of_them_once(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    lived(sqlite_database, plants, clock)
    erik, met, after = sign_in(client, "erik"), [], None
    for _ in range(3):
        page = ask(client, erik, MATTERS, first=1, after=after)["data"]["overdueMatters"]
        met += [edge["node"]["id"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]

    whole = ask(client, erik, MATTERS)["data"]["overdueMatters"]["edges"]
    assert met == [edge["node"]["id"] for edge in whole]
    assert page["pageInfo"]["hasNextPage"] is False


def test_every_place_that_counts_late_work_counts_the_same(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    """Matters, their late steps, and cases whose own step is late: three counts, each one everywhere."""
    lived(sqlite_database, plants, clock)

    for name in ("alice", "erik"):
        token = sign_in(client, name)
        found: dict[str, Any] = ask(client, token, COUNTS)["data"]
        matters, work, cases = found["overdueMatters"], found["overdueWork"], found["cases"]
        rows = [edge["node"] for edge in matters["edges"]]
        steps = [step["id"] for row in rows for step in row["steps"]]
        assert matters["totalCount"] == len(rows) == len({row["id"] for row in rows})
        assert matters["lateSteps"] == len(steps) == work["total"] == work["totalCount"]
        assert set(steps) == {edge["node"]["id"] for edge in work["edges"]}
        assert matters["lateSteps"] == sum(area["late"] for area in found["control"]["areas"])
        oldest = min(step["dueAt"] for row in rows for step in row["steps"])
        assert matters["oldestDueAt"] == work["oldestDueAt"] == oldest

        late = [edge["node"]["id"] for edge in cases["edges"]]
        every = [edge["node"] for edge in ask(client, token, ALL)["data"]["cases"]["edges"]]
        assert found["home"]["overdueCases"] == cases["totalCount"] == len(late)
        assert sorted(late) == sorted(each["id"] for each in every if each["isOverdue"])
        assert set(late) <= {row["id"] for row in rows}


def test_who_follows_nothing_up_sees_no_matter(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    lived(sqlite_database, plants, clock)

    for name in ("bob", "carol"):
        found = ask(client, sign_in(client, name), MATTERS)["data"]["overdueMatters"]
        assert (found["totalCount"], found["lateSteps"], found["edges"]) == (0, 0, [])
