"""A push about one alert carries the buttons by which it is answered, in the language of the phone."""

from dataclasses import replace
from uuid import UUID

import pytest

from backend.alerts import commands as alerts
from backend.core.database import Database
from backend.core.text import Language
from backend.core.vocabulary import Tier
from backend.deadlines import sweep_commands as deadlines
from backend.notifications import commands as deliveries
from backend.people.rules import Audience
from backend.policies import commands as policies
from backend.policies.rules import POLICY
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.route import Route
from tests.support.alerts import all_alerts
from tests.support.declared import RESPONSIBILITIES, SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

ALL = ["ACKNOWLEDGE", "ON_THE_WAY", "CANNOT_COME"]


class Browser:
    """Bob's browser, as the push service hands messages to it."""

    def __init__(self, database: Database, plants: Plants, language: Language = Language.ZH) -> None:
        self.database, self.plants = database, plants
        self.messages: list[Message] = []
        database.transact(
            lambda tx: deliveries.subscribe_push(
                tx,
                endpoint="https://push.example/bob",
                p256dh="p",
                auth="a",
                language=language,
                by=plants.bob,
            )
        )

    def is_called(self, tier: Tier = Tier.RED) -> Message:
        self.database.transact(lambda tx: alerts.apply_changes(tx, [over(self.plants, tier)]))
        return self.last()

    def last(self) -> Message:
        self.database.transact(deliveries.plan_deliveries)
        deliveries.deliver_due(self.database, self._send, SUBJECTS)
        return self.messages[-1]

    def alert_id(self) -> UUID:
        return all_alerts(self.database)[-1].alert_id

    def _send(self, _route: Route, _endpoint: Endpoint, message: Message) -> Outcome:
        self.messages.append(message)
        return Outcome(Verdict.ACCEPTED)


@pytest.fixture
def browser(database: Database, plants: Plants) -> Browser:
    return Browser(database, plants)


def actions(message: Message) -> list[str]:
    return [each.action for each in message.buttons]


def test_an_alert_is_answered_by_three_buttons(browser: Browser) -> None:
    message = browser.is_called()

    assert [(each.action, each.title) for each in message.buttons] == [
        ("ACKNOWLEDGE", "响应"),
        ("ON_THE_WAY", "我在路上"),
        ("CANNOT_COME", "去不了"),
    ]
    assert message.buttons[0].said == "已响应"
    assert message.data["alert"] == str(browser.alert_id())
    assert message.data["kept"] == "已记在本机，有信号就发出"
    assert set(message.data) == {"delivery", "alert", "kept", "refused", "asks"}


def test_the_words_are_those_of_the_phone(database: Database, plants: Plants) -> None:
    message = Browser(database, plants, Language.EN).is_called()

    assert [each.title for each in message.buttons] == ["Acknowledge", "On my way", "Cannot come"]


def test_what_somebody_has_is_not_acknowledged_again(browser: Browser, clock: FakeClock) -> None:
    browser.is_called()
    alert_id = browser.alert_id()
    clock.advance(POLICY[Tier.RED].acknowledge_within)
    deadlines.sweep(browser.database, RESPONSIBILITIES)
    browser.database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=browser.plants.erik))

    assert actions(browser.last()) == ["ON_THE_WAY", "CANNOT_COME"]


def test_who_has_to_confirm_it_does_so_also_after_another_one(browser: Browser, clock: FakeClock) -> None:
    red = replace(POLICY[Tier.RED], confirmed_by=frozenset({Audience.RESPONSIBLE}))
    browser.database.transact(
        lambda tx: policies.change_tier_policy(
            tx,
            browser.plants.north,
            {**POLICY, Tier.RED: red},
            based_on=1,
            reason="每人都要看到",
            by=browser.plants.alice,
        )
    )
    browser.is_called()
    alert_id = browser.alert_id()
    clock.advance(POLICY[Tier.RED].acknowledge_within)
    deadlines.sweep(browser.database, RESPONSIBILITIES)
    browser.database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=browser.plants.erik))

    assert actions(browser.last()) == ALL


def test_an_alert_that_is_over_has_none(browser: Browser) -> None:
    browser.database.transact(lambda tx: alerts.apply_changes(tx, [over(browser.plants, Tier.YELLOW)]))
    alert_id = browser.alert_id()
    browser.database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=browser.plants.erik))
    browser.database.transact(lambda tx: alerts.apply_changes(tx, [over(browser.plants, None)]))

    message = browser.last()

    assert not message.buttons
    assert set(message.data) == {"delivery"}
