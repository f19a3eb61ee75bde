"""Guide to connect a source, for a technician: address, topic, an example, and a line for a shell."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from backend.core.errors import ErrorCode, Refused
from backend.sensors.rules import SOURCE_CODE

NOW: Final = "NOW"
CURL: Final = 'curl {url} -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" -d {body}'
PUBLISH: Final = "mosquitto_pub -h {host} -p {port}{account} -q 1 -t {topic} -m {body}"
ACCOUNT: Final = ' --cafile ca.crt -u {site}/{code} -P "$PASSWORD"'


class ConnectionWay(StrEnum):
    """How a source sends."""

    MQTT = "MQTT"
    HTTP = "HTTP"
    CAMERA = "CAMERA"
    """A box that sees what is wrong, over HTTP."""
    TAG_READER = "TAG_READER"
    """A gate or reader of tags, over HTTP."""


_MEASURED: Final[Mapping[str, object]] = {"ts": NOW, "v": 12.5, "q": "good"}
EXAMPLES: Final[Mapping[ConnectionWay, Mapping[str, object]]] = {
    ConnectionWay.MQTT: _MEASURED,
    ConnectionWay.HTTP: _MEASURED,
    ConnectionWay.CAMERA: {"ts": NOW, "type": "NO_HELMET", "confidence": 0.9},
    ConnectionWay.TAG_READER: {"ts": NOW, "type": "TAG_READ", "subject": "TAG-0001"},
}


@dataclass(frozen=True, slots=True)
class ConnectionGuide:
    """`address`: where it sends to; empty where nobody has set that of the broker. `is_local`: reached from
    the server itself only. `needs_account`: the broker asks for a name and a password. `command` names the
    key as $KEY and the password as $PASSWORD: neither is in it.
    """

    address: str
    topic: str
    payload: str
    command: str
    needs_key: bool
    needs_account: bool
    is_local: bool

    @property
    def text(self) -> str:
        """All of it for the phone of a technician. A key is good until it is revoked, and a picture is
        photographed, printed and left lying: it holds none.
        """
        return "\n".join(each for each in (self.address, self.topic, self.payload, self.command) if each)


def guide(
    way: ConnectionWay, *, site: str, code: str, address: str, broker: str, now: datetime
) -> ConnectionGuide:
    """Say how the source sends. `address`: of the installation; `broker`: where devices reach the broker,
    empty where that is not set. Raises Refused(CODE_NOT_LATIN).
    """
    if SOURCE_CODE.fullmatch(code) is None:
        raise Refused(ErrorCode.CODE_NOT_LATIN, "letters, digits, and . _ - between them")
    example = EXAMPLES[way]
    topic = f"anhuan/{site}/{code}/{'reading' if 'v' in example else 'event'}"
    payload = json.dumps(example).replace(NOW, now.strftime("%Y-%m-%dT%H:%M:%SZ"))
    if way is not ConnectionWay.MQTT:
        url = f"{address}/ingest/{site}/{code}"
        line = CURL.format(url=url, body=_in_shell(example))
        return ConnectionGuide(url, topic, payload, line, True, False, _is_local(address))
    found = urlsplit(broker)
    has_account = found.scheme == "mqtts"
    line = PUBLISH.format(
        host=found.hostname or "$BROKER",
        port=found.port or (8883 if has_account else 1883),
        account=ACCOUNT.format(site=site, code=code) if has_account else "",
        topic=topic,
        body=_in_shell(example),
    )
    return ConnectionGuide(broker, topic, payload, line, False, has_account, _is_local(broker))


def _in_shell(example: Mapping[str, object]) -> str:
    """The example for a shell, which puts in the time at which it is sent."""
    quoted = json.dumps(example).replace('"', '\\"')
    return f'"{quoted}"'.replace(NOW, "$(date -u +%FT%TZ)")


def _is_local(address: str) -> bool:
    return urlsplit(address).hostname in ("127.0.0.1", "localhost", "::1")
