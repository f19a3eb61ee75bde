"""Silences of one cause are one row, called by what explains them; what stands behind it has pages."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from backend.alerts import bulk_commands, commands
from backend.alerts.grouping.names_store import GroupNames
from backend.alerts.grouping.rules import GroupCount, nearest, silences
from backend.alerts.suppression.store import SuppressionStore
from backend.alerts.tables import AlertRow
from backend.core.database import Database, Transaction
from backend.core.vocabulary import AlertCondition, Tier
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants, more_sensors, over

ROWS = """query ($filter: AlertFilter, $after: String, $first: Int) {
  alerts(filter: $filter, first: $first, after: $after) {
    totalCount
    edges { node { id sensor { code } group { id size title { zh en } members { id } } } }
    pageInfo { hasNextPage endCursor }
  }
}"""
OPEN = {"states": ["UNACKNOWLEDGED", "ACKNOWLEDGED", "RTN_UNACKNOWLEDGED"], "leads": True}


class Silence:
    """Sources that fall silent, and are heard again."""

    def __init__(self, database: Database, plants: Plants) -> None:
        self._database, self._plants = database, plants

    def begins(self, sensor_ids: Sequence[int]) -> None:
        self._say(sensor_ids, Tier.BLUE)

    def ends(self, sensor_ids: Sequence[int]) -> None:
        self._say(sensor_ids, None)

    def _say(self, sensor_ids: Sequence[int], tier: Tier | None) -> None:
        one = replace(over(self._plants, tier), condition=AlertCondition.SILENT, limit=None, trace=())
        changes = [replace(one, sensor_id=each) for each in sensor_ids]
        self._database.transact(lambda tx: commands.apply_changes(tx, changes))


@pytest.fixture
def silence(sqlite_database: Database, plants: Plants) -> Silence:
    return Silence(sqlite_database, plants)


def explain(database: Database, plants: Plants, *pairs: tuple[int, int]) -> None:
    """Each first source is explained by the second one."""

    def command(tx: Transaction) -> None:
        for child, parent in pairs:
            tx.get(SuppressionStore).inhibit(
                uuid4(),
                site_id=plants.north,
                parent_sensor_id=parent,
                parent_conditions=None,
                child_sensor_id=child,
            )

    database.transact(command)


def behind_gateway(database: Database, plants: Plants, number: int) -> list[int]:
    parent, *behind = more_sensors(database, ["GW-3", *(f"Q-{n:03}" for n in range(number))]).values()
    explain(database, plants, *((each, parent) for each in behind))
    return behind


def listed(client: httpx.Client, by: str = "alice", **variables: Any) -> Any:
    answer = ask(client, sign_in(client, by), ROWS, **{"filter": OPEN, "first": 100, **variables})
    return answer["data"]["alerts"]


def titles(client: httpx.Client) -> list[str | None]:
    groups = [edge["node"]["group"] for edge in listed(client)["edges"]]
    return [group and group["title"] and group["title"]["zh"] for group in groups]


def test_sources_behind_a_parent_are_called_by_it_in_both_languages_with_how_many_there_are(
    client: httpx.Client, sqlite_database: Database, plants: Plants, silence: Silence
) -> None:
    silence.begins(behind_gateway(sqlite_database, plants, 12))

    [edge] = listed(client)["edges"]

    group = edge["node"]["group"]
    assert group["title"] == {"zh": "GW-3可燃气体：12 个监测点失联", "en": "GW-3 gas: 12 sources silent"}
    assert group["size"] == 12


def test_sources_all_over_a_site_are_called_by_the_site(
    client: httpx.Client, sqlite_database: Database, silence: Silence
) -> None:
    silence.begins(list(more_sensors(sqlite_database, [f"Q-{n}" for n in range(6)]).values()))

    assert titles(client) == ["north厂：6 个监测点失联"]


def test_one_source_and_alerts_of_one_machine_are_called_as_they_are(
    client: httpx.Client, sqlite_database: Database, plants: Plants, silence: Silence
) -> None:
    silence.begins(behind_gateway(sqlite_database, plants, 1))
    [other] = more_sensors(sqlite_database, ["S-2"]).values()
    for each in (plants.gas, other):
        sqlite_database.transact(
            partial(commands.apply_changes, changes=[over(plants, Tier.RED, sensor_id=each)])
        )

    assert titles(client) == [None, None]


def test_the_row_says_how_many_were_heard_again_and_when_all_were(
    client: httpx.Client, sqlite_database: Database, plants: Plants, silence: Silence
) -> None:
    behind = behind_gateway(sqlite_database, plants, 12)
    silence.begins(behind)

    silence.ends(behind[:5])
    assert titles(client) == ["GW-3可燃气体：12 个监测点失联，其中 5 个已恢复"]

    silence.ends(behind[5:])
    assert titles(client) == ["GW-3可燃气体：12 个监测点曾失联，均已恢复"]


def test_each_ends_by_itself_and_the_last_one_is_called_as_it_is(
    client: httpx.Client, sqlite_database: Database, plants: Plants, silence: Silence
) -> None:
    behind = behind_gateway(sqlite_database, plants, 3)
    silence.begins(behind)
    [edge] = listed(client)["edges"]
    sqlite_database.transact(
        lambda tx: bulk_commands.acknowledge_alerts(tx, [UUID(edge["node"]["id"])], by=plants.alice)
    )

    silence.ends(behind[:1])
    assert titles(client) == ["GW-3可燃气体：2 个监测点失联"]

    silence.ends(behind[1:2])
    assert titles(client) == [None]


def test_only_the_alert_that_leads_is_called_by_the_group_and_who_sees_another_site_reads_nothing(
    client: httpx.Client, sqlite_database: Database, plants: Plants, silence: Silence
) -> None:
    silence.begins(behind_gateway(sqlite_database, plants, 12))

    every = listed(client, filter={})["edges"]

    said = [edge["node"]["group"]["title"] is not None for edge in every]
    assert (len(said), sum(said)) == (12, 1)
    assert listed(client, "carol", filter={})["edges"] == []


def test_a_group_names_fifty_of_its_alerts_and_has_all_of_them_as_pages(
    client: httpx.Client, sqlite_database: Database, plants: Plants, silence: Silence
) -> None:
    silence.begins(behind_gateway(sqlite_database, plants, 130))
    [edge] = listed(client)["edges"]
    group = edge["node"]["group"]
    which: dict[str, Any] = {"filter": {"groupId": group["id"]}, "first": 50}

    first = listed(client, **which)
    seen = [each["node"]["id"] for each in first["edges"]]
    page = first
    while page["pageInfo"]["hasNextPage"]:
        page = listed(client, **which, after=page["pageInfo"]["endCursor"])
        seen += [each["node"]["id"] for each in page["edges"]]

    assert [each["id"] for each in group["members"]] == seen[:50]
    assert (len(seen), len(set(seen)), first["totalCount"]) == (130, 130, 130)


@pytest.mark.both_databases("who explains whom is found by statements of their own")
def test_of_several_parents_the_nearest_names_the_group_and_many_groups_ask_no_more_than_one(
    database: Database, plants: Plants
) -> None:
    silence = Silence(database, plants)
    codes = ["SWITCH", *(f"GW-{n}" for n in range(8)), *(f"Q-{n}" for n in range(16))]
    switch, *rest = more_sensors(database, codes, is_apart=True).values()
    gateways, sources = rest[:8], rest[8:]
    pairs = [(each, gateways[n // 2]) for n, each in enumerate(sources)]
    explain(database, plants, *pairs, *((each, switch) for each in gateways))
    explain(database, plants, *((each, switch) for each in sources[:2]))
    asked: list[str] = []

    silence.begins(sources[2:4])
    few = _names(database, plants.north, asked)
    counted_for_one = len(asked)
    silence.begins(sources)
    asked.clear()
    many = _names(database, plants.north, asked)

    assert few == {"GW-1可燃气体"}
    assert many, "groups of several gateways"
    assert len(asked) <= counted_for_one + 2, "the second step up, where one has two parents"


def _names(database: Database, site_id: UUID, asked: list[str]) -> set[str]:
    def look(session: Session) -> set[str]:
        groups = [each for each in session.exec(select(col(AlertRow.group_id)).distinct()) if each]
        connection = session.connection()

        def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
            asked.append(statement)

        event.listen(connection, "before_cursor_execute", note)
        found = GroupNames(session).of(groups, site_ids=[site_id])
        event.remove(connection, "before_cursor_execute", note)
        return {each.zh for each in found.values()}

    return database.read(look)


def test_the_nearest_parent_explains_none_of_the_others() -> None:
    assert nearest({7, 9}, {9: {7}}) == 9
    assert nearest({7, 9}, {}) == 7
    assert nearest({7, 9}, {7: {9}, 9: {7}}) == 7, "a circle: somebody has to be named"


def test_what_is_said_of_silences_is_said_in_both_languages() -> None:
    assert silences(GroupCount(3, 3), is_growing=True).en == "3 sources silent, more are falling silent"
    assert silences(GroupCount(3, 2)).en == "3 sources fell silent, 1 of them heard again"
    assert silences(GroupCount(3, 0), is_growing=True).en == "3 sources fell silent, all heard again"
