"""Many alerts are acknowledged at once, each by itself; never an unanswered danger, alone or in a group."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlmodel import select

from backend.alerts import bulk_commands, commands
from backend.alerts.tables import AlertRow
from backend.core.bulk import Results
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import AuditRow
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants, id_of, more_sensors, over

ONE_BY_ONE = ErrorCode.ACKNOWLEDGE_ONE_BY_ONE
MUTATION = (
    "mutation ($input: AcknowledgeAlertsInput!) { acknowledgeAlerts(input: $input)"
    " { id code alert { isAcknowledged } } }"
)


def raised(database: Database, plants: Plants, *tiers: Tier) -> list[UUID]:
    """An alert of each of these tiers, each of a source of its own and in no group."""
    sensors = more_sensors(database, [f"B-{number}" for number in range(len(tiers))]).values()

    def command(tx: Transaction) -> list[UUID]:
        changes = [over(plants, tier, sensor_id=each) for tier, each in zip(tiers, sensors, strict=True)]
        commands.apply_changes(tx, changes)
        rows = {row.sensor_id: row for row in tx.session.exec(select(AlertRow))}
        for row in rows.values():
            row.group_id, row.leads_group = None, True
        return [rows[each].id for each in sensors]

    return database.transact(command)


def grouped(database: Database, *alert_ids: UUID) -> None:
    """The first of these leads the group of all."""

    def command(tx: Transaction) -> None:
        for alert_id in alert_ids:
            row = tx.session.get_one(AlertRow, alert_id)
            row.group_id, row.leads_group = id_of("group"), alert_id == alert_ids[0]

    database.transact(command)


def acknowledge(database: Database, by: Viewer, *alert_ids: UUID) -> Results:
    return database.transact(lambda tx: bulk_commands.acknowledge_alerts(tx, alert_ids, by=by))


def seen(database: Database, *alert_ids: UUID) -> list[bool]:
    return database.read(lambda s: [s.get_one(AlertRow, each).is_acknowledged for each in alert_ids])


def test_an_active_red_or_orange_alert_is_refused_and_the_others_go_through(
    database: Database, plants: Plants
) -> None:
    red, orange, yellow, blue = raised(database, plants, Tier.RED, Tier.ORANGE, Tier.YELLOW, Tier.BLUE)

    results = acknowledge(database, plants.alice, red, orange, yellow, blue)

    assert results == {red: ONE_BY_ONE, orange: ONE_BY_ONE, yellow: None, blue: None}
    assert seen(database, red, orange, yellow, blue) == [False, False, True, True]
    rows = database.read(
        lambda s: list(s.exec(select(AuditRow).where(AuditRow.kind == "ALERT_ACKNOWLEDGED")))
    )
    assert {row.ref("alert") for row in rows} == {yellow, blue}, "one row for each"
    assert acknowledge(database, plants.alice, yellow) == {yellow: ErrorCode.ALREADY_ACKNOWLEDGED}


def test_a_red_alert_that_has_recovered_unanswered_is_refused_as_well(
    database: Database, plants: Plants
) -> None:
    [red] = raised(database, plants, Tier.RED)

    def end(tx: Transaction) -> None:
        sensor_id = tx.session.get_one(AlertRow, red).sensor_id
        commands.apply_changes(tx, [over(plants, None, sensor_id=sensor_id)])

    database.transact(end)

    assert acknowledge(database, plants.alice, red) == {red: ONE_BY_ONE}


def test_a_group_of_yellow_and_blue_is_acknowledged_by_its_leader(database: Database, plants: Plants) -> None:
    leader, member, other = raised(database, plants, Tier.YELLOW, Tier.BLUE, Tier.BLUE)
    grouped(database, leader, member)

    assert acknowledge(database, plants.alice, leader, member) == {leader: None, member: None}
    assert seen(database, leader, member, other) == [True, True, False]


def test_a_group_led_by_yellow_that_holds_an_active_red_is_refused_whole(
    database: Database, plants: Plants
) -> None:
    leader, member, red, other = raised(database, plants, Tier.YELLOW, Tier.BLUE, Tier.RED, Tier.BLUE)
    grouped(database, leader, member, red)

    assert acknowledge(database, plants.alice, leader, other) == {leader: ONE_BY_ONE, other: None}
    assert seen(database, leader, member, red, other) == [False, False, False, True]


def test_whose_site_it_is_not_and_whose_role_may_not_are_refused_for_each(
    database: Database, plants: Plants
) -> None:
    [yellow] = raised(database, plants, Tier.YELLOW)
    absent = uuid4()

    results = acknowledge(database, plants.carol, yellow, absent)

    assert results == {yellow: ErrorCode.NOT_FOUND, absent: ErrorCode.NOT_FOUND}
    assert acknowledge(database, plants.bob, yellow) == {yellow: None}


@pytest.mark.parametrize("number", [0, 201])
def test_none_or_too_many_are_refused(database: Database, plants: Plants, number: int) -> None:
    with pytest.raises(Refused) as refused:
        acknowledge(database, plants.alice, *(uuid4() for _ in range(number)))

    assert refused.value.code is ErrorCode.INVALID_INPUT


def test_sent_twice_it_answers_the_same_and_acknowledges_once(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    red, blue = raised(sqlite_database, plants, Tier.RED, Tier.BLUE)
    alice = sign_in(client, "alice")
    asked: dict[str, Any] = {"operationId": str(uuid4()), "alertIds": [str(red), str(blue)]}

    first = ask(client, alice, MUTATION, input=asked)
    second = ask(client, alice, MUTATION, input=asked)
    other = ask(client, alice, MUTATION, input={**asked, "alertIds": [str(blue)]})

    assert first["data"]["acknowledgeAlerts"] == [
        {"id": str(red), "code": "ACKNOWLEDGE_ONE_BY_ONE", "alert": {"isAcknowledged": False}},
        {"id": str(blue), "code": None, "alert": {"isAcknowledged": True}},
    ]
    assert second["data"] == first["data"]
    assert [error["extensions"]["code"] for error in other["errors"]] == ["CONFLICT"]
