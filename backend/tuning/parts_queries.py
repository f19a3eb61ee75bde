"""Alerts of each department and each area: the same alerts that the figures are made of, counted once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlmodel import Session, col

from backend.cases.filters_queries import is_kept
from backend.cases.tables import CaseRow
from backend.cases.tasks.tables import TaskRow
from backend.core.plain_columns import plain_id, read_columns
from backend.core.statements import one_of
from backend.core.time import microseconds
from backend.core.viewer import Viewer
from backend.people import queries as people
from backend.people.rules import Department
from backend.sites import queries as sites
from backend.sites.rules import Area
from backend.tuning.activations_queries import Span

KINDS: Final = 4
"""In time and late, of the period; in time and late, of the time before."""


@dataclass(frozen=True, slots=True)
class Part:
    """Alerts of a department or an area, in the period and before it; `late`: not acknowledged in time."""

    of: Department | Area
    alerts: int
    alerts_before: int
    late: int
    late_before: int

    @classmethod
    def counted(cls, of: Department | Area, kinds: NDArray[np.int64]) -> "Part":
        in_time, late, in_time_before, late_before = kinds.tolist()
        return cls(of, in_time + late, in_time_before + late_before, late, late_before)


def parts(
    session: Session, viewer: Viewer, span: Span, *, start: datetime, end: datetime
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return departments and areas with alerts, the busiest first, counted as the list of alerts is: one with
    a case counts where the case and its tasks are, every other one where the event of the register is that
    speaks for it, else where its source is.
    """
    raised = span.raised
    kind = 2 * (raised.at_us < microseconds(start)) + raised.is_late
    is_counted = raised.at_us < microseconds(end)
    has_case = np.array([each is not None for each in span.case_ids], bool)
    has_event = np.array([each is not None for each in span.event_ids], bool)
    is_of_source = is_counted & ~has_case & ~has_event
    of_departments: dict[UUID | None, NDArray[np.int64]] = defaultdict(_none)
    of_areas: dict[UUID | None, NDArray[np.int64]] = defaultdict(_none)
    of_source = np.array(span.sensor_ids, np.int64) * KINDS + kind
    for which, adds in ((is_counted & ~is_of_source, False), (is_of_source, True)):
        for of, number in zip(*np.unique(of_source[which], return_counts=True), strict=True):
            source = span.sources[int(of) // KINDS]
            of_areas[source.area_id][of % KINDS] += number
            if adds:
                of_departments[source.department_id][of % KINDS] += number
    for event_id, number in [
        (event_id, n)
        for n, event_id in enumerate(span.event_ids)
        if event_id and is_counted[n] and not has_case[n]
    ]:
        of_departments[span.events[event_id].department_id][kind[number]] += 1
    with_case = [(case_id, n) for n, case_id in enumerate(span.case_ids) if case_id and is_counted[n]]
    of_cases = _departments_of_cases(session, {case_id for case_id, _ in with_case})
    for case_id, number in with_case:
        for department_id in of_cases.get(case_id, ()):
            of_departments[department_id][kind[number]] += 1
    departments = {each.department_id: each for each in people.departments(session, viewer)}
    areas = {each.area_id: each for each in sites.areas(session, viewer)}
    return _busiest(departments, of_departments), _busiest(areas, of_areas)


def _none() -> NDArray[np.int64]:
    return np.zeros(KINDS, np.int64)


def _busiest(
    known: Mapping[UUID, Department | Area], counts: Mapping[UUID | None, NDArray[np.int64]]
) -> tuple[Part, ...]:
    found = [Part.counted(each, counts[of]) for of, each in known.items() if of in counts]
    return tuple(sorted(found, key=lambda each: (-each.alerts, -each.alerts_before)))


def _departments_of_cases(session: Session, case_ids: Collection[str]) -> dict[str, list[UUID]]:
    """The departments that are responsible for each of these cases, or for a task of it."""
    ids = [UUID(each) for each in case_ids]
    of_case = sa.select(plain_id(col(CaseRow.id)), plain_id(col(CaseRow.department_id))).where(
        one_of(col(CaseRow.id), ids), col(CaseRow.department_id).is_not(None)
    )
    of_task = sa.select(plain_id(col(TaskRow.case_id)), plain_id(col(TaskRow.department_id))).where(
        one_of(col(TaskRow.case_id), ids), is_kept()
    )
    found: dict[str, list[UUID]] = defaultdict(list)
    named: dict[str, UUID] = {}
    for case_id, department_id in zip(*read_columns(session, of_case.union(of_task)), strict=True):
        if department_id not in named:
            named[department_id] = UUID(department_id)
        found[case_id].append(named[department_id])
    return found
