"""What WeCom, DingTalk and Feishu are sent, to groups and to people."""

import json
import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from push import dingtalk, feishu
from push.catalogue import build
from push.endpoint import Endpoint
from push.http_client import Network
from push.outcome import Outcome, Verdict
from push.settings import Problem, WrongSetting
from tests.support.channel_cases import CASES, MESSAGE, NOW, SECRET, TOKEN, staged, typed
from tests.support.fake_providers import HttpProvider, Mood, Reply

TEXT = "红色预警\n2号反应釜 可燃气体 62 %LEL\nhttps://plant.example/a/Xk29"
PEOPLE = ["a person of WeCom", "a person of DingTalk", "a person of Feishu"]


def sent(name: str, message: Any = MESSAGE) -> Any:
    with staged(name) as stage:
        assert stage.channel.send(stage.endpoint, message).verdict is Verdict.ACCEPTED
        return stage.fake.calls[-1]


def test_groups_of_wecom_and_dingtalk_get_a_plain_text() -> None:
    assert sent("a group of WeCom").fields == {"msgtype": "text", "text": {"content": TEXT}}
    assert sent("a group of DingTalk").fields == {"msgtype": "text", "text": {"content": TEXT}}


def test_groups_that_ask_for_a_signature_get_one() -> None:
    ding = sent("a group of DingTalk")
    assert {name: ding.query[name] for name in ("timestamp", "sign")} == dingtalk.signature(SECRET, NOW)

    content = sent("a group of Feishu").fields
    assert {name: content[name] for name in ("timestamp", "sign")} == feishu.signature(SECRET, NOW)


def test_a_group_without_a_secret_gets_no_signature() -> None:
    for name in ("a group of DingTalk", "a group of Feishu"):
        with staged(name) as stage:
            stage.channel.send(replace(stage.endpoint, keys={}), MESSAGE)
            (call,) = stage.fake.calls

        assert "sign" not in call.query
        assert "sign" not in call.fields


def test_feishu_gets_parts_of_a_text_in_which_nothing_calls_everybody() -> None:
    message = replace(MESSAGE, body='<at user_id="all">all</at> leak', lang="en")

    assert sent("a group of Feishu", message).fields["content"] == {
        "post": {
            "en_us": {
                "title": "红色预警",
                "content": [
                    [{"tag": "text", "text": '<at user_id="all">all</at> leak'}],
                    [
                        {
                            "tag": "a",
                            "text": "https://plant.example/a/Xk29",
                            "href": "https://plant.example/a/Xk29",
                        }
                    ],
                ],
            }
        }
    }


def test_people_get_it_by_the_app_of_their_company() -> None:
    wecom = sent("a person of WeCom", replace(MESSAGE, body="<a href='https://evil.example'>x</a>"))
    assert (wecom.query, wecom.fields["touser"], wecom.fields["agentid"]) == (
        {"access_token": TOKEN},
        "zhang.san",
        1000002,
    )
    assert "<" not in wecom.fields["text"]["content"]

    ding = sent("a person of DingTalk").fields
    assert (ding["userid_list"], ding["agent_id"], ding["msg"]["text"]["content"]) == ("manager1", "7", TEXT)

    lark = sent("a person of Feishu")
    assert lark.headers["authorization"] == f"Bearer {TOKEN}"
    assert lark.query == {"receive_id_type": "open_id"}
    assert lark.fields["uuid"] == "d1f00c2e"
    assert json.loads(lark.fields["content"])["zh_cn"]["title"] == "红色预警"


def test_a_user_id_of_feishu_is_sent_as_one() -> None:
    with staged("a person of Feishu") as stage:
        stage.channel.send(Endpoint("8e2c9f1a"), MESSAGE)

        assert stage.fake.calls[0].query == {"receive_id_type": "user_id"}


def counted(fake: HttpProvider) -> list[str]:
    """The tokens that messages were sent with."""
    return [
        call.query.get("access_token") or call.headers["authorization"].removeprefix("Bearer ")
        for call in fake.calls
    ]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_token_is_used_until_shortly_before_its_end(name: str) -> None:
    clock = [NOW]
    case = CASES[name]
    with HttpProvider(**{key: value for key, value in case.http.items() if key != "_gone"}) as fake:
        origins = frozenset({fake.origin})
        network = Network(origins, 60.0, lambda: clock[0])
        channel = build(case.kind, case.provider, typed(case, fake), network)
        place = next(iter(fake.beside))
        for wait, token in ((0, "token-1"), (110, "token-2"), (116, "token-3")):
            reply = json.dumps(fake.beside[place].content).replace(TOKEN, token)
            for old in ("token-1", "token-2"):
                reply = reply.replace(old, token)
            fake.beside[place] = Reply(200, json.loads(reply))
            clock[0] = NOW + timedelta(minutes=wait)
            channel.send(Endpoint(case.address), MESSAGE)
        channel.close()

        assert counted(fake) == ["token-1", "token-1", "token-3"]


REFUSED_TOKEN = {"wecom": ("errcode", 42001), "dingtalk": ("errcode", 42001), "feishu": ("code", 99991663)}


