"""What devices send, and what becomes of what they should not send."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.connectors.payload import KEPT_BYTES, Decoder
from backend.core.vocabulary import Quality
from backend.readings.rules import Batch
from backend.sensors.quarantine_rules import RejectReason

TOPIC = b"anhuan/demo/gas-1/reading"
GATEWAY = b"anhuan/demo/batch"
AT_MS = 1_790_000_000_000
AT_US = AT_MS * 1000


def decode(payload: bytes, topic: bytes = TOPIC) -> Batch:
    return Decoder().decode([(topic, payload)])


@pytest.mark.parametrize(
    "text",
    [
        "1790000000000",
        "1790000000000.0",
        '"2026-09-21T14:13:20Z"',
        '"2026-09-21T14:13:20.000000+00:00"',
        '"2026-09-21T22:13:20+08:00"',
    ],
)
def test_a_time_is_iso_8601_with_a_zone_or_milliseconds(text: str) -> None:
    batch = decode(f'{{"ts": {text}, "v": 1.5}}'.encode())

    assert batch.rejected == []
    assert batch.readings == [("demo/gas-1", AT_US, 1.5, Quality.GOOD)]


def test_microseconds_are_kept() -> None:
    assert decode(b'{"ts": "2026-09-21T14:13:20.123456Z", "v": 1}').readings[0][1] == AT_US + 123_456


@pytest.mark.parametrize("quality", list(Quality))
def test_a_reading_says_its_quality(quality: Quality) -> None:
    batch = decode(f'{{"ts": {AT_MS}, "v": 1, "q": "{quality.name.lower()}"}}'.encode())

    assert batch.readings[0][3] == quality


def test_an_array_holds_readings_of_one_sensor() -> None:
    batch = decode(f'[{{"ts": {AT_MS}, "v": 1}}, {{"ts": {AT_MS + 1}, "v": 2}}]'.encode())

    assert [reading[1:3] for reading in batch.readings] == [(AT_US, 1.0), (AT_US + 1000, 2.0)]


def test_a_gateway_batch_names_its_sensors() -> None:
    batch = decode(
        f'[{{"s": "a", "ts": {AT_MS}, "v": 1}}, {{"s": "b", "ts": {AT_MS}, "v": 2}}]'.encode(), GATEWAY
    )

    assert [reading[0] for reading in batch.readings] == ["demo/a", "demo/b"]


def test_fields_that_we_do_not_know_are_ignored() -> None:
    assert len(decode(f'{{"ts": {AT_MS}, "v": 1, "battery": 3.1}}'.encode()).readings) == 1


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"", RejectReason.MALFORMED),
        (b"\xff\xfe", RejectReason.MALFORMED),
        (b"12.5", RejectReason.MALFORMED),
        (b"[" * 100_000, RejectReason.MALFORMED),
        (b'{"v": 1}', RejectReason.MALFORMED),
        (b'{"ts": 1790000000000, "v": null}', RejectReason.MALFORMED),
        (b'{"ts": 1790000000000, "v": "1"}', RejectReason.MALFORMED),
        (b'{"ts": 1790000000000, "v": true}', RejectReason.MALFORMED),
        (b'{"ts": 1790000000000, "v": NaN}', RejectReason.MALFORMED),
        (b'{"ts": 1790000000000, "v": 1e999}', RejectReason.MALFORMED),
        (b'{"ts": 1790000000000, "v": 1, "q": "so-so"}', RejectReason.MALFORMED),
        (b'{"ts": 1790000000000, "v": 1e300}', RejectReason.VALUE),
        (b'{"ts": 1790000000000, "v": -1e15}', RejectReason.VALUE),
        (b'{"ts": 1790000000, "v": 1}', RejectReason.TIMESTAMP),
        (b'{"ts": 99999999999999999999999, "v": 1}', RejectReason.TIMESTAMP),
        (b'{"ts": "2026-09-21T14:13:20", "v": 1}', RejectReason.TIMESTAMP),
        (b'{"ts": "yesterday", "v": 1}', RejectReason.MALFORMED),
    ],
)
def test_a_message_that_cannot_be_used_is_rejected_with_its_reason(
    payload: bytes, reason: RejectReason
) -> None:
    batch = decode(payload)

    assert batch.readings == []
    assert [rejected.reason for rejected in batch.rejected] == [reason]
    assert batch.rejected[0].topic == TOPIC.decode()
    assert batch.rejected[0].payload == payload[:KEPT_BYTES]


@pytest.mark.parametrize(
    "topic",
    [b"anhuan/demo/gas-1", b"anhuan//gas-1/reading", b"other/demo/gas-1/reading", b"\xff", b""],
)
def test_a_topic_that_means_nothing_is_rejected(topic: bytes) -> None:
    batch = decode(b'{"ts": 1790000000000, "v": 1}', topic)

    assert [rejected.reason for rejected in batch.rejected] == [RejectReason.TOPIC]


def test_one_bad_element_does_not_cost_the_others_of_its_array() -> None:
    payload = (
        b'[{"ts": 1790000000000, "v": 1}, {"ts": 1790000000001, "v": "?"}, {"ts": 1790000000002, "v": 3}]'
    )

    batch = decode(payload)

    assert [reading[2] for reading in batch.readings] == [1.0, 3.0]
    (rejected,) = batch.rejected
    assert rejected.payload == b'[{"ts": 1790000000001, "v": "?"}]'
    assert rejected.detail.startswith("1 of 3 elements: ")


def test_one_bad_element_does_not_cost_the_others_of_a_gateway() -> None:
    payload = b'[{"s": "a", "ts": 1790000000000, "v": 1}, {"s": "a/b", "ts": 1790000000000, "v": 2}]'

    batch = decode(payload, GATEWAY)

    assert [reading[0] for reading in batch.readings] == ["demo/a"]
    assert [rejected.reason for rejected in batch.rejected] == [RejectReason.MALFORMED]


def test_messages_keep_their_order() -> None:
    messages = [
        (b"anhuan/demo/s%d/reading" % (i % 3), b'{"ts": %d, "v": %d}' % (AT_MS + i, i)) for i in range(9)
    ]

    assert [reading[2] for reading in Decoder().decode(messages).readings] == list(map(float, range(9)))


json_like = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["ts", "v", "q", "s", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.lists(st.tuples(st.sampled_from([TOPIC, GATEWAY, b"x"]), st.binary(max_size=60)), max_size=8))
def test_no_bytes_make_it_fail(messages: list[tuple[bytes, bytes]]) -> None:
    _is_sound(Decoder().decode(messages))


@given(st.sampled_from([TOPIC, GATEWAY]), json_like)
def test_no_json_makes_it_fail(topic: bytes, content: object) -> None:
    _is_sound(decode(json.dumps(content).encode(), topic))


def _is_sound(batch: Batch) -> None:
    for key, sampled_us, value, quality in batch.readings:
        assert key.startswith("demo/")
        assert isinstance(sampled_us, int)
        assert abs(value) < 1e15
        assert quality in {0, 1, 2}
