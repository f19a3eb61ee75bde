"""Filters and topics, as section 4.7 of MQTT has them."""

import pytest

from backend.connectors.mqtt.embedded.topics import checked_topic, is_filter, matches
from backend.connectors.mqtt.frames import Malformed


@pytest.mark.parametrize(
    ("wanted", "topic", "covers"),
    [
        ("a/b", "a/b", True),
        ("a/b", "a/b/c", False),
        ("a/+/c", "a/b/c", True),
        ("a/+", "a/b/c", False),
        ("a/+", "a/", True),
        ("+", "a", True),
        ("+/+", "/a", True),
        ("+", "/a", False),
        ("a/#", "a", True),
        ("a/#", "a/b/c", True),
        ("a/#", "ab", False),
        ("#", "a/b", True),
        ("#", "$SYS/load", False),
        ("+/load", "$SYS/load", False),
        ("$SYS/#", "$SYS/load", True),
        ("气体/+", "气体/GD-101", True),
    ],
)
def test_what_a_filter_covers(wanted: str, topic: str, covers: bool) -> None:
    assert matches(wanted, topic) is covers


@pytest.mark.parametrize("text", ["", "a#", "a/#/b", "a+/b", "#/a", "a/b#"])
def test_what_is_no_filter(text: str) -> None:
    assert not is_filter(text)


@pytest.mark.parametrize("topic", [b"", b"a/+", b"#", b"a\0b", b"\xff/a", b"\xed\xa0\x80"])
def test_under_what_nobody_may_publish(topic: bytes) -> None:
    with pytest.raises(Malformed):
        checked_topic(topic)
