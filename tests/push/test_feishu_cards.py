"""Cards of Feishu: plain texts only, changed for 14 days by the id of their message, else the text."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from push.catalogue import build, check
from push.endpoint import Endpoint
from push.feishu import Feishu
from push.feishu_card import answered, shown
from push.http_client import Network
from push.message import ChatAnswer, ChatCard
from push.outcome import Verdict
from push.settings import Problem, WrongSetting
from push.tap import TapReply
from tests.support.card_server import SECRET
from tests.support.channel_cases import MESSAGE
from tests.support.feishu_server import AT_ONCE, FeishuServer, open_id_of, wrong
from tests.support.held_stream import CARD

PERSON = Endpoint("manager1")
WITH_CARD = replace(MESSAGE, card=CARD)
HOSTILE = '<at user_id="all"></at> **粗** [x](https://evil.example) <font color=red>{{title}}</font>\n---'


@pytest.fixture
def server(trusted: None) -> Iterator[FeishuServer]:
    with FeishuServer() as found:
        yield found


@pytest.fixture
def channel(server: FeishuServer) -> Iterator[Feishu]:
    found = channel_of(server)
    yield found
    found.close()


def channel_of(server: FeishuServer, **settings: str) -> Feishu:
    typed = {**server.settings, "app_secret": SECRET, **settings}
    found = build("feishu", "feishu", typed, Network(server.origins, 5.0))
    assert isinstance(found, Feishu)
    return found


def tags(content: Any) -> set[str]:
    """Every tag in the content of a card."""
    if isinstance(content, list):
        return set().union(*(tags(each) for each in content))
    if not isinstance(content, dict):
        return set()
    return tags([*content.values()]) | ({content["tag"]} if "tag" in content else set())


def test_nothing_that_somebody_writes_is_read_as_markup_or_calls_anybody() -> None:
    content = shown(
        ChatCard(
            HOSTILE,
            place=HOSTILE,
            value=HOSTILE,
            advice=[HOSTILE, HOSTILE],
            coming=HOSTILE,
            said=HOSTILE,
            state=HOSTILE,
            answers=[ChatAnswer("ON_THE_WAY", HOSTILE)],
            token="T",
        )
    )

    assert tags(content) == {"div", "plain_text", "action", "button"}
    assert not wrong(content)
    lines = [each["text"]["content"] for each in content["elements"] if each["tag"] == "div"]
    assert all("\n" not in each for each in lines), "a line stays one"


@pytest.mark.parametrize(
    ("tier", "colour"),
    [("RED", "red"), ("ORANGE", "orange"), ("YELLOW", "yellow"), ("BLUE", "blue"), ("", "grey")],
)
def test_a_card_has_the_colour_of_its_tier_until_the_alert_is_over(tier: str, colour: str) -> None:
    assert shown(replace(CARD, tier=tier))["header"]["template"] == colour


def test_a_card_stays_with_whom_it_was_sent_to_and_changes_for_all() -> None:
    assert shown(CARD)["config"] == {"update_multi": True, "enable_forward": False, "wide_screen_mode": True}


def test_a_tap_is_answered_by_the_whole_card_and_a_word_at_once() -> None:
    answer = answered(TapReply(replace(CARD, said="已响应")))

    assert answer["card"] == {"type": "raw", "data": shown(replace(CARD, said="已响应"))}
    assert answer["toast"] == {"type": "success", "content": "已响应"}
    assert set(answered(TapReply(CARD))) == {"card"}
    warned = {"toast": {"type": "warning", "content": "不是发给您的"}}
    assert answered(TapReply(notice="不是发给您的")) == warned
    assert (
        answered(TapReply(CARD, "不是发给您的")) == {"card": answer["card"] | {"data": shown(CARD)}} | warned
    )


@pytest.mark.parametrize("address", ["manager1", open_id_of("manager1")])
def test_a_card_goes_by_either_id_of_a_person(channel: Feishu, server: FeishuServer, address: str) -> None:
    assert channel.send(Endpoint(address), WITH_CARD).is_card
    assert server.card_of(address).title == "红色预警"


@pytest.mark.parametrize("answers", ["off", "connect"])
def test_while_cards_are_not_wanted_yet_texts_leave(server: FeishuServer, answers: str) -> None:
    channel = channel_of(server, answers=answers)

    assert not channel.send(PERSON, WITH_CARD).is_card
    assert channel.update_card(WITH_CARD).verdict is Verdict.FAILED
    assert (len(server.texts), server.cards) == (1, {})
    channel.close()


def test_answers_in_the_chat_need_an_app() -> None:
    with pytest.raises(WrongSetting) as refused:
        check("feishu", "feishu", {"answers": "on"})

    assert (refused.value.name, refused.value.problem) == ("app_id", Problem.MISSING)


def test_a_text_behind_a_card_that_was_lost_is_not_taken_for_it(
    channel: Feishu, server: FeishuServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = server._create

    def loses_the_answer(by: str, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        found = made(by, asked)
        return (503, {}) if asked["msg_type"] == "interactive" else found

    monkeypatch.setattr(server, "_create", loses_the_answer)

    assert channel.send(PERSON, WITH_CARD).verdict is Verdict.ACCEPTED
    assert (len(server.cards), len(server.texts)) == (1, 1), "rather twice than not at all"


def test_a_card_without_an_id_could_never_change_so_the_text_follows(
    channel: Feishu, server: FeishuServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = server._create
    monkeypatch.setattr(server, "_create", lambda by, asked: (made(by, asked)[0], {"code": 0, "data": {}}))

    assert not channel.send(PERSON, WITH_CARD).is_card
    assert len(server.texts) == 1


def test_a_card_of_an_unknown_or_old_message_is_given_up(channel: Feishu, server: FeishuServer) -> None:
    sent = channel.send(PERSON, WITH_CARD)
    server.card_of("manager1").came_at -= 14 * 86_400
    old = channel.update_card(replace(WITH_CARD, card_ref=sent.card_ref))
    unknown = channel.update_card(replace(WITH_CARD, card_ref="om_/../../x?y"))
    without = channel.update_card(WITH_CARD)

    assert {each.verdict for each in (old, unknown, without)} == {Verdict.FAILED}
    assert "230031" in old.reason
    assert server.updates == 0


def test_more_changes_than_five_in_a_second_are_tried_again(channel: Feishu) -> None:
    sent = channel.send(PERSON, WITH_CARD)
    change = replace(WITH_CARD, card_ref=sent.card_ref)
    found = [channel.update_card(change).verdict for _ in range(AT_ONCE + 1)]

    assert found == [Verdict.ACCEPTED] * AT_ONCE + [Verdict.RETRY]


def test_the_stand_in_refuses_a_card_that_is_none() -> None:
    good = shown(CARD)
    assert not wrong(good)
    assert wrong({})
    assert wrong({**good, "config": {**good["config"], "update_multi": False}})
    assert wrong({**good, "elements": [{"tag": "markdown", "content": "x"}]})
    assert wrong({**good, "elements": [{"tag": "div", "text": {"tag": "lark_md", "content": "x"}}]})
    assert wrong(json.loads(json.dumps(good).replace("plain_text", "lark_md")))
