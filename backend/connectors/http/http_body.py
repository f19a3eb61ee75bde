"""From a body that a device posted to the messages that it could have sent over MQTT.

One element is a reading `{"s", "ts", "v", "q"?}` or an event `{"s", "ts", "type", …}`; a body is one of them
or an array of any. `s`: code of the source, left out where the address names it; `site` may stand beside.
"""

from typing import Final

import msgspec

from backend.connectors.mqtt.frames import Message
from backend.core.errors import ErrorCode, Refused
from backend.sensors.devices.refusals_rules import KeyRefusal, NotOfDevice
from backend.sensors.devices.rules import CODE, Device

MAX_ELEMENTS: Final = 20_000


class Head(msgspec.Struct, gc=False):
    """The head of an element: whose it is, and what it is.

    Of any type: an element must not escape the check because something in it is odd.
    """

    s: object = ""
    site: object = ""
    type: object = None


_body: Final = msgspec.json.Decoder(msgspec.Raw)
_elements: Final = msgspec.json.Decoder(list[msgspec.Raw])
_head: Final = msgspec.json.Decoder(Head)
_UNDECODABLE: Final = (msgspec.MsgspecError, ValueError, RecursionError)


def messages_of(body: bytes, device: Device, *, site: str, code: str | None) -> list[Message]:
    """The (topic, payload) pairs of a body. `site`: code of the device's site; `code`: from the address.

    Raises Refused: INVALID_INPUT for a body that is no JSON, and NotOfDevice where any element speaks for a
    source or a site that is not the device's: then nothing of the body may be taken. Malformed elements go
    on, to be put into quarantine like those that come over MQTT.
    """
    if code is not None and not device.speaks_for(code):
        raise NotOfDevice(KeyRefusal.OTHER_SOURCE, code)
    readings: list[bytes] = []
    messages: list[Message] = []
    for element in _split(body):
        head = _head_of(element)
        source = _source_of(head, device, site=site, code=code)
        if head.type is not None and source:
            messages.append((f"anhuan/{site}/{source}/event".encode(), element))
        else:
            readings.append(element)
    if readings:
        topic = f"anhuan/{site}/batch" if code is None else f"anhuan/{site}/{code}/reading"
        messages.insert(0, (topic.encode(), b"[" + b",".join(readings) + b"]"))
    return messages


def _split(body: bytes) -> list[bytes]:
    try:
        found = _elements.decode(body) if body.lstrip()[:1] == b"[" else [_body.decode(body)]
    except _UNDECODABLE as error:
        raise Refused(ErrorCode.INVALID_INPUT, f"the body is not JSON: {error}") from error
    if not 0 < len(found) <= MAX_ELEMENTS:
        raise Refused(ErrorCode.INVALID_INPUT, f"a body has 1 to {MAX_ELEMENTS} elements")
    return [bytes(element) for element in found]


def _head_of(element: bytes) -> Head:
    try:
        return _head.decode(element)
    except _UNDECODABLE:
        return Head()


def _source_of(head: Head, device: Device, *, site: str, code: str | None) -> str:
    """The code of the source that the element speaks for; "" if it does not say, or says nonsense."""
    if head.site not in ("", site):  # what a device wrote need not be hashable
        raise NotOfDevice(KeyRefusal.OTHER_SITE, code or (head.s if isinstance(head.s, str) else ""))
    if code is not None:
        if head.s not in ("", code):
            raise Refused(ErrorCode.INVALID_INPUT, "an element names another source than the address")
        return code
    if not isinstance(head.s, str):
        return ""
    if head.s and not device.speaks_for(head.s):
        raise NotOfDevice(KeyRefusal.OTHER_SOURCE, head.s)
    return head.s if CODE.fullmatch(head.s) else ""
