"""One gas alert at north lived through until its case is archived, for tests of what is left of it."""

import math
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from backend.alerts import commands as alerts
from backend.alerts import queries as alert_views
from backend.alerts.filters_queries import AlertFilter
from backend.cases import commands as cases
from backend.cases.rules import CaseOutcome
from backend.core.database import Database
from backend.core.text import Language
from backend.core.time import microseconds
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.rules import DeliveryState
from backend.readings.store import Readings
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.route import Route
from tests.support.cases import WorkedCase
from tests.support.declared import SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

MEASURES = "关闭进料阀，更换法兰垫片"
SENT_BACK = "法兰仍有轻微泄漏"


def raised(database: Database, plants: Plants, clock: FakeClock, *, tier: Tier = Tier.RED) -> UUID:
    """The case of a fresh alert of the gas sensor."""
    return WorkedCase.of_alert(database, plants, tier).case_id


def archived(database: Database, plants: Plants, clock: FakeClock) -> UUID:
    """Two rounds, one message that was shown, a trace from two hours before to the end."""
    sensor, begins = plants.gas, microseconds(clock.now)
    readings = [
        (sensor, begins + second * 1_000_000, 12 + math.sin(second / 60), 0, 0)
        for second in range(-7200, 3600, 2)
    ]
    database.transact(lambda tx: tx.get(Readings).append(readings))
    database.transact(
        lambda tx: deliveries.subscribe_push(
            tx, endpoint="https://push/bob", p256dh="k", auth="a", language=Language.ZH, by=plants.bob
        )
    )
    case = WorkedCase.of_alert(database, plants)
    deliver_all(database)
    clock.advance(timedelta(seconds=40))
    case.acknowledge(plants.bob)
    case.dispose(plants.bob, MEASURES)
    clock.advance(timedelta(minutes=5))
    case.say(None)
    clock.advance(timedelta(minutes=6))
    case.fail_recheck(plants.alice, note=SENT_BACK)
    case.dispose(plants.bob, MEASURES)
    clock.advance(timedelta(minutes=2))
    case.pass_recheck(plants.alice, note="现场无泄漏")
    return case.case_id


def deliver_all(database: Database) -> None:
    """Everything that waits is sent; the phone shows what it got."""
    sent: list[UUID] = []

    def send(_route: Route, _endpoint: Endpoint, message: Message) -> Outcome:
        sent.append(UUID(message.data["delivery"]))
        return Outcome(Verdict.ACCEPTED)

    database.transact(deliveries.plan_deliveries)
    deliveries.deliver_due(database, send, SUBJECTS)
    for delivery_id in sent:
        database.transact(lambda tx, d=delivery_id: deliveries.record_receipt(tx, d, DeliveryState.SHOWN))


def dismissed(
    database: Database,
    plants: Plants,
    clock: FakeClock,
    reason: str,
    *,
    tier: Tier = Tier.YELLOW,
    outcome: CaseOutcome = CaseOutcome.FALSE_ALARM,
) -> UUID:
    """A case that an officer ends; its alert is over, so the next one opens another case."""
    case_id = raised(database, plants, clock, tier=tier)
    over_and_seen(database, plants, clock)
    database.transact(
        lambda tx: cases.dismiss_case(tx, case_id, outcome=outcome, reason=reason, by=plants.alice)
    )
    return case_id


def over_and_seen(database: Database, plants: Plants, clock: FakeClock) -> None:
    clock.advance(timedelta(minutes=1))
    back = replace(over(plants, None), sampled_us=microseconds(clock.now))
    database.transact(lambda tx: alerts.apply_changes(tx, [back]))
    page = database.read(lambda s: alert_views.page(s, plants.alice, AlertFilter(), first=1, after=None))
    alert = page.items[0][1].alert
    if not alert.is_acknowledged:
        database.transact(lambda tx: alerts.acknowledge_alert(tx, alert.alert_id, by=plants.bob))
