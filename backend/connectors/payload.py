"""From MQTT messages to readings. Nothing in here raises: what cannot be used goes to quarantine.

`anhuan/{site}/{sensor}/reading` carries `{"ts", "v", "q"?}` or an array of these, `anhuan/{site}/batch` an
array of `{"s", "ts", "v", "q"?}` over several sensors. `ts` is ISO 8601 with a zone, or milliseconds since
the epoch; `q` is "good" (default), "uncertain" or "bad".
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from backend.connectors.camera_events import observe, source_of
from backend.connectors.timestamps import EARLIEST_US, LATEST_US, Unusable, moment_us
from backend.core.vocabulary import Quality
from backend.readings.rules import Batch, Reading
from backend.sensors.quarantine_rules import Rejected, RejectReason

QUALITIES: Final = {quality.name.lower(): int(quality) for quality in Quality}
GOOD: Final = int(Quality.GOOD)
LARGEST: Final = 1e15
"""No quantity of a plant is larger; a device that says so sends rubbish."""
MAX_TOPICS: Final = 100_000
KEPT_BYTES: Final = 4096


class Sampled(msgspec.Struct, gc=False):
    """One reading as a device writes it."""

    ts: int | float | datetime
    v: float
    q: str = "good"


class SampledBy(msgspec.Struct, gc=False):
    """One reading of a gateway, which names the sensor."""

    s: str
    ts: int | float | datetime
    v: float
    q: str = "good"


class Keys(dict[str, str]):
    """The source keys of a site by the code of the sensor, as gateways say it (bounded)."""

    def __init__(self, site: str) -> None:
        super().__init__()
        self._site = site

    def __missing__(self, code: str) -> str:
        if not code or "/" in code:
            raise Unusable(RejectReason.MALFORMED, f"no sensor can be called {code[:40]!r}")
        if len(self) >= MAX_TOPICS:
            self.clear()
        key = self[code] = f"{self._site}/{code}"
        return key


class Route(NamedTuple):
    """Meaning of a topic: the source key of one sensor, or the site of a gateway batch with its `keys`."""

    key: str
    is_batch: bool
    keys: Keys


_of_sensor: Final = msgspec.json.Decoder(Sampled | list[Sampled])
_of_gateway: Final = msgspec.json.Decoder(list[SampledBy])
_elements: Final = msgspec.json.Decoder(list[msgspec.Raw])
_one_of_sensor: Final = msgspec.json.Decoder(Sampled)
_one_of_gateway: Final = msgspec.json.Decoder(SampledBy)
_UNDECODABLE: Final = (msgspec.MsgspecError, ValueError, OverflowError, RecursionError)


class Decoder:
    """Decodes bursts; remembers what each topic means (bounded)."""

    def __init__(self) -> None:
        self._routes: dict[bytes, Route | None] = {}

    def decode(self, messages: Iterable[tuple[bytes, bytes]]) -> Batch:
        """The readings of these (topic, payload) pairs in order; elements that are no use, apart."""
        batch = Batch()
        readings, routes = batch.readings, self._routes
        for topic, payload in messages:
            route = routes.get(topic) or self._learn(topic)
            if route is None:
                _take_other(batch, topic, payload)
                continue
            before = len(readings)
            try:
                if route.is_batch:
                    _take_gateway(readings, route.keys, _of_gateway.decode(payload))
                else:
                    _take_sensor(readings, route.key, _of_sensor.decode(payload))
            except (Unusable, *_UNDECODABLE) as error:
                del readings[before:]
                batch.rejected.append(_salvage(readings, route, topic, payload, error))
        return batch

    def _learn(self, topic: bytes) -> Route | None:
        if topic in self._routes:
            return self._routes[topic]
        if len(self._routes) >= MAX_TOPICS:
            self._routes.clear()
        route = self._routes[topic] = route_of(topic)
        return route


def route_of(topic: bytes) -> Route | None:
    """Return the meaning of the topic, None if it has none."""
    try:
        parts = topic.decode().split("/")
    except UnicodeDecodeError:
        return None
    match parts:
        case ["anhuan", site, "batch"] if site:
            return Route(site, is_batch=True, keys=Keys(site))
        case ["anhuan", site, sensor, "reading"] if site and sensor:
            return Route(f"{site}/{sensor}", is_batch=False, keys=Keys(site))
    return None


def _take_other(batch: Batch, topic: bytes, payload: bytes) -> None:
    """Not readings: events, or a topic that means nothing."""
    source = source_of(topic)
    if source is None:
        batch.rejected.append(reject(topic, payload, RejectReason.TOPIC, "no such topic"))
        return
    found, failures = observe(source, payload)
    batch.observations.extend(found)
    batch.rejected.extend(reject(topic, element, why.reason, str(why)) for element, why in failures)


def _take_sensor(readings: list[Reading], key: str, found: Sampled | list[Sampled]) -> None:
    if isinstance(found, list):
        readings.extend(_reading(key, each) for each in found)
    else:
        readings.append(_reading(key, found))


def _take_gateway(readings: list[Reading], keys: Keys, found: list[SampledBy]) -> None:
    for each in found:
        at, value = each.ts, each.v
        # What nearly every gateway sends, without a call per reading; `_reading` says what is wrong.
        sampled_us = at * 1000 if type(at) is int else round(at * 1000) if type(at) is float else 0
        if EARLIEST_US < sampled_us < LATEST_US and -LARGEST < value < LARGEST and each.q == "good":
            readings.append((keys[each.s], sampled_us, value, GOOD))
        else:
            readings.append(_reading(keys[each.s], each))


def _reading(key: str, found: Sampled | SampledBy) -> Reading:
    sampled_us, value = moment_us(found.ts), found.v
    if not -LARGEST < value < LARGEST:
        raise Unusable(RejectReason.VALUE, f"no quantity measures {value}")
    quality = QUALITIES.get(found.q)
    if quality is None:
        raise Unusable(RejectReason.MALFORMED, f"quality {found.q[:20]!r} is unknown")
    return key, sampled_us, value, quality


def _salvage(
    readings: list[Reading], route: Route, topic: bytes, payload: bytes, error: Exception
) -> Rejected:
    """Keep the good elements of an array; answer with the others, or with the whole message."""
    try:
        elements = _elements.decode(payload)
    except _UNDECODABLE:
        return reject(topic, payload, _reason(error), str(error))
    wrong: list[bytes] = []
    first = error
    for element in elements:
        try:
            if route.is_batch:
                _take_gateway(readings, route.keys, [_one_of_gateway.decode(element)])
            else:
                readings.append(_reading(route.key, _one_of_sensor.decode(element)))
        except (Unusable, *_UNDECODABLE) as why:
            first = why if not wrong else first
            wrong.append(bytes(element))
    detail = f"{len(wrong)} of {len(elements)} elements: {first}"
    return reject(topic, b"[" + b",".join(wrong) + b"]", _reason(first), detail)


def _reason(error: Exception) -> RejectReason:
    return error.reason if isinstance(error, Unusable) else RejectReason.MALFORMED


def reject(topic: bytes, payload: bytes, reason: RejectReason, detail: str) -> Rejected:
    """A message for quarantine, cut to what a person needs to see."""
    # PostgreSQL stores no NUL in a text.
    name, why = topic.decode(errors="replace").replace("\0", "?"), detail.replace("\0", "?")
    return Rejected(name[:200], payload[:KEPT_BYTES], reason, why[:300])
