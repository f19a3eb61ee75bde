"""Events of devices become observations; what is no use goes to quarantine, and nothing raises."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.connectors.camera_events import observe
from backend.connectors.http.http_body import messages_of
from backend.connectors.payload import Decoder
from backend.core.errors import Refused
from backend.sensors.devices.rules import Device
from backend.sensors.quarantine_rules import RejectReason

TS = 1_790_000_000_000
TOPIC = b"anhuan/demo/CAM-1/event"


def payload(**parts: Any) -> bytes:
    return json.dumps({"ts": TS, "type": "FIRE", **parts}).encode()


def device(*codes: str) -> Device:
    return Device(None, None, "box", codes, "anh_", None, None)  # type: ignore[arg-type]


def test_an_event_message_becomes_an_observation_and_no_reading() -> None:
    batch = Decoder().decode([(TOPIC, payload(confidence=0.8, subject="T-1", area="A1"))])

    (seen,) = batch.observations
    assert (batch.readings, batch.rejected) == ([], [])
    assert (seen.source, seen.type, seen.confidence) == ("demo/CAM-1", "FIRE", 0.8)
    assert (seen.subject, seen.area, seen.seen_us) == ("T-1", "A1", TS * 1000)


def test_events_and_readings_of_one_burst_are_kept_apart() -> None:
    reading = (b"anhuan/demo/GD-1/reading", b'{"ts":%d,"v":1}' % TS)

    batch = Decoder().decode([reading, (TOPIC, payload()), reading])

    assert (len(batch.readings), len(batch.observations)) == (2, 1)


def test_a_type_is_known_however_a_device_spells_it() -> None:
    found, _ = observe(
        "s/c", json.dumps([{"ts": TS, "type": t} for t in ("no-helmet", "No Helmet")]).encode()
    )

    assert {seen.type for seen in found} == {"NO_HELMET"}


def test_a_picture_comes_as_base64_or_data_url_or_as_the_hash_of_one_that_is_there() -> None:
    text = base64.b64encode(b"bytes").decode()
    sent = [payload(snapshot=each) for each in (text, f"data:image/jpeg;base64,{text}", "A" * 64)]

    found = [observe("s/c", each)[0][0] for each in sent]

    assert [(seen.picture, seen.claimed) for seen in found] == [
        (b"bytes", ""),
        (b"bytes", ""),
        (b"", "a" * 64),
    ]


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"type": ""}, RejectReason.MALFORMED),
        ({"type": "明火"}, RejectReason.MALFORMED),
        ({"type": 5}, RejectReason.MALFORMED),
        ({"confidence": 1.01}, RejectReason.VALUE),
        ({"confidence": -0.1}, RejectReason.VALUE),
        ({"ts": "2026-11-24T08:00:00"}, RejectReason.TIMESTAMP),
        ({"ts": -5}, RejectReason.TIMESTAMP),
        ({"subject": "x" * 101}, RejectReason.MALFORMED),
        ({"subject": "a\0b"}, RejectReason.MALFORMED),
        ({"area": "a/b"}, RejectReason.MALFORMED),
        ({"id": "i" * 101}, RejectReason.MALFORMED),
    ],
)
def test_an_event_that_is_no_use_is_put_aside_with_its_reason(
    parts: dict[str, Any], reason: RejectReason
) -> None:
    batch = Decoder().decode([(TOPIC, payload(**parts))])

    assert batch.observations == []
    assert [each.reason for each in batch.rejected] == [reason]


@given(st.binary(max_size=200))
def test_no_bytes_at_all_make_the_decoder_raise(data: bytes) -> None:
    batch = Decoder().decode([(TOPIC, data), (b"anhuan/" + data, data)])

    assert batch.readings == []
    assert batch.observations == []
    assert batch.rejected


elements = st.fixed_dictionaries(
    {},
    optional={"s": st.sampled_from(["A", "B", "a/b", 5]), "type": st.just("FIRE"), "site": st.just("demo")},
)


@given(st.lists(elements, min_size=1, max_size=6), st.sampled_from([None, "A"]))
def test_a_key_for_one_source_never_yields_a_message_of_another(
    body: list[dict[str, Any]], code: str | None
) -> None:
    try:
        found = messages_of(json.dumps(body).encode(), device("A"), site="demo", code=code)
    except Refused:
        return
    for topic, content in found:
        assert topic in {b"anhuan/demo/A/event", b"anhuan/demo/A/reading", b"anhuan/demo/batch"}
        if topic == b"anhuan/demo/batch":
            assert {each.get("s", "A") for each in json.loads(content)} <= {"A", 5}
