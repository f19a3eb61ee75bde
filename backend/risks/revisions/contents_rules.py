"""Contents of events: checked before they are kept, and kept as JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, get_type_hints
from uuid import UUID

import msgspec

from backend.core.codes import LONGEST_NAME, checked_code, checked_name, checked_phone, clean
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.typed import convert
from backend.core.vocabulary import Tier
from backend.risks.assessment.accident_classes_rules import AccidentClass, accident_classes
from backend.risks.assessment.rules import (
    CONTROL_LEVELS,
    ControlLevel,
    RiskLevel,
    assessment_of,
    check_control_level,
    check_residual,
    packed,
)
from backend.risks.revisions.rules import (
    LONGEST_TEXT,
    MOST_CALLS,
    MOST_DEPARTMENTS,
    MOST_ITEMS,
    MOST_LINES,
    MOST_MEASURES,
    MOST_SOURCES,
    Call,
    CheckItem,
    CheckWay,
    ConcernedDepartment,
    ControlMeasure,
    EmergencySteps,
    EventContent,
    WatchedBy,
)
from backend.sensors.site_advice_rules import sends_in

ASSESSED: Final = ("inherent", "residual")
MOST_REVIEW_MONTHS: Final = 120


def packed_content(content: EventContent) -> dict[str, Any]:
    """Return the content as plain values for JSON; `content_of` reads them."""
    found: dict[str, Any] = msgspec.to_builtins(replace(content, inherent=None, residual=None))
    for name in ASSESSED:
        assessment = getattr(content, name)
        found[name] = packed(assessment) if assessment else None
    return found


def content_of(kept: Mapping[str, Any]) -> EventContent:
    """Return the content as it was packed."""
    types = get_type_hints(EventContent)
    found: dict[str, Any] = {
        name: convert(value, types[name]) for name, value in kept.items() if name not in ASSESSED
    }
    found |= {name: assessment_of(kept[name]) for name in ASSESSED if kept.get(name)}
    return EventContent(**found)


def with_sensor_ids(kept: Mapping[str, Any], ids: Mapping[int, int]) -> dict[str, Any]:
    """Return a packed content in which sources have the ids that `ids` gives them, by those of before."""

    def renumbered(parts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [{**each, "sensor_id": ids.get(each["sensor_id"], each["sensor_id"])} for each in parts]

    return {
        **kept,
        "bindings": renumbered(kept["bindings"]),
        "measures": renumbered(kept["measures"]),
    }


def checked_content(content: EventContent, *, is_gas: bool) -> EventContent:
    """Return the content as it is kept: clean texts, codes of one spelling, the words of one language where
    the other is missing. `is_gas`: its class or a bound source is of a gas.

    Raises Refused: NAME_INVALID, CODE_INVALID, CODE_TAKEN for two measures or items of one code,
    PHONE_INVALID, TOO_MANY_SOURCES, TOO_MANY_MEASURES, ADVICE_INTO_GAS for a step that sends people into a
    gas, UNKNOWN_ACCIDENT_CLASS, INVALID_INPUT, and as `check_assessed` does for what is assessed.
    """
    if len(content.bindings) > MOST_SOURCES:
        raise Refused(ErrorCode.TOO_MANY_SOURCES, f"at most {MOST_SOURCES} sources")
    if len(content.measures) > MOST_MEASURES:
        raise Refused(ErrorCode.TOO_MANY_MEASURES, f"at most {MOST_MEASURES} measures")
    _at_most(MOST_CALLS, content.calls, "people to call")
    _at_most(MOST_DEPARTMENTS, content.departments, "departments")
    if content.accident_class and class_of(content.accident_class) is None:
        raise Refused(ErrorCode.UNKNOWN_ACCIDENT_CLASS, f"no accident class {content.accident_class!r}")
    months = content.review_months
    if months is not None and not 1 <= months <= MOST_REVIEW_MONTHS:
        raise Refused(ErrorCode.INVALID_INPUT, f"a review within {MOST_REVIEW_MONTHS} months")
    checked = replace(
        content,
        title=_title(content.title),
        harm=_words(content.harm),
        causes=_lines(content.causes),
        signs=_lines(content.signs),
        steps=_checked_steps(content.steps, is_gas=is_gas),
        calls=tuple(map(_checked_call, content.calls)),
        departments=_checked_departments(content.departments),
        measures=_checked_measures(content.measures),
        bindings=tuple({each.sensor_id: each for each in content.bindings}.values()),
    )
    _check_watchers(checked)
    check_assessed(checked)
    return checked


def check_assessed(
    content: EventContent, by_level: Mapping[RiskLevel, ControlLevel] = CONTROL_LEVELS
) -> None:
    """Check what the content says of its risk, as far as it says it. Raises Refused: RESIDUAL_WORSE,
    MEASURE_REQUIRED, CONTROL_LEVEL_TOO_LOW, INVALID_INPUT for a residual risk without an inherent one or one
    that rests on a measure which the event does not have.
    """
    own = {each.measure_id for each in content.measures}
    if set(content.rests_on) - own:
        raise Refused(ErrorCode.INVALID_INPUT, "the residual risk rests on measures of the event")
    if content.residual is None:
        return
    if content.inherent is None:
        raise Refused(ErrorCode.INVALID_INPUT, "a residual risk is left of an inherent one")
    check_residual(content.inherent, content.residual, content.rests_on)
    if content.control_level is not None:
        check_control_level(content.control_level, by_level[content.residual.level])


def require_complete(content: EventContent) -> None:
    """Check that an event may hold. Raises Refused: ASSESSMENT_REQUIRED for a draft that was not assessed
    or has no team, UNKNOWN_ACCIDENT_CLASS without an accident class.
    """
    if content.inherent is None or content.residual is None or content.team is None:
        raise Refused(ErrorCode.ASSESSMENT_REQUIRED, "an event in force has been assessed by somebody")
    if not content.accident_class:
        raise Refused(ErrorCode.UNKNOWN_ACCIDENT_CLASS, "an event in force has an accident class")


def _at_most(most: int, found: tuple[object, ...], what: str) -> None:
    if len(found) > most:
        raise Refused(ErrorCode.INVALID_INPUT, f"at most {most} {what}")


def _words(text: Text, longest: int = LONGEST_TEXT) -> Text:
    """Return clean words in both languages; those of one stand in where the other is missing."""
    zh, en = (" ".join(each.split()) for each in (text.zh, text.en))
    if max(len(zh), len(en)) > longest:
        raise Refused(ErrorCode.INVALID_INPUT, f"at most {longest} characters")
    return Text(zh or en, en or zh)


def _title(text: Text) -> Text:
    """Return the title, a sentence with its own signs, in both languages."""
    title = _words(text)
    if not title.zh or max(len(title.zh), len(title.en)) > LONGEST_NAME:
        raise Refused(ErrorCode.NAME_INVALID, f"a title has 1 to {LONGEST_NAME} characters")
    return title


def _lines(lines: Iterable[Text]) -> tuple[Text, ...]:
    found = tuple(each for each in map(_words, lines) if each.zh)
    _at_most(MOST_LINES, found, "lines")
    return found


def _checked_steps(steps: EmergencySteps, *, is_gas: bool) -> EmergencySteps:
    of_tier = {Tier[name].name: _lines(lines) for name, lines in (steps.of_tier or {}).items()}
    own = {name: lines for name, lines in of_tier.items() if lines}
    found = EmergencySteps(_lines(steps.early), _lines(steps.urgent), own or None)
    said = [*found.early, *found.urgent, *(each for lines in of_tier.values() for each in lines)]
    if is_gas and any(sends_in(words) for each in said for words in (each.zh, each.en)):
        raise Refused(ErrorCode.ADVICE_INTO_GAS, "a step sends people into a gas")
    return found


def _checked_call(call: Call) -> Call:
    name = checked_name(call.name.zh, call.name.en) if call.name and (call.name.zh or call.name.en) else None
    phone = checked_phone(call.phone, fewest=3)
    if call.post_id is None and call.person_id is None and not (name and phone):
        raise Refused(ErrorCode.INVALID_INPUT, "call a post, a person, or a number with its name")
    return replace(call, name=name, phone=phone)


def _checked_departments(found: tuple[ConcernedDepartment, ...]) -> tuple[ConcernedDepartment, ...]:
    if len({(each.department_id, each.kind) for each in found}) < len(found):
        raise Refused(ErrorCode.INVALID_INPUT, "a department gets one task of a kind")
    if any(not 1 <= each.share <= 100 for each in found):
        raise Refused(ErrorCode.INVALID_INPUT, "a work has between 1 and 100 % of the time")
    named = tuple(replace(each, work=_words(each.work, 200)) for each in found)
    if any(not each.work.zh for each in named):
        raise Refused(ErrorCode.INVALID_INPUT, "say what a department has to do")
    return named


def _checked_measures(measures: tuple[ControlMeasure, ...]) -> tuple[ControlMeasure, ...]:
    found = tuple(
        replace(
            each,
            code=checked_code(each.code),
            text=_said(each.text),
            items=tuple(_checked_item(item) for item in each.items),
        )
        for each in measures
    )
    items = [item for each in found for item in each.items]
    _require_unique([each.code for each in found], [each.measure_id for each in found])
    _require_unique([each.code for each in items], [each.item_id for each in items])
    for each in found:
        _at_most(MOST_ITEMS, each.items, "check items of a measure")
    return found


def _checked_item(item: CheckItem) -> CheckItem:
    low, high = item.low, item.high
    if item.way is not CheckWay.READING and (low is not None or high is not None):
        raise Refused(ErrorCode.INVALID_INPUT, "only a reading has limits")
    if low is not None and high is not None and low >= high:
        raise Refused(ErrorCode.INVALID_INPUT, "the lower limit lies below the upper one")
    return replace(
        item,
        code=checked_code(item.code),
        look_for=_said(item.look_for),
        answer=_words(item.answer),
        unit=clean(item.unit),
    )


def _said(text: Text) -> Text:
    found = _words(text)
    if not found.zh:
        raise Refused(ErrorCode.INVALID_INPUT, "a measure or an item says what it is")
    return found


def _require_unique(codes: list[str], ids: list[UUID]) -> None:
    if len({each.casefold() for each in codes}) < len(codes):
        raise Refused(ErrorCode.CODE_TAKEN, "two parts of the event have one code")
    if len(set(ids)) < len(ids):
        raise Refused(ErrorCode.INVALID_INPUT, "two parts of the event have one id")


def _check_watchers(content: EventContent) -> None:
    """Check that a measure watched by a source names a bound one, and no other names any."""
    bound = {each.sensor_id for each in content.bindings}
    for each in content.measures:
        if (each.watched_by is WatchedBy.SOURCE) is not (each.sensor_id is not None):
            raise Refused(ErrorCode.INVALID_INPUT, "a measure is watched by a source or by checks")
        if each.sensor_id is not None and each.sensor_id not in bound:
            raise Refused(ErrorCode.SOURCE_NOT_BOUND, "a measure is watched by a source of its event")


GAS_CLASSES: Final = frozenset(
    {"GB_2025/16", "GB_2025/23", "GB_2025/24", "GB_2025/26", "GB_1986/15", "GB_1986/19"}
)
"""Flammable gas explosion, poisoning, asphyxiation, leak; of 1986 gas explosion, and poisoning."""


def class_key(found: AccidentClass) -> str:
    """Return the key by which a content keeps a class: its list and code."""
    return f"{found.listed}/{found.code}"


def class_of(key: str) -> AccidentClass | None:
    """Return the class with this key; None for none."""
    return _CLASSES.get(key)


_CLASSES: Final = {class_key(each): each for each in accident_classes()}
