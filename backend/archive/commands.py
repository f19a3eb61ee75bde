"""The snapshot that an archived case keeps for good, and the hash that shows it was not touched.

The snapshot is made of parts, one small function per noun, listed in PARTS. A noun that belongs to a case
adds its part with one line there: its name (never reused for something else), and a function from `Frozen`
to JSON values (`plain` makes them of dataclasses, times, ids and durations). Then by itself
- the hash covers it,
- the search finds the words in it (the fields that `rules.WORDED` names),
- `names.people` holds everybody whose id stands in a field listed in PERSON_FIELDS: add what is new.
A section of the dossier is added in `archive/dossier/`. Parts are only ever added, so an
older snapshot stays readable: a reader takes a part that is missing for empty.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, is_dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from math import isfinite
from typing import Any, Final
from uuid import UUID

from backend.alerts.advice_store import AlertAdvice
from backend.alerts.causes.rules import sentence
from backend.alerts.rules import Alert
from backend.alerts.store import Alerts
from backend.archive import parts_commands as parts
from backend.archive.records_store import CaseScope, Records
from backend.archive.rules import SNAPSHOT_VERSION, snapshot_hash, words
from backend.archive.store import Archives
from backend.cases.rules import Case
from backend.cases.store import Cases
from backend.cases.tasks.store import Tasks
from backend.core.audit import Audit
from backend.core.database import Transaction
from backend.core.events import Event
from backend.core.time import microseconds
from backend.hazards.store import Hazards
from backend.readings.store import Readings
from backend.sensors.store import Sensors

TRACE_AROUND: Final = timedelta(minutes=30)
TRACE_POINTS: Final = 500
PERSON_FIELDS: Final = frozenset(
    {"by", "added_by", "person_id", "disposed_by", "rechecked_by", "acknowledged_by", "responsible_id"}
    | {"reported_by", "triaged_by", "recorded_by", "asked_by", "decided_by", "answered_by", "by_id", "to_id"}
    | {"owner_id", "created_by", "started_by", "done_by", "mentions"}
    | {"opened_by", "confirmed_by"}
)
"""Fields that hold a person's id, or several."""


@dataclass(frozen=True)
class Frozen:
    """A case at its end, as the parts read it."""

    tx: Transaction
    case: Case
    alerts: tuple[Alert, ...]

    @property
    def scope(self) -> CaseScope:
        return CaseScope(
            self.case.case_id, self.case.report_id, tuple(alert.alert_id for alert in self.alerts)
        )


Part = Callable[[Frozen], Any]


def freeze(tx: Transaction, happened: Event) -> Event:
    """Keep the case that is archived, with its words for the search; the record notes the hash of it."""
    case_id = happened.ref("case")
    if case_id is None:
        raise LookupError("an archive of no case")
    case = tx.get(Cases).get(case_id)
    content = snapshot(tx, case)
    digest = snapshot_hash(content)
    tx.get(Archives).add(case, content, hash_=digest, words=words(content), at=tx.now)
    return replace(happened, note=digest)


def snapshot(tx: Transaction, case: Case) -> dict[str, Any]:
    """Everything of the case as plain JSON."""
    frozen = Frozen(tx, case, tuple(alert for alert, _, _ in tx.get(Alerts).of_case(case.case_id)))
    content: dict[str, Any] = {"version": SNAPSHOT_VERSION}
    for name, part in PARTS.items():
        content[name] = plain(part(frozen))
    content["names"] = plain(_names(frozen, content))
    return content


def _case(frozen: Frozen) -> Any:
    return frozen.case


def _alerts(frozen: Frozen) -> Any:
    """Each alert with its cause, why it fired in one sentence, and the first measures that it said."""
    found = []
    advice = frozen.tx.get(AlertAdvice).of_each(alert.alert_id for alert in frozen.alerts)
    for alert in frozen.alerts:
        cause = frozen.tx.get(Alerts).cause(alert.alert_id)
        why, said = sentence(alert.condition, cause), advice[alert.alert_id]
        found.append({**asdict(alert), "cause": cause, "why": why, "advice": said})
    return found


def _trace(frozen: Frozen) -> Any:
    """Return the readings of each source, half an hour before its first alert to half an hour after its last.

    A case that is archived earlier than that ends there. Points are [microseconds, value], at most 500.
    """
    spans: dict[int, tuple[datetime, datetime]] = {}
    for alert in frozen.alerts:
        begins = (alert.active_from, alert.raised_at)
        ends = alert.normal_at or frozen.tx.now
        known = spans.get(alert.sensor_id, (alert.raised_at, ends))
        spans[alert.sensor_id] = (min(known[0], *begins), max(known[1], ends))
    sensors = frozen.tx.get(Sensors).get(spans)
    return [
        {
            "sensor_id": sensor_id,
            "code": sensors[sensor_id].code,
            "name": sensors[sensor_id].name,
            "unit": sensors[sensor_id].unit,
            "limits": sorted(limit.value for limit in indicator.limits) if indicator else [],
            **_line(frozen.tx, sensor_id, begins - TRACE_AROUND, min(ends + TRACE_AROUND, frozen.tx.now)),
        }
        for sensor_id, (begins, ends) in sorted(spans.items())
        for indicator in (sensors[sensor_id].indicator,)
    ]


