"""From messages of camera boxes, RFID gates and locators to observations; what is no use goes to quarantine.

`anhuan/{site}/{source}/event` carries `{"ts", "type", "confidence"?, "subject"?, "area"?, "snapshot"?,
"id"?, "cleared"?}` or an array. `snapshot`: a JPEG, PNG or WebP in base64, or the sha256 of one sent before;
`id` makes the same event sent twice the same, without it all that it says does.
"""

import re
from binascii import Error as NotBase64
from binascii import a2b_base64
from datetime import datetime
from typing import Final

import msgspec

from backend.connectors.timestamps import Unusable, moment_us
from backend.sensors.camera_events.observation_rules import MAX_SUBJECT, TYPE, Observation, key_of
from backend.sensors.quarantine_rules import RejectReason

SHA256: Final = re.compile(r"[0-9a-fA-F]{64}")
AREA: Final = re.compile(r"[^\s/\x00]{0,64}")
MAX_ID: Final = 100
MAX_EVENTS: Final = 1_000


class Event(msgspec.Struct, gc=False):
    """One event as a device writes it."""

    ts: int | float | datetime
    type: str
    confidence: float = 1.0
    subject: str = ""
    area: str = ""
    snapshot: str = ""
    id: str | int = ""
    cleared: bool = False


_one: Final = msgspec.json.Decoder(Event)
_elements: Final = msgspec.json.Decoder(list[msgspec.Raw])
_UNDECODABLE: Final = (msgspec.MsgspecError, ValueError, OverflowError, RecursionError)
Failure = tuple[bytes, Unusable]
"""An element that is no use, and why."""


def source_of(topic: bytes) -> str | None:
    """`{site}/{source}` of a topic of events; None: the topic is none."""
    try:
        parts = topic.decode().split("/")
    except UnicodeDecodeError:
        return None
    match parts:
        case ["anhuan", site, source, "event"] if site and source:
            return f"{site}/{source}"
    return None


def observe(source: str, payload: bytes) -> tuple[list[Observation], list[Failure]]:
    """The observations of a payload in order, and the elements that are no use. Raises nothing."""
    found: list[Observation] = []
    failures: list[Failure] = []
    try:
        elements = _elements.decode(payload) if payload.lstrip()[:1] == b"[" else [msgspec.Raw(payload)]
    except _UNDECODABLE as error:
        return [], [(payload, Unusable(RejectReason.MALFORMED, str(error)))]
    for number, element in enumerate(map(bytes, elements)):
        try:
            if number >= MAX_EVENTS:
                raise Unusable(RejectReason.MALFORMED, f"more than {MAX_EVENTS} events in one message")
            found.append(_observation(source, _one.decode(element)))
        except Unusable as unusable:
            failures.append((element, unusable))
        except _UNDECODABLE as error:
            failures.append((element, Unusable(RejectReason.MALFORMED, str(error))))
    return found, failures


def _observation(source: str, event: Event) -> Observation:
    type_ = event.type.strip().upper().replace("-", "_").replace(" ", "_")
    if TYPE.fullmatch(type_) is None:
        raise Unusable(RejectReason.MALFORMED, f"no event is called {event.type[:40]!r}")
    if not 0 <= event.confidence <= 1:
        raise Unusable(RejectReason.VALUE, f"confidence {event.confidence} is not from 0 to 1")
    subject, sender_id = event.subject.strip(), str(event.id)
    if len(subject) > MAX_SUBJECT or "\0" in subject or len(sender_id) > MAX_ID or "\0" in sender_id:
        raise Unusable(RejectReason.MALFORMED, f"a subject or an id is longer than {MAX_SUBJECT} characters")
    if AREA.fullmatch(event.area) is None:
        raise Unusable(RejectReason.MALFORMED, f"no area is called {event.area[:40]!r}")
    seen_us = moment_us(event.ts)
    picture, claimed = _snapshot(event.snapshot)
    return Observation(
        source=source,
        seen_us=seen_us,
        type=type_,
        key=key_of(sender_id, seen_us, type_, subject, event.area, is_cleared=event.cleared),
        confidence=event.confidence,
        subject=subject,
        area=event.area,
        is_cleared=event.cleared,
        picture=picture,
        claimed=claimed,
    )


def _snapshot(text: str) -> tuple[bytes, str]:
    """(bytes, "") of a picture, ("", sha256) of one that was sent before.

    What is neither is handed on as it is: the store of pictures refuses it, and the event stays.
    """
    if SHA256.fullmatch(text):
        return b"", text.lower()
    encoded = text.partition(",")[2] if text.startswith("data:") else text
    try:
        return a2b_base64(encoded), ""
    except (NotBase64, ValueError):
        return text.encode(errors="replace"), ""
