"""Differences between two contents of an event, field by field, as a second person reads them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Final

import msgspec

from backend.core.text import Text
from backend.risks.assessment.rules import Assessment
from backend.risks.revisions.rules import CheckItem, ControlMeasure, EventContent


class DifferenceKind(StrEnum):
    ADDED = "ADDED"
    REMOVED = "REMOVED"
    CHANGED = "CHANGED"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs. `part`: code of the measure or item, or number of the source; "" of the event
    itself. `before` and `after`: plain values, None for what is not there.
    """

    kind: DifferenceKind
    field: str
    part: str
    before: Any
    after: Any


def differences(before: EventContent, after: EventContent) -> list[Difference]:
    """Return what differs: fields of the event first, then its sources, measures and check items."""
    own = [each.name for each in fields(EventContent) if each.name not in ("measures", "bindings")]
    found = [
        _changed(name, "", getattr(before, name), getattr(after, name))
        for name in own
        if getattr(before, name) != getattr(after, name)
    ]
    found += _parts(
        "bindings",
        {str(each.sensor_id): each for each in before.bindings},
        {str(each.sensor_id): each for each in after.bindings},
        (),
    )
    was = {each.measure_id: each for each in before.measures}
    now = {each.measure_id: each for each in after.measures}
    found += _parts("measures", _bare(was), _bare(now), _MEASURE)
    items_before = {item.item_id: item for each in before.measures for item in each.items}
    items_after = {item.item_id: item for each in after.measures for item in each.items}
    return [*found, *_parts("items", items_before, items_after, _ITEM)]


_MEASURE: Final = tuple(
    each.name for each in fields(ControlMeasure) if each.name not in ("measure_id", "items")
)
_ITEM: Final = tuple(each.name for each in fields(CheckItem) if each.name != "item_id")


def _bare(measures: Mapping[Any, ControlMeasure]) -> dict[Any, ControlMeasure]:
    """Return the measures without their items, which are compared by themselves."""
    return {key: replace(each, items=()) for key, each in measures.items()}


def _parts(
    name: str, before: dict[Any, Any], after: dict[Any, Any], compared: Iterable[str]
) -> Iterator[Difference]:
    """Yield parts that came and went, and of those that stayed each field that differs; without fields to
    compare the part as a whole.
    """
    for key in (each for each in before if each not in after):
        yield Difference(DifferenceKind.REMOVED, name, _code(key, before[key]), _plain(before[key]), None)
    for key, now in after.items():
        if key not in before:
            yield Difference(DifferenceKind.ADDED, name, _code(key, now), None, _plain(now))
        elif before[key] != now:
            yield from _within(name, _code(key, now), before[key], now, compared)


def _within(name: str, code: str, was: Any, now: Any, compared: Iterable[str]) -> Iterator[Difference]:
    names = [each for each in compared if getattr(was, each) != getattr(now, each)]
    if not names:
        yield _changed(name, code, was, now)
    for each in names:
        yield _changed(f"{name}.{each}", code, getattr(was, each), getattr(now, each))


def _changed(name: str, part: str, before: Any, after: Any) -> Difference:
    return Difference(DifferenceKind.CHANGED, name, part, _plain(before), _plain(after))


def _code(key: Any, part: Any) -> str:
    return getattr(part, "code", None) or str(key)


def _plain(value: Any) -> Any:
    if isinstance(value, Assessment):
        return {"score": value.score, "level": int(value.level), "clause": value.clause}
    if isinstance(value, Text):
        return value.both()
    return msgspec.to_builtins(value)
