"""A command runs once for its operation id, however often the phone sends it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from uuid import UUID, uuid4

import httpx
import pytest
import strawberry

from backend.alerts import commands as alerts
from backend.alerts import queries as views
from backend.core.database import Database
from backend.core.graphql.context import payload_hash
from backend.core.vocabulary import Tier
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants, over

ACKNOWLEDGE = "mutation ($i: AcknowledgeAlertInput!) { acknowledgeAlert(input: $i) { id acknowledgedAt } }"


class Colour(Enum):
    RED = 4


@dataclass(frozen=True)
class Part:
    at: datetime | None = None


@dataclass(frozen=True)
class Wish:
    operation_id: UUID
    text: str = "安"
    colour: Colour = Colour.RED
    parts: tuple[Part, ...] = ()
    note: str | None = None


WISH = Wish(uuid4())
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "same",
    [
        replace(WISH, operation_id=uuid4()),
        replace(WISH, note=strawberry.UNSET),
    ],
)
def test_the_same_wish_has_the_same_hash(same: Wish) -> None:
    assert payload_hash(same) == payload_hash(WISH)


def test_a_moment_is_the_same_in_every_zone() -> None:
    here = NOON.astimezone(timezone(timedelta(hours=8)))

    assert payload_hash(Part(here)) == payload_hash(Part(NOON))


@pytest.mark.parametrize(
    "other", [replace(WISH, text=""), replace(WISH, parts=(Part(),)), replace(WISH, note="")]
)
def test_another_wish_has_another_hash(other: Wish) -> None:
    assert payload_hash(other) != payload_hash(WISH)


@pytest.fixture
def alert_ids(sqlite_database: Database, plants: Plants) -> list[UUID]:
    changes = [over(plants, Tier.RED), over(plants, Tier.RED, sensor_id=plants.pump)]
    sqlite_database.transact(lambda tx: alerts.apply_changes(tx, changes))
    found = sqlite_database.read(
        lambda session: views.page(session, plants.bob, views.AlertFilter(), first=10, after=None)
    )
    return [view.alert.alert_id for _, view in found.items]


def test_a_command_sent_twice_is_done_once_and_answered_twice(
    client: httpx.Client, alert_ids: list[UUID]
) -> None:
    token = sign_in(client, "bob")
    wish = {"operationId": str(uuid4()), "alertId": str(alert_ids[0])}

    answers = [ask(client, token, ACKNOWLEDGE, i=wish) for _ in range(2)]

    assert answers[0] == answers[1]
    assert answers[0]["data"]["acknowledgeAlert"]["id"] == str(alert_ids[0])


def test_an_operation_id_used_for_something_else_is_a_conflict(
    client: httpx.Client, alert_ids: list[UUID]
) -> None:
    token = sign_in(client, "bob")
    operation_id = str(uuid4())
    ask(client, token, ACKNOWLEDGE, i={"operationId": operation_id, "alertId": str(alert_ids[0])})

    answer = ask(client, token, ACKNOWLEDGE, i={"operationId": operation_id, "alertId": str(alert_ids[1])})

    assert answer["errors"][0]["extensions"]["code"] == "CONFLICT"


def test_people_of_another_site_cannot_touch_it(client: httpx.Client, alert_ids: list[UUID]) -> None:
    wish = {"operationId": str(uuid4()), "alertId": str(alert_ids[0])}

    answer = ask(client, sign_in(client, "carol"), ACKNOWLEDGE, i=wish)

    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
