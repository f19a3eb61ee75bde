"""What gateways hand over is read as they document it, and nothing else is."""

import json

import pytest

from push.settings import Problem, WrongSetting
from push.sms_replies import MOST_AT_ONCE, Reply, Unreadable, check_reply_secret, read_replies

ALIYUN = [
    {
        "phone_number": "13811110001",
        "content": "1 483920",
        "send_time": "2017-09-01 00:00:00",
        "dest_code": "1234",
        "sequence_id": "1234567890",
    },
    {"phone_number": "8613811110002", "content": "2 1", "sequence_id": 7},
]
TENCENT = {
    "extend": "",
    "mobile": "13811110001",
    "nationcode": "86",
    "sign": "安环",
    "text": "1 483920",
    "time": 1457336869,
}


def read(provider: str, sent: object) -> list[Reply]:
    return read_replies(provider, json.dumps(sent).encode())


def test_aliyun_sends_several_at_once_each_with_its_number() -> None:
    assert read("aliyun", ALIYUN) == [
        Reply("13811110001", "1 483920", "1234567890"),
        Reply("13811110002", "2 1", "7"),
    ]


def test_tencent_names_none_so_that_time_and_words_do() -> None:
    [first], [again], [later] = (read("tencent", {**TENCENT, "time": at}) for at in (1, 1, 2))

    assert (first.phone, first.text) == ("13811110001", "1 483920")
    assert first.message_id == again.message_id != later.message_id
    [abroad] = read("tencent", {**TENCENT, "nationcode": "49", "mobile": "15112345678"})
    assert abroad.phone == "+4915112345678"


def test_any_other_gateway_sends_phone_text_and_id() -> None:
    one = {"phone": "+8613811110001", "text": "1 483920", "id": "m-1"}

    assert read("http", one) == read("http", [one]) == [Reply("13811110001", "1 483920", "m-1")]
    assert read("http", {**one, "id": ""})[0].message_id != ""


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"<xml/>",
        b"null",
        b"7",
        b'"phone"',
        b"[1]",
        b"[[]]",
        b'[{"phone_number": 1, "content": "1 483920", "sequence_id": "1"}]',
        b'[{"phone_number": "13811110001", "content": {}, "sequence_id": "1"}]',
        b'[{"phone_number": "13811110001", "content": "1 483920"}]',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
@pytest.mark.parametrize("provider", ["aliyun", "tencent", "http"])
def test_what_is_none_of_its_own_is_unreadable(provider: str, sent: bytes) -> None:
    with pytest.raises(Unreadable):
        read_replies(provider, sent)


def test_what_comes_from_no_phone_is_left_out() -> None:
    assert read("aliyun", [{**ALIYUN[0], "phone_number": "10086"}, ALIYUN[0]]) == read("aliyun", ALIYUN[:1])


def test_more_than_a_gateway_sends_at_once_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        read("aliyun", [ALIYUN[0]] * (MOST_AT_ONCE + 1))


def test_a_secret_that_can_be_guessed_is_refused() -> None:
    check_reply_secret("")
    check_reply_secret("a" * 24)
    with pytest.raises(WrongSetting) as wrong:
        check_reply_secret("anhuan2026")
    assert (wrong.value.name, wrong.value.problem) == ("reply_secret", Problem.MALFORMED)