def _line(tx: Transaction, sensor_id: int, begins: datetime, ends: datetime) -> dict[str, Any]:
    from_us, to_us = microseconds(begins), microseconds(ends)
    points = tx.get(Readings).trace(sensor_id, from_us=from_us, to_us=to_us, points=TRACE_POINTS)
    line = [[point.sampled_us, point.value] for point in points if isfinite(point.value)]
    return {"from_us": from_us, "to_us": to_us, "points": line}


def _report(frozen: Frozen) -> Any:
    report_id = frozen.case.report_id
    return frozen.tx.get(Hazards).get(report_id) if report_id else None


def _rounds(frozen: Frozen) -> Any:
    return frozen.tx.get(Cases).rounds(frozen.case.case_id)


def _evidence(frozen: Frozen) -> Any:
    return frozen.tx.get(Records).shown(frozen.scope)


def _signatures(frozen: Frozen) -> Any:
    """Return the signatures: signer, hash of the content that each passed round shows, and the ink."""
    ink = {
        each.round: each for each in frozen.tx.get(Records).shown(frozen.scope) if each.role == "SIGNATURE"
    }
    return [
        {
            "round": entry.number,
            "by": entry.rechecked_by,
            "at": entry.rechecked_at,
            "content_hash": entry.content_hash,
            "sha256": ink[entry.number].sha256,
            "strokes_sha256": entry.signature_strokes_sha256,
        }
        for entry in frozen.tx.get(Cases).rounds(frozen.case.case_id)
        if entry.is_passed and entry.number in ink
    ]


def _deliveries(frozen: Frozen) -> Any:
    return frozen.tx.get(Records).notified(frozen.scope)


def _timeline(frozen: Frozen) -> Any:
    return frozen.tx.get(Records).timeline(frozen.scope)


def _chain(frozen: Frozen) -> Any:
    """The last row of the site's audit chain before the row that says the case is archived."""
    return frozen.tx.get(Audit).end(frozen.case.site_id)


def _of(part: Callable[[Transaction, Case], Any]) -> Part:
    return lambda frozen: part(frozen.tx, frozen.case)


PARTS: Final[dict[str, Part]] = {
    "case": _case,
    "alerts": _alerts,
    "trace": _trace,
    "report": _report,
    "rounds": _rounds,
    "evidence": _evidence,
    "signatures": _signatures,
    "deliveries": _deliveries,
    "timeline": _timeline,
    "chain": _chain,
    "dismissal": _of(parts.dismissal),
    "links": _of(parts.links),
    "root_cause": _of(parts.root_cause),
    "tasks": _of(parts.tasks),
    "comments": _of(parts.comments),
    "voices": _of(parts.voices),
    "five": _of(parts.five),
    "extensions": _of(parts.extensions),
    "deadlines": _of(parts.deadlines),
    "follow_ups": _of(parts.follow_ups),
    "related": _of(parts.related),
    "thread": _of(parts.thread),
    "account_links": _of(parts.account_links),
    "risk": _of(parts.risk),
}


def _names(frozen: Frozen, content: dict[str, Any]) -> dict[str, Any]:
    """Return the names of the ids in the other parts, as things were called then."""
    case, records = frozen.case, frozen.tx.get(Records)
    code, site, timezone = records.site(case.site_id)
    equipment = records.equipment(case.equipment_id)
    everybody = records.people(UUID(each) for each in set(_people(content)))
    return {
        "site": {"code": code, "name": site, "timezone": timezone},
        "area": records.area(case.area_id),
        "equipment": {"code": equipment[0], "name": equipment[1]} if equipment else None,
        "department": records.department(case.department_id),
        "departments": records.departments(
            task.department_id for task in frozen.tx.get(Tasks).of_case(case.case_id)
        ),
        "people": {str(person_id): name for person_id, name in everybody.items()},
    }


def _people(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name in PERSON_FIELDS:
                yield from [value] if isinstance(value, str) else value or ()
            else:
                yield from _people(value)
    elif isinstance(part, list):
        for each in part:
            yield from _people(each)


def plain(value: Any) -> Any:
    """The same content in types that JSON has; durations in seconds."""
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    return _plain_one(value)


def _plain_one(value: Any) -> Any:
    if isinstance(value, date):  # a moment is one, too
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, UUID) else value
