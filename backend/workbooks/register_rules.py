"""Contents of events of the register as cells of a workbook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final, cast

from backend.core.text import Text
from backend.risks.assessment.rules import Assessment, Direct, LecScores, LsScores
from backend.risks.revisions.rules import (
    BoundSide,
    Call,
    CheckItem,
    ConcernedDepartment,
    ControlMeasure,
    EventContent,
    RiskEvent,
    SourceBinding,
)
from backend.risks.rules import Owner
from backend.workbooks.register_sheets_rules import PARTS
from backend.workbooks.rules import Value

Cells = Mapping[str, Value]
SIDES: Final = {
    BoundSide.BOTH: "sources_both",
    BoundSide.HIGH: "sources_high",
    BoundSide.LOW: "sources_low",
}
"""Column of the sources that are bound to a side."""
PARTED: Final = "|"
"""Between the parts of a line about a department."""
OBSERVED: Final = "="
"""Between a source and the type of its observations."""


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes of the objects of a site by their ids; of people their usernames."""

    departments: Mapping[Any, str]
    posts: Mapping[Any, str]
    people: Mapping[Any, str]
    sources: Mapping[Any, str]

    def of_owner(self, owner: Owner) -> dict[str, Value]:
        return {
            "department": self.departments.get(owner.department_id, ""),
            "post": self.posts.get(owner.post_id, ""),
            "responsible": self.people.get(owner.person_id, ""),
        }


def cells_of_event(event: RiskEvent, unit: str, content: EventContent, codes: Codes) -> dict[str, Value]:
    """Return the cells of an event, with what its content says."""
    team, steps = content.team, content.steps
    found: dict[str, Value] = {
        "code": event.code,
        "risk_unit": unit,
        "stage": content.stage.value,
        "event_state": event.state.value,
        "accident_class": content.accident_class,
        "assessed_by": _sorted(codes.people.get(each, "") for each in (team.people if team else ())),
        "assessed_on": team.on if team else None,
        "control_level": content.control_level.value if content.control_level else "",
        "call_people": _sorted(codes.people.get(each.person_id, "") for each in content.calls),
        "call_posts": _sorted(codes.posts.get(each.post_id, "") for each in content.calls),
        "call_numbers": tuple(map(_number, filter(is_outside, content.calls))),
        "concerned": tuple(_concerned(each, codes) for each in content.departments),
        "review_months": float(content.review_months) if content.review_months else None,
        "reason": "",
    }
    found |= codes.of_owner(content.owner)
    found |= _both("title", content.title) | _both("harm", content.harm)
    found |= _lines("causes", content.causes) | _lines("signs", content.signs)
    found |= _lines("steps_early", steps.early) | _lines("steps_urgent", steps.urgent)
    for part in PARTS:
        found |= _cells_of_assessment(part, getattr(content, part))
    return found | cells_of_bindings(content.bindings, codes)


def cells_of_bindings(bindings: Iterable[SourceBinding], codes: Codes) -> dict[str, Value]:
    """Return the sources by the side to which they are bound, and the observations that are meant."""
    found: dict[str, list[str]] = {each: [] for each in (*SIDES.values(), "observed")}
    for each in bindings:
        source = codes.sources.get(each.sensor_id, "")
        if each.observations:
            found["observed"] += [f"{source}{OBSERVED}{kind}" for kind in each.observations]
        else:
            found[SIDES[each.side]].append(source)
    return {column: tuple(sorted(sources)) for column, sources in found.items()}


def cells_of_measure(event: str, measure: ControlMeasure, codes: Codes, *, reduces: bool) -> dict[str, Value]:
    """Return the cells of a measure. `reduces`: whether the residual risk rests on it."""
    return {
        "code": measure.code,
        "risk_event": event,
        **_both("text", measure.text),
        "measure_kind": measure.kind.value,
        "is_critical": measure.is_critical,
        "reduces": reduces,
        "source": codes.sources.get(measure.sensor_id, ""),
        **codes.of_owner(measure.owner),
    }


def cells_of_item(event: str, measure: str, item: CheckItem, codes: Codes) -> dict[str, Value]:
    """Return the cells of a check item of this measure."""
    return {
        "code": item.code,
        "risk_event": event,
        "measure": measure,
        **_both("look_for", item.look_for),
        "way": item.way.value,
        **_both("answer", item.answer),
        "low": item.low,
        "high": item.high,
        "unit": item.unit,
        "category": item.category.value,
        **codes.of_owner(item.owner),
    }


def text_of(cells: Cells, key: str) -> Text:
    """Return a text in both languages; those of one stand in where the other is missing."""
    zh, en = (" ".join(str(cells[f"{key}_{language}"] or "").split()) for language in ("zh", "en"))
    return Text(zh or en, en or zh)


def lines_of(cells: Cells, key: str) -> tuple[Text, ...]:
    """Return lines in both languages, each with that of its place in the other language."""
    zh, en = (cast("tuple[str, ...]", cells[f"{key}_{language}"]) for language in ("zh", "en"))
    return tuple(Text(one or other, other or one) for one, other in zip_longest(zh, en, fillvalue=""))


def both(key: str) -> tuple[str, str]:
    """Return the columns of a text."""
    return f"{key}_zh", f"{key}_en"


def is_outside(call: Call) -> bool:
    """Whether a number to call is of nobody at the site."""
    return call.person_id is None and call.post_id is None


def _cells_of_assessment(part: str, found: Assessment | None) -> dict[str, Value]:
    scores = found.scores if found else None
    last = getattr(scores, "consequence", getattr(scores, "severity", None))
    return {
        f"{part}_method": found.method.value if found else "",
        f"{part}_likelihood": _float(scores.likelihood) if isinstance(scores, LecScores | LsScores) else None,
        f"{part}_exposure": _float(scores.exposure) if isinstance(scores, LecScores) else None,
        f"{part}_consequence": _float(last),
        f"{part}_level": str(int(found.level)) if found else "",
        f"{part}_clause": scores.clause if isinstance(scores, Direct) else "",
    }


def _float(number: float | None) -> float | None:
    return None if number is None else float(number)


def _number(call: Call) -> str:
    name = call.name or Text("", "")
    said = name.zh if name.zh == name.en else f"{name.zh} {PARTED} {name.en}"
    return f"{said} {PARTED} {call.phone}"


def _concerned(each: ConcernedDepartment, codes: Codes) -> str:
    work = (each.work.zh,) if each.work.zh == each.work.en else (each.work.zh, each.work.en)
    parts = (codes.departments.get(each.department_id, ""), each.kind.value, f"{each.share}%", *work)
    return f" {PARTED} ".join(parts)


def _both(key: str, text: Text) -> dict[str, Value]:
    return {f"{key}_zh": text.zh, f"{key}_en": text.en}


def _lines(key: str, lines: Iterable[Text]) -> dict[str, Value]:
    found = tuple(lines)
    return {f"{key}_zh": tuple(each.zh for each in found), f"{key}_en": tuple(each.en for each in found)}


def _sorted(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({each for each in codes if each}))