@pytest.mark.parametrize("name", PEOPLE)
def test_a_token_that_is_refused_is_fetched_again_once(name: str) -> None:
    with staged(name) as stage:
        code, value = REFUSED_TOKEN[stage.case.kind]
        stage.fake.answer = Reply(200, {code: value, "errmsg": "expired", "msg": "expired"})

        outcome = stage.channel.send(stage.endpoint, MESSAGE)

        assert len(stage.fake.calls) == 2
    assert outcome.verdict is Verdict.FAILED
    assert "expired" in outcome.reason


@pytest.mark.parametrize("name", PEOPLE)
def test_threads_that_need_a_token_fetch_it_once(name: str) -> None:
    with staged(name) as stage:
        threads = [
            threading.Thread(target=stage.channel.send, args=(stage.endpoint, MESSAGE)) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(stage.fake.calls) == 8
        assert stage.fake.asked_beside == 1


@pytest.mark.parametrize("name", PEOPLE)
def test_an_app_with_a_wrong_secret_fails_in_the_words_of_the_provider(name: str) -> None:
    with staged(name) as stage:
        place = next(iter(stage.fake.beside))
        words = f"invalid credential {SECRET}"
        said = {"errcode": 40001, "errmsg": words, "code": 10014, "msg": words}
        stage.fake.beside[place] = Reply(200, said)

        outcome = stage.channel.send(stage.endpoint, MESSAGE)

        assert not stage.fake.calls
    assert outcome.verdict is Verdict.FAILED
    assert "invalid credential" in outcome.reason
    assert SECRET not in outcome.reason


def test_a_person_whom_the_app_of_wecom_may_not_write_to_is_gone() -> None:
    with staged("a person of WeCom") as stage:
        stage.fake.answer = Reply(200, {"errcode": 0, "errmsg": "ok", "invaliduser": "zhang.san"})

        assert stage.channel.send(stage.endpoint, MESSAGE).verdict is Verdict.GONE


def test_dingtalk_hides_its_reason_in_a_second_code() -> None:
    with staged("a person of DingTalk") as stage:
        said = {"errcode": 88, "sub_code": "90018", "sub_msg": "too many calls", "errmsg": "ding talk error"}
        stage.fake.answer = Reply(200, said)

        outcome = stage.channel.send(stage.endpoint, MESSAGE)

    assert outcome.verdict is Verdict.RETRY
    assert "too many calls" in outcome.reason


@pytest.mark.parametrize(
    ("name", "code"),
    [("a group of WeCom", 45009), ("a group of DingTalk", 410100), ("a group of Feishu", 11232)],
)
def test_a_group_that_got_too_much_is_tried_again(name: str, code: int) -> None:
    with staged(name) as stage:
        stage.fake.answer = Reply(200, {"errcode": code, "code": code})

        assert stage.channel.send(stage.endpoint, MESSAGE).verdict is Verdict.RETRY


@pytest.mark.parametrize(
    ("name", "most"), [("a group of WeCom", 20), ("a group of DingTalk", 20), ("a group of Feishu", 5)]
)
def test_a_bot_takes_as_many_messages_as_its_provider_says(name: str, most: int) -> None:
    with staged(name) as stage:
        limits = stage.channel.limits(stage.endpoint.address)

    assert limits[0].most == most
    assert limits[-1].within == timedelta(minutes=1)


@pytest.mark.parametrize(
    ("kind", "typed_settings", "missing"),
    [
        ("wecom", {"corp_id": "ww1", "agent_id": "1"}, "secret"),
        ("wecom", {"secret": "x"}, "corp_id"),
        ("dingtalk", {"app_key": "k", "app_secret": "s"}, "agent_id"),
        ("feishu", {"app_id": "cli_1"}, "app_secret"),
        ("feishu", {"app_secret": "s"}, "app_id"),
    ],
)
def test_half_an_app_is_refused_by_the_name_of_what_is_missing(
    kind: str, typed_settings: dict[str, str], missing: str
) -> None:
    with pytest.raises(WrongSetting) as refused:
        build(kind, kind, typed_settings)

    assert (refused.value.name, refused.value.problem) == (missing, Problem.MISSING)


def test_a_long_text_is_cut_between_characters_and_keeps_its_link() -> None:
    text = sent("a group of WeCom", replace(MESSAGE, body="险" * 3000)).fields["text"]["content"]

    assert len(text.encode()) <= 2048
    title, body, link = text.split("\n")
    assert (title, link) == ("红色预警", "https://plant.example/a/Xk29")
    assert body == "险" * (len(body) - 1) + "…"


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("life", [-1, 0, 10**30, "7200", None, [], True])
def test_a_token_of_a_strange_life_breaks_nothing(name: str, life: object) -> None:
    with staged(name) as stage:
        place = next(iter(stage.fake.beside))
        named = {"access_token": TOKEN, "tenant_access_token": TOKEN, "expires_in": life, "expire": life}
        stage.fake.beside[place] = Reply(200, {"errcode": 0, "code": 0} | named)

        assert stage.channel.send(stage.endpoint, MESSAGE).verdict in Verdict


@pytest.mark.parametrize("name", PEOPLE)
def test_threads_that_wait_for_a_token_in_vain_share_one_failure(name: str) -> None:
    with staged(name, timeout_s=0.3) as stage:
        stage.fake.mood = Mood.HANGS
        outcomes: list[Outcome] = []
        threads = [
            threading.Thread(target=lambda: outcomes.append(stage.channel.send(stage.endpoint, MESSAGE)))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert [each.verdict for each in outcomes] == [Verdict.RETRY] * 8
        assert stage.fake.connections <= 1
