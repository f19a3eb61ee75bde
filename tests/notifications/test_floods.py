"""Many alerts within ten minutes come in a digest, red ones never, and none is forgotten."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts.events import ALERT_TIER_RAISED
from backend.cases.events import CASE_FOLLOWED_UP, COMMENT_ADDED, TASK_ASSIGNED
from backend.cases.tables import CaseRow
from backend.core.database import Database, Transaction
from backend.core.events import Event, EventKind, refs
from backend.core.nouns import page_of
from backend.core.text import Language
from backend.core.vocabulary import Tier
from backend.deadlines.events import DEADLINE_REMINDED, ESCALATED
from backend.notifications import commands as deliveries
from backend.notifications.digest_queries import members_of
from backend.notifications.events import ADDRESS_VERIFIED
from backend.notifications.rules import MESSAGES_MOST, MESSAGES_WITHIN, SINGLY, DeliveryState
from backend.notifications.tables import DeliveryRow
from backend.people.events import SIGN_IN_GUESSED
from backend.roster.events import SHIFT_STARTS_SOON
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from tests.support.alerts import only_alert
from tests.support.declared import SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over


class Phone:
    """What the phone of the person responsible shows."""

    def __init__(self) -> None:
        self.letters: list[Message] = []

    def __call__(self, _kind: str, _endpoint: Endpoint, message: Message) -> Outcome:
        self.letters.append(message)
        return Outcome(Verdict.ACCEPTED)


@pytest.fixture
def plants(database: Database, plants: Plants) -> Plants:
    database.transact(
        lambda tx: deliveries.subscribe_push(
            tx, endpoint="https://push.example/1", p256dh="p", auth="a", language=Language.ZH, by=plants.bob
        )
    )
    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.ORANGE)]))
    return plants


def notify(database: Database, plants: Plants, phone: Phone, *tiers: Tier) -> None:
    """Tell people of one alert event after the other, as the pump does."""
    alert_id = only_alert(database).alert_id

    def announce(tx: Transaction) -> None:
        for tier in tiers:
            tx.announce(Event(ALERT_TIER_RAISED, plants.north, about=refs(alert=alert_id), tier=tier))

    database.transact(announce)
    database.transact(deliveries.plan_deliveries)
    deliveries.deliver_due(database, phone, SUBJECTS)


def states(database: Database) -> list[str]:
    led = select(DeliveryRow.state).where(DeliveryRow.state != DeliveryState.NO_ADDRESS)
    return sorted(database.read(lambda s: s.exec(led).all()))


def test_the_eleventh_alert_within_ten_minutes_waits_and_goes_out_with_the_others(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    phone = Phone()
    notify(database, plants, phone, *[Tier.YELLOW] * 9)
    assert len(phone.letters) == 10
    notify(database, plants, phone, *[Tier.YELLOW] * 3, Tier.ORANGE, Tier.YELLOW)
    assert len(phone.letters) == 10

    clock.advance(timedelta(minutes=2))
    notify(database, plants, phone)

    [summary] = phone.letters[10:]
    assert (summary.title, summary.navigate) == ("又有 5 条预警", f"/digests/{summary.data['delivery']}")
    assert "橙色" in summary.body
    assert states(database) == [DeliveryState.ACCEPTED] * 11 + [DeliveryState.GROUPED] * 4
    notify(database, plants, phone)
    assert len(phone.letters) == 11, "twice tells nothing twice"


def test_red_is_notified_at_once_in_the_worst_flood(database: Database, plants: Plants) -> None:
    phone = Phone()
    notify(database, plants, phone, *[Tier.YELLOW] * 30, Tier.RED)

    assert len(phone.letters) == 11
    assert phone.letters[-1].navigate.startswith("/alerts/")


def test_when_the_flood_has_ebbed_each_alert_is_notified_by_itself_again(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    phone = Phone()
    notify(database, plants, phone, *[Tier.YELLOW] * 12)
    clock.advance(timedelta(minutes=11))
    notify(database, plants, phone, Tier.YELLOW)

    assert sorted(letter.navigate.split("/")[1] for letter in phone.letters[-2:]) == ["alerts", "digests"]


def test_a_summary_that_dies_before_it_was_sent_is_sent_by_the_next(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    phone = Phone()
    notify(database, plants, phone, *[Tier.YELLOW] * 12)
    clock.advance(timedelta(minutes=2))

    def die(tx: Transaction) -> None:
        deliveries.plan_deliveries(tx)
        raise OSError("killed")

    with pytest.raises(OSError, match="killed"):
        database.transact(die)
    notify(database, plants, phone)

    assert phone.letters[-1].title == "又有 3 条预警"


def test_who_got_a_digest_can_open_each_of_its_alerts_and_nobody_else_can(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    phone = Phone()
    notify(database, plants, phone, *[Tier.YELLOW] * 13)
    clock.advance(timedelta(minutes=2))
    notify(database, plants, phone)
    digest_id = UUID(phone.letters[-1].data["delivery"])

    found = database.read(lambda session: members_of(session, plants.bob, digest_id, SUBJECTS))

    assert phone.letters[-1].title == "又有 4 条预警"
    alert_id = only_alert(database).alert_id
    assert [(each.title.zh, each.alert_id, each.path) for each in found] == [
        ("预警升级", alert_id, f"/alerts/{alert_id}")
    ] * 4
    assert database.read(lambda session: members_of(session, plants.alice, digest_id, SUBJECTS)) == []


def only_case(database: Database) -> UUID:
    return database.read(lambda session: session.exec(select(CaseRow.id)).one())


def notify_news(
    database: Database, plants: Plants, phone: Phone, *kinds: EventKind, tier: Tier | None = None
) -> None:
    """Notify bob of one event about his case after the other; none of them is an alert."""
    case_id = only_case(database)

    def announce(tx: Transaction) -> None:
        for kind in kinds:
            about = refs(case=case_id)
            tx.announce(Event(kind, plants.north, about=about, to=(plants.bob.person_id,), tier=tier))

    database.transact(announce)
    database.transact(deliveries.plan_deliveries)
    deliveries.deliver_due(database, phone, SUBJECTS)


def test_news_beyond_fifteen_messages_in_ten_minutes_waits_for_room_and_leaves_as_one(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    phone = Phone()
    notify_news(database, plants, phone, *[COMMENT_ADDED] * 10)
    clock.advance(timedelta(minutes=4))
    notify_news(database, plants, phone, *[COMMENT_ADDED] * 7, TASK_ASSIGNED)
    assert len(phone.letters) == 15

    clock.advance(timedelta(minutes=5, seconds=59))
    notify_news(database, plants, phone)
    assert len(phone.letters) == 15, "nothing has room before the first of them is ten minutes old"
    clock.advance(timedelta(seconds=2))
    notify_news(database, plants, phone)

    [digest] = phone.letters[15:]
    assert (digest.title, digest.navigate) == ("又有 4 条消息", f"/digests/{digest.data['delivery']}")
    members = database.read(lambda s: members_of(s, plants.bob, UUID(digest.data["delivery"]), SUBJECTS))
    case_id = only_case(database)
    assert [each.title.zh for each in members] == ["协同任务指派给您", *["有人在讨论中提到您"] * 3]
    assert {each.path for each in members} == {f"/cases/{case_id}"}
    notify_news(database, plants, phone)
    assert len(phone.letters) == 16, "twice tells nothing twice"


def test_what_calls_somebody_to_a_red_alert_waits_behind_no_news(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    phone = Phone()
    notify_news(database, plants, phone, *[COMMENT_ADDED] * 30)
    notify_news(database, plants, phone, *[ESCALATED] * 7, tier=Tier.RED)
    assert len(phone.letters) == 22
    assert all(letter.title.endswith("无人响应") for letter in phone.letters[-7:])

    notify(database, plants, phone, Tier.RED)
    assert phone.letters[-1].navigate.startswith("/alerts/")
    clock.advance(timedelta(seconds=1))
    notify_news(database, plants, phone, COMMENT_ADDED)
    assert len(phone.letters) == 23, "of forty messages the news beyond fifteen waits"
    notify_news(database, plants, phone, TASK_ASSIGNED, tier=Tier.RED)
    notify_news(database, plants, phone, SHIFT_STARTS_SOON, SIGN_IN_GUESSED)
    assert len(phone.letters) == 26, "nor does what is about a red one, or must be known at once"


def test_of_all_that_is_not_red_nobody_gets_more_than_the_bound_in_ten_minutes(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    """A storm of alerts, calls, reminders and news for 11 minutes; what is red leaves beside it."""
    phone = Phone()
    sent: list[datetime] = []
    for _ in range(22):
        before = len(phone.letters)
        notify(database, plants, phone, *[Tier.ORANGE] * 2)
        notify_news(database, plants, phone, *[ESCALATED] * 2, tier=Tier.ORANGE)
        notify_news(database, plants, phone, DEADLINE_REMINDED, *[COMMENT_ADDED] * 3)
        sent += [clock.now] * (len(phone.letters) - before)
        before = len(phone.letters)
        notify_news(database, plants, phone, ESCALATED, tier=Tier.RED)
        notify(database, plants, phone, Tier.RED)
        assert len(phone.letters) == before + 2, "red never waits"
        clock.advance(timedelta(seconds=30))

    windows = [sum(1 for each in sent if at <= each < at + MESSAGES_WITHIN) for at in sent]
    assert SINGLY < max(windows) <= MESSAGES_MOST


def test_red_takes_no_room_of_what_is_not(database: Database, plants: Plants) -> None:
    phone = Phone()
    notify_news(database, plants, phone, *[ESCALATED] * 20, tier=Tier.RED)
    notify(database, plants, phone, *[Tier.RED] * 20)
    notify_news(database, plants, phone, COMMENT_ADDED)

    assert len(phone.letters) == 42, "with the alert that was there before"


def test_beyond_the_bound_an_alert_waits_for_a_digest_of_two_minutes_and_says_so(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    """However much news there was: what waits for room is the news."""
    phone = Phone()
    notify_news(database, plants, phone, *[COMMENT_ADDED] * 14)
    notify(database, plants, phone, Tier.ORANGE)
    assert len(phone.letters) == 15

    statement = select(DeliveryRow.group_due_at).where(DeliveryRow.state == DeliveryState.GROUPED)
    assert database.read(lambda s: set(s.exec(statement))) == {clock.now + timedelta(minutes=2)}
    clock.advance(timedelta(minutes=2))
    notify(database, plants, phone)
    assert len(phone.letters) == 16


def test_news_and_reminders_never_leave_in_one_message(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    phone = Phone()
    notify_news(database, plants, phone, *[COMMENT_ADDED] * 17, *[DEADLINE_REMINDED] * 2)
    clock.advance(timedelta(minutes=11))
    notify_news(database, plants, phone)

    digests = {letter.title: letter.topic for letter in phone.letters if "/digests/" in letter.navigate}
    assert sorted(digests) == ["2 项待办催办", "又有 3 条消息"]
    assert len(set(digests.values())) == 2, "neither replaces the other on the phone"


def test_every_object_that_names_a_message_has_its_page(database: Database, plants: Plants) -> None:
    case_id = only_case(database)
    assert page_of(COMMENT_ADDED, refs(case=case_id), SUBJECTS) == f"/cases/{case_id}"
    assert page_of(CASE_FOLLOWED_UP, refs(case=case_id), SUBJECTS) == "/follow-ups"
    assert page_of(ADDRESS_VERIFIED, refs(person=plants.bob.person_id), SUBJECTS) == "/settings"
