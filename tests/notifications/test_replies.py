"""An alert is answered by replying to its text message; who tries codes learns nothing."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.core.database import Database
from backend.core.tables import AuditRow
from backend.core.viewer import Role, Viewer
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.answer_links.rules import LinkAnswer
from backend.notifications.answer_links.store import AnswerLinkRow
from backend.notifications.channels import commands as channels
from backend.notifications.channels.rules import Wanted
from backend.notifications.replies import commands as replies
from backend.notifications.replies.rules import ReplyOutcome, Said, read_reply
from backend.notifications.replies.tables import SmsReplyRow
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRow
from backend.people.accounts import disable_commands
from backend.people.directory.rules import AddressKind
from backend.people.directory.store import Staff
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.route import Route
from push.sms_replies import Reply
from tests.hostile.matrix.objects import join
from tests.support.called_phone import form_of
from tests.support.declared import SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.http_site import site
from tests.support.plants import Plants, over, plant

SECRET = "Xk29fPq7Lm3Vt8Rz1Bn6Cw4y"
BOB, ERIK = "13800000001", "13800000002"


class Gateway:
    """Bob and Erik get text messages by a gateway that hands over what they send back."""

    def __init__(self, database: Database, plants: Plants, client: httpx.Client) -> None:
        self.database, self.plants, self.client = database, plants, client
        self.sent: list[tuple[str, Message]] = []
        self.number = 0
        self.admin: Viewer = database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))
        self.sets_up(Wanted("aliyun", {}, {"key": "s", "reply_secret": SECRET}))
        for person, phone in ((plants.bob, BOB), (plants.erik, ERIK)):
            self.has(person, phone)

    def sets_up(self, wanted: Wanted, *, version: int = 0) -> None:
        self.database.transact(
            lambda tx: channels.configure_channel(
                tx, self.plants.north, "sms", wanted, version=version, check=lambda *_: None, by=self.admin
            )
        )

    def has(self, person: Viewer, phone: str) -> None:
        def give(tx: Any) -> None:
            tx.get(Staff).put_address(person.person_id, AddressKind.PHONE, phone)
            tx.get(Staff).verify_address(person.person_id, AddressKind.PHONE, at=tx.now)

        self.database.transact(give)

    def calls(self) -> dict[str, str]:
        """A red alert; the code that each phone got about it."""
        self.database.transact(lambda tx: alerts.apply_changes(tx, [over(self.plants, Tier.RED)]))
        return self.works()

    def works(self) -> dict[str, str]:
        self.sent.clear()
        self.database.transact(deliveries.plan_deliveries)
        deliveries.deliver_due(self.database, self._send, SUBJECTS)
        return {phone: message.variables.reply for phone, message in self.sent}

    def hands_over(
        self, *texts: tuple[str, str], secret: str = SECRET, number: int | None = None
    ) -> httpx.Response:
        """What these phones sent back; `number`: of the first, else a new one."""
        messages = []
        for phone, text in texts:
            self.number += 1
            messages.append(
                {"phone_number": phone, "content": text, "sequence_id": str(number or self.number)}
            )
        # A connection of its own each time: the server drops one over which it failed.
        return self.client.post(
            f"/sms-replies/{self.plants.north}/{secret}", json=messages, headers={"connection": "close"}
        )

    def alert(self) -> AlertRow:
        return self.database.read(lambda s: s.exec(select(AlertRow)).one())

    def history(self) -> list[tuple[str, str | None]]:
        rows = select(AlertTransitionRow).order_by(AlertTransitionRow.at, AlertTransitionRow.kind)  # type: ignore[arg-type]
        found = self.database.read(lambda s: s.exec(rows).all())
        return [(each.kind, each.note) for each in found if each.kind != "RAISED"]

    def outcomes(self) -> list[str]:
        rows = select(SmsReplyRow).order_by(SmsReplyRow.received_at)  # type: ignore[arg-type]
        return [each.outcome for each in self.database.read(lambda s: s.exec(rows).all())]

    def _send(self, route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        if route.kind == "sms":
            self.sent.append((endpoint.address, message))
        return Outcome(Verdict.ACCEPTED)


@pytest.fixture
def gateway(database: Database, clock: FakeClock, tmp_path: Path) -> Iterator[Gateway]:
    plants = plant(database)
    with site(database, clock, tmp_path) as found, found.client() as client:
        yield Gateway(database, plants, client)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 483920", Said(LinkAnswer.ACKNOWLEDGE, "483920")),
        ("1483920", Said(LinkAnswer.ACKNOWLEDGE, "483920")),
        ("２　４８３９２０", Said(LinkAnswer.ON_THE_WAY, "483920")),
        (" “2，483920”。 ", Said(LinkAnswer.ON_THE_WAY, "483920")),
        ("3+483920", Said(LinkAnswer.CANNOT_COME, "483920")),
        ("4 483920", None),
        ("1 48392", None),
        ("1 4839201", None),
        ("TD", None),
        ("1 483920 谢谢", None),
        ("1 ٤٨٣٩٢٠", None),
        ("", None),
    ],
)
def test_a_reply_is_a_digit_and_the_code(text: str, said: Said | None) -> None:
    assert read_reply(text) == said


def test_a_reply_acknowledges_in_the_name_of_whose_phone_it_is(gateway: Gateway) -> None:
    code = gateway.calls()[BOB]

    answer = gateway.hands_over((BOB, f"1 {code}"))

    assert (answer.status_code, answer.json()) == (200, {"code": 0, "msg": "OK"})
    assert gateway.alert().acknowledged_by == gateway.plants.bob.person_id
    assert ("ACKNOWLEDGED", "SMS") in gateway.history(), "the record says by what"
    assert gateway.outcomes() == [ReplyOutcome.ANSWERED]
    rows = select(DeliveryRow).where(DeliveryRow.channel == "sms", DeliveryRow.state == DeliveryState.OPENED)
    [opened] = gateway.database.read(lambda s: s.exec(rows).all())
    assert opened.person_id == gateway.plants.bob.person_id


def test_a_reply_says_that_somebody_comes(gateway: Gateway) -> None:
    code = gateway.calls()[ERIK]

    gateway.hands_over((f"86{ERIK}", f"2 {code}"))

    assert [kind for kind, _ in gateway.history()] == ["ACKNOWLEDGED", "ON_THE_WAY"]
    assert {note for _, note in gateway.history()} == {"SMS"}


def test_the_message_says_how_to_reply_and_the_code_is_kept_sealed(gateway: Gateway) -> None:
    codes = gateway.calls()

    assert codes[BOB] != codes[ERIK]
    [message] = [message for phone, message in gateway.sent if phone == BOB]
    assert f"“1 {codes[BOB]}”响应" in message.hint
    rows = gateway.database.read(lambda s: [each.model_dump() for each in s.exec(select(AnswerLinkRow))])
    assert codes[BOB] not in repr(rows)


def test_without_an_address_for_replies_there_is_no_code(gateway: Gateway) -> None:
    gateway.sets_up(Wanted("tencent", {}, {"key": "s"}), version=1)

    assert set(gateway.calls().values()) == {""}
    assert all(not message.hint for _, message in gateway.sent)
    assert gateway.hands_over((BOB, "1 000000")).status_code == 404


def test_the_same_message_handed_over_again_is_one_answer(gateway: Gateway) -> None:
    code = gateway.calls()[BOB]

    answers = [gateway.hands_over((BOB, f"2 {code}"), number=77) for _ in range(3)]

    assert {each.status_code for each in answers} == {200}
    assert [kind for kind, _ in gateway.history()] == ["ACKNOWLEDGED", "ON_THE_WAY"]
    assert gateway.outcomes() == [ReplyOutcome.ANSWERED]


def test_a_code_says_one_thing_and_the_same_thing_again_changes_nothing(gateway: Gateway) -> None:
    code = gateway.calls()[BOB]
    gateway.hands_over((BOB, f"3 {code}"), (BOB, f"3 {code}"), (BOB, f"1 {code}"))

    assert [kind for kind, _ in gateway.history()] == ["CANNOT_COME"]
    assert sorted(gateway.outcomes()) == [ReplyOutcome.ANSWERED, ReplyOutcome.ANSWERED, ReplyOutcome.WRONG]
    assert not gateway.alert().is_acknowledged


def test_link_and_code_of_one_message_are_one_answer(gateway: Gateway) -> None:
    code = gateway.calls()[BOB]
    [token] = [message.variables.code for phone, message in gateway.sent if phone == BOB]
    form = form_of(gateway.client.get(f"/a/{token}").text)
    gateway.client.post(f"/a/{token}", data={"answer": "CANNOT_COME", "form": form})

    gateway.hands_over((BOB, f"1 {code}"))

    assert gateway.outcomes() == [ReplyOutcome.WRONG]
    assert not gateway.alert().is_acknowledged
    assert gateway.history() == [("CANNOT_COME", "LINK")]


def test_one_that_dies_in_the_middle_is_done_when_it_comes_again(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = gateway.calls()
    both = ((BOB, f"1 {codes[BOB]}"), (ERIK, f"2 {codes[ERIK]}"))
    taken = replies.take_reply

    def dies(tx: Any, channel: Any, reply: Reply) -> None:
        taken(tx, channel, reply)
        if reply.phone == ERIK:
            raise RuntimeError("the process is gone before its commit")

    monkeypatch.setattr(replies, "take_reply", dies)
    gateway.number = 0
    assert gateway.hands_over(*both).status_code == 500
    assert gateway.outcomes() == [ReplyOutcome.ANSWERED]
    monkeypatch.setattr(replies, "take_reply", taken)
    gateway.number = 0

    assert gateway.hands_over(*both).status_code == 200
    assert gateway.outcomes() == [ReplyOutcome.ANSWERED, ReplyOutcome.ANSWERED]
    assert sorted(kind for kind, _ in gateway.history()) == ["ACKNOWLEDGED", "ON_THE_WAY"]


def test_the_code_of_another_phone_is_refused_without_a_hint(gateway: Gateway) -> None:
    code = gateway.calls()[BOB]
    right = gateway.hands_over((BOB, "这是什么")).content

    heard = [
        gateway.hands_over((phone, text)).content
        for phone, text in ((ERIK, f"1 {code}"), ("13911112222", f"1 {code}"), (BOB, "1 000000"))
    ]

    assert set(heard) == {right}
    assert not gateway.alert().is_acknowledged
    assert sorted(gateway.outcomes()) == sorted([ReplyOutcome.UNREADABLE, *[ReplyOutcome.WRONG] * 3])


def test_a_code_is_over_after_a_quarter_of_an_hour(gateway: Gateway, clock: FakeClock) -> None:
    code = gateway.calls()[BOB]
    clock.advance(timedelta(minutes=15))

    gateway.hands_over((BOB, f"1 {code}"))

    assert gateway.outcomes() == [ReplyOutcome.WRONG]
    assert not gateway.alert().is_acknowledged


def test_the_code_of_before_somebody_changed_their_number_is_refused(gateway: Gateway) -> None:
    code = gateway.calls()[BOB]
    gateway.has(gateway.plants.bob, "13700000009")

    gateway.hands_over((BOB, f"1 {code}"))

    assert not gateway.alert().is_acknowledged


def test_who_tries_codes_is_stopped_and_the_right_one_comes_too_late(
    gateway: Gateway, clock: FakeClock
) -> None:
    code = gateway.calls()[BOB]
    wrong = [f"{number:06}" for number in range(6) if f"{number:06}" != code][:5]
    gateway.hands_over(*((BOB, f"1 {each}") for each in wrong))

    heard = gateway.hands_over((BOB, f"1 {code}"))

    assert heard.json() == {"code": 0, "msg": "OK"}
    assert not gateway.alert().is_acknowledged
    assert gateway.outcomes().count(ReplyOutcome.LOCKED) == 1
    audited = gateway.database.read(
        lambda s: s.exec(select(AuditRow.kind).where(AuditRow.kind == "REPLY_CODES_TRIED")).all()
    )
    assert len(audited) == 1
    gateway.hands_over((ERIK, f"1 {gateway_code(gateway, ERIK)}"))
    assert gateway.alert().is_acknowledged, "somebody else is not held up by it"


def gateway_code(gateway: Gateway, phone: str) -> str:
    [message] = [message for to, message in gateway.sent if to == phone]
    return message.variables.reply


def test_an_alert_that_is_over_or_an_account_that_is_is_not_answered(gateway: Gateway) -> None:
    codes = gateway.calls()
    gateway.database.transact(
        lambda tx: disable_commands.disable(
            tx, gateway.admin, gateway.plants.bob.person_id, hand_over_to=gateway.plants.erik.person_id
        )
    )

    gateway.hands_over((BOB, f"1 {codes[BOB]}"))

    assert not gateway.alert().is_acknowledged
    assert gateway.outcomes() == [ReplyOutcome.WRONG]


@pytest.mark.parametrize("secret", ["x", "Xk29fPq7Lm3Vt8Rz1Bn6Cw4z", "%27%20or%201=1", "x" * 3000])
def test_a_forged_call_looks_like_one_to_nowhere_and_guessing_is_held_up(
    gateway: Gateway, secret: str
) -> None:
    code = gateway.calls()[BOB]
    body = [{"phone_number": BOB, "content": f"1 {code}", "sequence_id": "1"}]

    forged = gateway.hands_over((BOB, f"1 {code}"), secret=secret)
    nowhere = gateway.client.post(f"/sms-replies/{gateway.plants.south}/{SECRET}", json=body)
    no_id = gateway.client.post(f"/sms-replies/7/{SECRET}", json=body)

    assert forged.status_code == nowhere.status_code == no_id.status_code == 404
    assert forged.json() == nowhere.json() == no_id.json()
    assert not gateway.alert().is_acknowledged
    statuses = {gateway.hands_over((BOB, "1 1"), secret="y" * 24).status_code for _ in range(130)}
    assert statuses == {404, 429}
    assert gateway.hands_over((BOB, f"1 {code}")).status_code == 200, "the gateway itself is not held up"
    assert gateway.alert().is_acknowledged


@pytest.mark.parametrize(
    ("sent", "status"), [(b"{", 400), (b"[" + b" " * 200_000 + b"]", 400), (json.dumps([]).encode(), 200)]
)
def test_what_is_no_call_of_the_gateway_is_refused(gateway: Gateway, sent: bytes, status: int) -> None:
    found = gateway.client.post(f"/sms-replies/{gateway.plants.north}/{SECRET}", content=sent)

    assert found.status_code == status
    assert gateway.outcomes() == []


def test_a_gateway_that_floods_comes_again_later(gateway: Gateway) -> None:
    statuses = [
        gateway.client.post(f"/sms-replies/{gateway.plants.north}/{SECRET}", content=b"[]").status_code
        for _ in range(605)
    ]

    assert statuses[0] == 200
    assert statuses[-1] == 429


def test_while_its_address_is_changed_the_gateway_is_heard_at_both_for_a_day(gateway: Gateway) -> None:
    new = "Zz29fPq7Lm3Vt8Rz1Bn6Cw4y"
    codes = gateway.calls()
    gateway.sets_up(Wanted("aliyun", {}, {"key": "s", "reply_secret": new}), version=1)
    said = (BOB, f"1 {codes[BOB]}")
    clock = gateway.database.clock

    assert gateway.hands_over(said, secret=SECRET).status_code == 200
    assert gateway.hands_over(said, secret=new).status_code == 200
    assert gateway.hands_over(said, secret=new[:-1]).status_code == 404
    gateway.works()
    assert isinstance(clock, FakeClock)
    clock.advance(timedelta(days=1))
    gateway.calls()

    assert gateway.hands_over(said, secret=new).status_code == 200
