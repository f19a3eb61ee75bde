"""Texts for channels that show plain words."""

from dataclasses import replace

import pytest

from push.message import Message
from push.text import on_one_line, plain_text, shortened
from tests.support.channel_cases import MESSAGE


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("2号反应釜", 5, "2号反应釜"),
        ("2号反应釜东", 5, "2号反应…"),
        ("a \n b", 5, "a b"),
        ("ab cd", 4, "ab…"),
        ("", 5, ""),
    ],
)
def test_a_text_is_shortened_to_its_characters(text: str, most: int, short: str) -> None:
    assert shortened(text, most) == short


def test_what_cannot_be_seen_becomes_a_space() -> None:
    assert on_one_line("a\x00b\u202ec\u2028d\x1b[31m") == "a b c d [31m"


def test_a_link_stays_whole_however_little_room_there_is() -> None:
    link = MESSAGE.link

    assert plain_text(MESSAGE, most_bytes=len(link) + 2) == link
    assert plain_text(replace(MESSAGE, body="险" * 900), most_bytes=100).endswith(f"险…\n{link}")


def test_without_a_link_of_its_own_a_text_names_the_page() -> None:
    assert plain_text(replace(MESSAGE, link=""), most_bytes=999).endswith("\nhttps://plant.example/alerts/7")


@pytest.mark.parametrize(
    "change", [{"link": "/a/x"}, {"link": "a b"}, {"message_id": ""}, {"message_id": "a b"}]
)
def test_a_link_that_is_none_and_an_id_that_is_none_are_program_errors(change: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"not an id|absolute address"):
        replace(MESSAGE, **change)  # type: ignore[arg-type]


def test_a_message_has_an_id_of_its_own() -> None:
    first, second = (Message(title="", body="", navigate="", topic="a") for _ in range(2))

    assert first.message_id != second.message_id
