"""Rows of the register become contents of events; each cell that does not fit is named."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar, cast
from uuid import UUID, uuid4

from backend.core.codes import clean
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.vocabulary import HazardCategory, Stage, TaskKind
from backend.risks.assessment.rules import (
    SCALES,
    Assessment,
    AssessmentMethod,
    ControlLevel,
    Direct,
    LecScores,
    LsScores,
    ScoreAxis,
    assess,
    required_control_level,
)
from backend.risks.assessment.scales_rules import cutoff_set, cutoff_set_for
from backend.risks.revisions.rules import (
    BoundSide,
    Call,
    CheckItem,
    CheckWay,
    ConcernedDepartment,
    ControlMeasure,
    EmergencySteps,
    EventContent,
    MeasureKind,
    SourceBinding,
    Team,
    WatchedBy,
)
from backend.risks.rules import Owner
from backend.risks.settings.rules import RiskSettings
from backend.sensors.rules import SensorKind
from backend.workbooks.importing_commands import EventLines, Importing, Line, LineRefused
from backend.workbooks.register_rules import OBSERVED, PARTED, SIDES, both, is_outside, lines_of, text_of
from backend.workbooks.register_sheets_rules import BINDINGS, PARTS
from backend.workbooks.rules import Value, folded

T = TypeVar("T")
CALLS: Final = ("call_people", "call_posts", "call_numbers")
AXES: Final = {
    ScoreAxis.LIKELIHOOD: "likelihood",
    ScoreAxis.EXPOSURE: "exposure",
    ScoreAxis.CONSEQUENCE: "consequence",
    ScoreAxis.SEVERITY: "consequence",
}
"""Ending of the column of a score: severity of LS stands where LEC has its consequence."""
SCORES: Final = ("likelihood", "exposure", "consequence")


@dataclass(frozen=True)
class Building:
    """Content of one event that is made of its lines. `before`: content of the site; `waiting`: the one that
    waits for a second person.
    """

    work: Importing
    lines: EventLines
    settings: RiskSettings
    before: EventContent | None
    waiting: EventContent | None

    def content(self) -> EventContent:
        """Return the content. Raises LineRefused at the cell that does not fit; levels that are others than
        the computed ones are named, and go on as computed.
        """
        found = self._of_event() if self.lines.event else cast(EventContent, self.before)
        found = replace(found, measures=self._measures())
        return replace(found, rests_on=self._rests_on(found))

    def _of_event(self) -> EventContent:
        line = cast(Line, self.lines.event)
        cells = line.wanted
        inherent, residual = (self._assessment(line, part) for part in PARTS)
        return EventContent(
            title=text_of(cells, "title"),
            stage=Stage(str(cells["stage"])),
            owner=self._owner(cells),
            harm=text_of(cells, "harm"),
            causes=self._field(line, "causes", both("causes"), lambda: lines_of(cells, "causes")),
            signs=self._field(line, "signs", both("signs"), lambda: lines_of(cells, "signs")),
            accident_class=str(cells["accident_class"]),
            inherent=inherent,
            residual=residual,
            team=self._field(line, "team", ("assessed_by", "assessed_on"), lambda: self._team(line)),
            control_level=self._control_level(line, residual),
            steps=self._field(
                line,
                "steps",
                (*both("steps_early"), *both("steps_urgent")),
                lambda: self._steps(line),
            ),
            calls=self._field(line, "calls", CALLS, lambda: self._calls(line)),
            departments=self._field(line, "departments", ("concerned",), lambda: self._departments(line)),
            bindings=self._field(line, "bindings", BINDINGS, lambda: self._bindings(line)),
            review_months=self._field(line, "review_months", ("review_months",), lambda: _months(line)),
        )

    def _field(self, line: Line, field: str, columns: tuple[str, ...], make: Callable[[], T]) -> T:
        """Return the field as the site has it where no column says otherwise, else what they make."""
        if self.before is not None and not line.changed.intersection(columns):
            return cast(T, getattr(self.before, field))
        return make()

    def _owner(self, cells: Mapping[str, Value]) -> Owner:
        ids = self.work.id_of
        return Owner(
            ids("departments", cells["department"]),
            ids("posts", cells["post"]),
            ids("people", cells["responsible"]),
        )

    def _team(self, line: Line) -> Team | None:
        names, on = codes(line, "assessed_by"), line.wanted["assessed_on"]
        if not names and on is None:
            return None
        if not names or on is None:
            column = "assessed_on" if names else "assessed_by"
            raise LineRefused(line, column, ErrorCode.CELL_REQUIRED, "who assessed it, and when")
        return Team(tuple(self._id("people", each) for each in names), cast(Any, on))

    def _control_level(self, line: Line, residual: Assessment | None) -> ControlLevel | None:
        """Return the level that the row says, else the one that its residual risk needs."""
        said = str(line.wanted["control_level"])
        if said:
            return ControlLevel(said)
        return required_control_level(residual.level, self.settings.control_levels) if residual else None

    def _steps(self, line: Line) -> EmergencySteps:
        of_tier = self.before.steps.of_tier if self.before else None
        return EmergencySteps(
            lines_of(line.wanted, "steps_early"), lines_of(line.wanted, "steps_urgent"), of_tier
        )

    def _calls(self, line: Line) -> tuple[Call, ...]:
        """Return the numbers to call; those of the site that the row still names stay as they are."""
        known = self.before.calls if self.before else ()
        people = {self._id("people", each) for each in codes(line, "call_people")}
        posts = {self._id("posts", each) for each in codes(line, "call_posts")}
        stay = [each for each in known if each.person_id in people or each.post_id in posts]
        stay_ids = {each.person_id or each.post_id for each in stay}
        more = [
            *(Call(person_id=each) for each in sorted(people - stay_ids)),
            *(Call(post_id=each) for each in sorted(posts - stay_ids)),
        ]
        if "call_numbers" not in line.changed:
            return (*stay, *more, *filter(is_outside, known))
        return (*stay, *more, *(_number(line, each) for each in codes(line, "call_numbers")))

    def _departments(self, line: Line) -> tuple[ConcernedDepartment, ...]:
        return tuple(self._department(line, each) for each in codes(line, "concerned"))

    def _department(self, line: Line, said: str) -> ConcernedDepartment:
        """Return a department of "code | REPAIR | 50% | work | the same in English"."""
        parts = [each.strip() for each in clean(said).split(PARTED)]
        shortest, longest = 4, 5
        if not shortest <= len(parts) <= longest:
            raise LineRefused(line, "concerned", ErrorCode.CELL_LINE_PARTS, "four parts")
        kind = kind_of_task(parts[1])
        share = parts[2].rstrip("% ")
        if kind is None or not share.isdecimal():
            raise LineRefused(line, "concerned", ErrorCode.CELL_LINE_PARTS, "no kind of task, or no share")
        known = self.work.known["departments"].get(folded(parts[0]))
        if known is None:
            raise LineRefused(line, "concerned", ErrorCode.CELL_UNKNOWN_CODE, "no such department")
        work = Text(parts[3], parts[4] if len(parts) == longest else parts[3])
        return ConcernedDepartment(cast(UUID, known.object_id), kind, work, int(share))

    def _bindings(self, line: Line) -> tuple[SourceBinding, ...]:
        wanted: dict[int, SourceBinding] = {}
        for side, column in SIDES.items():
            for code in codes(line, column):
                sensor_id = self._source(line, column, code, sends_readings=True)
                other = wanted.get(sensor_id)
                wanted[sensor_id] = SourceBinding(sensor_id, BoundSide.BOTH if other else side)
        kinds: dict[int, list[str]] = {}
        for each in codes(line, "observed"):
            code, parted, kind = each.partition(OBSERVED)
            if not parted or not kind:
                raise LineRefused(line, "observed", ErrorCode.CELL_LINE_PARTS, "a source and a type")
            sensor_id = self._source(line, "observed", code, sends_readings=False)
            kinds.setdefault(sensor_id, []).append(kind.upper())
        for sensor_id, found in kinds.items():
            wanted[sensor_id] = SourceBinding(sensor_id, observations=tuple(sorted(set(found))))
        before = [each.sensor_id for each in (self.before.bindings if self.before else ())]
        order = {each: place for place, each in enumerate(before)}
        return tuple(sorted(wanted.values(), key=lambda each: order.get(each.sensor_id, len(order))))

    def _source(self, line: Line, column: str, code: str, *, sends_readings: bool) -> int:
        known = self.work.known["sources"].get(folded(code))
        if known is None:
            raise LineRefused(line, column, ErrorCode.CELL_UNKNOWN_CODE, "no such source")
        if (known.values["source_kind"] == SensorKind.READINGS.value) is not sends_readings:
            raise LineRefused(
                line, column, ErrorCode.CELL_BOUND_OTHERWISE, "readings by side, observations by type"
            )
        return cast(int, known.object_id)

    def _id(self, sheet: str, code: str) -> UUID:
        return cast(UUID, self.work.known[sheet][folded(code)].object_id)

    def _assessment(self, line: Line, part: str) -> Assessment | None:
        """Return what the scores make; those of the site as they were assessed then."""
        before: Assessment | None = getattr(self.before, part) if self.before else None
        columns = {f"{part}_{each}" for each in (*SCORES, "method", "clause")}
        is_direct = before is not None and before.method is AssessmentMethod.DIRECT
        if before is not None and not line.changed & (columns | ({f"{part}_level"} if is_direct else set())):
            found = before
        else:
            made = _assessed(line, part, self.settings)
            if made is None:
                return None
            found = made
        self._check_level(line, part, found)
        return found

    def _check_level(self, line: Line, part: str, found: Assessment) -> None:
        """Name a level that is another than the computed one; one key takes the computed ones."""
        typed = str(line.wanted[f"{part}_level"])
        if self.work.takes_computed or not typed or int(typed) == found.level:
            return
        self.work.blame(
            LineRefused(
                line,
                f"{part}_level",
                ErrorCode.LEVEL_COMPUTED,
                f"{typed} was typed, {int(found.level)} computed",
                computed(line, found, int(typed)),
            )
        )

    def _measures(self) -> tuple[ControlMeasure, ...]:
        known = list(self.before.measures) if self.before else []
        ids = {folded(each.code): each.measure_id for each in (self.waiting.measures if self.waiting else ())}
        found = {folded(each.code): each for each in known}
        for line in self.lines.measures:
            code = folded(str(line.wanted["code"]))
            was = found.get(code)
            if was is None or line.changed:
                measure_id = was.measure_id if was else ids.get(code, uuid4())
                found[code] = self._measure(line, measure_id, was.items if was else ())
        for line in self.lines.items:
            self._put_item(line, found)
        return tuple(found.values())

    def _measure(self, line: Line, measure_id: UUID, items: tuple[CheckItem, ...]) -> ControlMeasure:
        cells = line.wanted
        sensor_id = cast("int | None", self.work.id_of("sources", cells["source"]))
        return ControlMeasure(
            measure_id=measure_id,
            code=str(cells["code"]),
            text=text_of(cells, "text"),
            kind=MeasureKind(str(cells["measure_kind"])),
            is_critical=bool(cells["is_critical"]),
            watched_by=WatchedBy.CHECK if sensor_id is None else WatchedBy.SOURCE,
            sensor_id=sensor_id,
            owner=self._owner(cells),
            items=items,
        )

    def _put_item(self, line: Line, measures: dict[str, ControlMeasure]) -> None:
        """Put an item under its measure, in the place that it had there."""
        at = folded(str(line.wanted["measure"]))
        if at not in measures:
            raise LineRefused(line, "measure", ErrorCode.CELL_UNKNOWN_CODE, "the event has no such measure")
        code = folded(str(line.wanted["code"]))
        known = next(
            (item for each in measures.values() for item in each.items if folded(item.code) == code), None
        )
        if known is not None and not line.changed:
            return
        item = self._item(line, known.item_id if known else self._waiting_item(code))
        for key, each in measures.items():
            others = tuple(one for one in each.items if folded(one.code) != code)
            if key != at:
                measures[key] = replace(each, items=others)
            elif len(others) < len(each.items):
                same = tuple(item if folded(one.code) == code else one for one in each.items)
                measures[key] = replace(each, items=same)
            else:
                measures[key] = replace(each, items=(*others, item))

    def _waiting_item(self, code: str) -> UUID:
        waiting = self.waiting.measures if self.waiting else ()
        ids = (item.item_id for each in waiting for item in each.items if folded(item.code) == code)
        return next(ids, None) or uuid4()

    def _item(self, line: Line, item_id: UUID) -> CheckItem:
        cells = line.wanted
        return CheckItem(
            item_id=item_id,
            code=str(cells["code"]),
            look_for=text_of(cells, "look_for"),
            way=CheckWay(str(cells["way"])),
            answer=text_of(cells, "answer"),
            category=HazardCategory(str(cells["category"])),
            low=cast("float | None", cells["low"]),
            high=cast("float | None", cells["high"]),
            unit=str(cells["unit"]),
            owner=self._owner(cells),
        )

    def _rests_on(self, found: EventContent) -> tuple[UUID, ...]:
        """Return the measures on which the residual risk rests, as their rows say; others as before."""
        before = self.before.rests_on if self.before else ()
        said = {
            folded(str(line.wanted["code"])): bool(line.wanted["reduces"]) for line in self.lines.measures
        }
        wanted = {
            each.measure_id
            for each in found.measures
            if said.get(folded(each.code), each.measure_id in before)
        }
        if wanted == set(before):
            return before
        return tuple(each.measure_id for each in found.measures if each.measure_id in wanted)


def computed(line: Line, found: Assessment, typed: int) -> dict[str, Any]:
    """Return why a level is the computed one, for the screen that says both."""
    by = cutoff_set(found.cutoff_set, found.version) if found.cutoff_set else None
    title = text_of(line.wanted, "title")
    return {
        "title": title.both(),
        "method": found.method.value,
        "scores": [getattr(found.scores, axis.lower()) for axis in SCALES[found.method]],
        "score": found.score,
        "typed": typed,
        "computed": int(found.level),
        "set": found.cutoff_set,
        "version": found.version,
        "bounds": [by.yellow, by.orange, by.red] if by else [],
    }


def codes(line: Line, column: str) -> tuple[str, ...]:
    return cast("tuple[str, ...]", line.wanted[column])


def kind_of_task(said: str) -> TaskKind | None:
    """Return the kind of task that these words or this code name."""
    from backend.core import words  # noqa: PLC0415 - read once for a line that names one

    for kind in TaskKind:
        named = words.of("TaskKind", kind)
        if said.casefold() in {kind.value.casefold(), named.zh.casefold(), named.en.casefold()}:
            return kind
    return None


def _months(line: Line) -> int | None:
    months = cast("float | None", line.wanted["review_months"])
    if months is not None and (months < 1 or not months.is_integer()):
        raise LineRefused(line, "review_months", ErrorCode.CELL_OUT_OF_RANGE, "whole months")
    return int(months) if months else None


def _number(line: Line, said: str) -> Call:
    """Return a number outside of "name | phone" or "name | the same in English | phone"."""
    parts = [each.strip() for each in clean(said).split(PARTED)]
    shortest, longest = 2, 3
    if not shortest <= len(parts) <= longest or not parts[0] or not parts[-1]:
        raise LineRefused(line, "call_numbers", ErrorCode.CELL_LINE_PARTS, "a name and a number")
    return Call(Text(parts[0], parts[-2]), parts[-1])


def _assessed(line: Line, part: str, settings: RiskSettings) -> Assessment | None:
    """Return the assessment of the scores of a row; None where it has none. Raises LineRefused."""
    method = _method(line, part)
    if method is None:
        return None
    _require_scores(line, part, method)
    if method is AssessmentMethod.DIRECT:
        return _direct(line, part)
    likelihood, exposure, consequence = (_score(line, part, each) or 0.0 for each in SCORES)
    by = cutoff_set_for(method, settings.ls_set)
    if method is AssessmentMethod.LEC:
        return assess(LecScores(likelihood, exposure, consequence), by)
    return assess(LsScores(int(likelihood), int(consequence)), by)


def _require_scores(line: Line, part: str, method: AssessmentMethod) -> None:
    """Raises LineRefused for a score that the method does not have, or lacks."""
    scales = {AXES[axis]: scale for axis, scale in SCALES[method].items()}
    for each in SCORES:
        score, column = _score(line, part, each), f"{part}_{each}"
        if score is None and each in scales:
            raise LineRefused(line, column, ErrorCode.CELL_REQUIRED, f"{method} needs it")
        if score is not None and score not in scales.get(each, ()):
            scale = sorted(scales.get(each, ()))
            raise LineRefused(line, column, ErrorCode.SCORE_OFF_SCALE, "no such score", {"scale": scale})


def _score(line: Line, part: str, column: str) -> float | None:
    return cast("float | None", line.wanted[f"{part}_{column}"])


def _direct(line: Line, part: str) -> Assessment:
    level, clause = (str(line.wanted[f"{part}_{each}"]) for each in ("level", "clause"))
    if not level:
        raise LineRefused(line, f"{part}_level", ErrorCode.CELL_REQUIRED, "which level?")
    try:
        return assess(Direct(int(level), clause))
    except Refused as refused:
        raise LineRefused(line, f"{part}_clause", refused.code, refused.reason) from refused


def _method(line: Line, part: str) -> AssessmentMethod | None:
    """Return the method of a row; of a residual risk that of the inherent one where it names none."""
    named = str(line.wanted[f"{part}_method"])
    is_said = any(line.wanted[f"{part}_{each}"] not in ("", None) for each in (*SCORES, "level", "clause"))
    if not named and is_said and part == PARTS[1]:
        named = str(line.wanted[f"{PARTS[0]}_method"])
    if not named and is_said:
        raise LineRefused(line, f"{part}_method", ErrorCode.CELL_REQUIRED, "by which method?")
    return AssessmentMethod(named) if named else None
