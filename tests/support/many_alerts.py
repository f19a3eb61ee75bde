"""A month of a plant that alarms far too much, put in past the commands: what its figures are measured on."""

import csv
import io
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import Column, inspect, select
from sqlmodel import SQLModel, col

from backend.alerts.rules import AlertTransitionKind as Kind
from backend.alerts.rules import Suppression
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.cases.rules import CaseOutcome, CaseState
from backend.cases.tables import CaseRow
from backend.cases.tasks.rules import TaskState
from backend.cases.tasks.tables import TaskRow
from backend.core.database import Database
from backend.core.text import Text
from backend.core.vocabulary import AlertCondition, Tier
from backend.deadlines.rules import DeadlineStep
from backend.deadlines.tables import DeadlineRow
from backend.people.rules import Department
from backend.people.store import People
from backend.sensors.tables import SensorRow
from backend.sites.rules import Area
from backend.sites.store import Sites
from tests.support.plants import Plants, id_of, more_sensors

SOURCES: Final = 300
PARTS: Final = 12
"""Departments, and as many areas."""
CONDITIONS: Final = (AlertCondition.LIMIT_HIGH, AlertCondition.LIMIT_LOW, AlertCondition.SILENT)
TIERS: Final = (Tier.RED, *[Tier.ORANGE] * 3, *[Tier.YELLOW] * 10, *[Tier.BLUE] * 2)
TRACE: Final = [[1_700_000_000_000_000 + n * 1_000_000, 20.0 + n] for n in range(60)]
CAUSE: Final = {"value": 60.0, "limit": 50.0, "trace": TRACE}
NULL: Final = "-none-"
"""Where there is nothing; what is empty is a text."""
MINUTE: Final = timedelta(minutes=1)
SQUARE: Final = (0.0, 0.0, 10.0, 0.0, 10.0, 10.0, 0.0, 10.0)


Row: TypeAlias = tuple[type[SQLModel], dict[str, Any]]
"""A row and the table it is of."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What the alerts of north refer to."""

    sensors: list[int]
    departments: list[UUID]
    policy_id: UUID
    plants: Plants


def leave_alerts(database: Database, plants: Plants, count: int, *, since: datetime, until: datetime) -> None:
    """Leave so many alerts of north, raised one after the other between these, half of them in floods; every
    tenth has a case.
    """
    place, chance = _place(database, plants), random.Random(count)
    rows: dict[type[SQLModel], list[dict[str, Any]]] = {}
    at = since
    for number in range(count):
        rest = (until - at) / (count - number)
        at += rest * (chance.choice((0.05, 0.05, 2.9)) if number % 40 < 20 else chance.random() * 2)
        at = min(at, until)
        for table, row in _alert(place, number, at, until, chance):
            rows.setdefault(table, []).append(row)
    for table in (CaseRow, TaskRow, AlertRow, AlertTransitionRow, DeadlineRow):
        _put(database, table, rows.get(table, []))


def _place(database: Database, plants: Plants) -> _Place:
    codes = [f"M-{n}" for n in range(SOURCES)]
    sensors = list(more_sensors(database, codes, is_apart=True).values())
    areas = [id_of(f"many/area/{n}") for n in range(PARTS)]
    departments = [id_of(f"many/department/{n}") for n in range(PARTS)]
    with database.engine.begin() as connection:
        policy_id = connection.exec_driver_sql("SELECT id FROM tier_policies LIMIT 1").scalar_one_or_none()

    def furnish(tx: Any) -> None:
        for n, (area_id, department_id) in enumerate(zip(areas, departments, strict=True)):
            tx.get(Sites).put_area(Area(area_id, plants.north, f"M{n}", Text(f"区{n}", f"Area {n}"), SQUARE))
            department = Department(department_id, plants.north, Text(f"部{n}", f"Department {n}"))
            tx.get(People).put_department(department, code=f"M{n}")
        people = [plants.bob, plants.alice, plants.dora, plants.erik, None]
        for n, row in enumerate(
            tx.session.exec(select(SensorRow).where(col(SensorRow.id).in_(sensors))).scalars()
        ):
            row.area_id, row.department_id = areas[n % PARTS], departments[n // 3 % PARTS]
            who = people[n % len(people)]
            row.responsible_id = who.person_id if who else None
            tx.session.add(row)

    database.transact(furnish)
    return _Place(sensors, departments, UUID(str(policy_id)) if policy_id else id_of("policy"), plants)


def _alert(place: _Place, number: int, at: datetime, until: datetime, chance: random.Random) -> Iterator[Row]:
    """Yield an alert, its history, its deadline and its case."""
    plants = place.plants
    tier = chance.choice(TIERS)
    lasted = timedelta(days=chance.random() * 4) if number % 100 == 7 else MINUTE * chance.random() * 90
    normal_at = None if at + lasted > until else at + lasted
    seen_at = None if number % 20 == 3 else at + MINUTE * chance.random() * 40
    seen_at = seen_at if seen_at and seen_at <= until else None
    alert_id = UUID(int=chance.getrandbits(128))
    case_id = UUID(int=chance.getrandbits(128)) if number % 10 == 0 else None
    if case_id:
        yield from _case(place, case_id, number, tier, at, until, chance)
    lines = _lines(number, tier, at, lasted, seen_at, normal_at)
    worst = max(each[2] for each in lines)
    due_at = at + MINUTE * 10 * (5 - tier)
    changed_at = max(each[0] for each in lines if each[0] <= until)
    yield (
        AlertRow,
        {
            "id": alert_id,
            "site_id": plants.north,
            "sensor_id": place.sensors[min(int(chance.expovariate(0.02)), SOURCES - 1)],
            "condition": CONDITIONS[number % 3].value,
            "aspect": "" if normal_at and seen_at else f"{number}",  # at most one open alert of a key
            "tier": int(tier),
            "worst_tier": int(worst),
            "rank": int(worst),
            "is_active": normal_at is None,
            "is_acknowledged": seen_at is not None,
            "is_open": normal_at is None or seen_at is None,
            "is_simulated": False,
            "raised_at": at,
            "changed_at": changed_at,
            "normal_at": normal_at,
            "acknowledge_due_at": due_at,
            "acknowledged_at": seen_at,
            "case_id": case_id,
            "indicator_id": plants.indicator.indicator_id,
            "cause": json.dumps(CAUSE),
            "active_since": at,
        },
    )
    for when, kind, of_tier, by in lines:
        if when <= until:
            yield (
                AlertTransitionRow,
                {
                    "alert_id": alert_id,
                    "at": when,
                    "kind": kind.value,
                    "tier": int(of_tier),
                    "suppression": by,
                },
            )
    yield _deadline(place, "alert", alert_id, DeadlineStep.ACKNOWLEDGE, at, due_at, seen_at, chance)


def _lines(
    number: int,
    tier: Tier,
    at: datetime,
    lasted: timedelta,
    seen_at: datetime | None,
    normal_at: datetime | None,
) -> list[tuple[datetime, Kind, Tier, Suppression | None]]:
    """The history of an alert: some get worse, some come back, some are suppressed."""
    hidden = Suppression.MAINTENANCE if number % 30 == 11 else None
    lines = [(at, Kind.RAISED, tier, hidden)]
    if number % 9 == 4:
        lines.append((at + lasted * 0.1, Kind.TIER_RAISED, Tier(min(tier + 1, Tier.RED)), hidden))
    if number % 15 == 2:
        lines.append((at + lasted * 0.3, Kind.RETURNED_TO_NORMAL, tier, hidden))
        lines.append((at + lasted * 0.3 + MINUTE / 4, Kind.REACTIVATED, tier, hidden))
    if seen_at:
        lines.append((seen_at, Kind.ACKNOWLEDGED, tier, hidden))
    if normal_at:
        lines.append((normal_at, Kind.RETURNED_TO_NORMAL, tier, hidden))
    return sorted(lines, key=lambda line: line[0])


def _case(
    place: _Place,
    case_id: UUID,
    number: int,
    tier: Tier,
    at: datetime,
    until: datetime,
    chance: random.Random,
) -> Iterator[Row]:
    plants, name = place.plants, f"M{at:%Y%m%d}-{number}"
    ended_at = at + timedelta(days=chance.random() * 3)
    is_over = ended_at <= until
    yield (
        CaseRow,
        {
            "id": case_id,
            "site_id": plants.north,
            "number": name,
            "state": CaseState.ARCHIVED if is_over else CaseState.IN_DISPOSAL,
            "outcome": chance.choice((CaseOutcome.FALSE_ALARM, CaseOutcome.RESOLVED)) if is_over else None,
            "tier": int(tier),
            "title_zh": name,
            "title_en": name,
            "stage": "PROCESS",
            "area_id": plants.area,
            "department_id": chance.choice(place.departments),
            "opened_at": at,
            "changed_at": at,
            "acknowledge_due_at": at + MINUTE * 30,
            "dispose_due_at": at + timedelta(days=1),
            "archived_at": ended_at if is_over else None,
            "round_number": 1,
            "is_simulated": False,
            "version": 1,
            "policy_id": place.policy_id,
        },
    )
    done = DeadlineStep.DISPOSE, at, at + timedelta(days=1), ended_at if is_over else None
    yield _deadline(place, "case", case_id, *done, chance)
    for _ in range(chance.choice((0, 0, 1, 2))):
        yield (
            TaskRow,
            {
                "id": UUID(int=chance.getrandbits(128)),
                "case_id": case_id,
                "site_id": plants.north,
                "department_id": chance.choice(place.departments),
                "kind": "DISPOSAL",
                "work_zh": name,
                "work_en": name,
                "state": chance.choice((TaskState.DONE, TaskState.DONE, TaskState.CANCELLED)),
                "due_at": at,
                "created_at": at,
                "percent": 100,
                "progress": "-",
                "measures": "-",
                "version": 1,
            },
        )


def _deadline(
    place: _Place,
    noun: str,
    object_id: UUID,
    step: DeadlineStep,
    at: datetime,
    due_at: datetime,
    ended_at: datetime | None,
    chance: random.Random,
) -> Row:
    return DeadlineRow, {
        "id": UUID(int=chance.getrandbits(128)),
        "site_id": place.plants.north,
        "noun": noun,
        "object_id": object_id,
        "step": step,
        "started_at": at,
        "due_at": due_at,
        "ended_at": ended_at,
    }


def _put(database: Database, table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    """Insert rows by the way of the driver for many; what they do not say is the default of the table."""
    columns = [
        each for each in inspect(table).columns if (each.name in rows[0] or _default(each) is not None)
    ]
    names = ", ".join(each.name for each in columns)
    filled = [[row.get(each.name, _default(each)) for each in columns] for row in rows]
    if database.is_postgres:
        text = io.StringIO()
        csv.writer(text).writerows([NULL if each is None else each for each in row] for row in filled)
        with database.engine.begin() as connection:
            cursor: Any = connection.connection.cursor()
            with cursor.copy(
                f"COPY {table.__tablename__} ({names}) FROM STDIN (FORMAT csv, NULL '{NULL}')"
            ) as copy:
                copy.write(text.getvalue())
            connection.exec_driver_sql(f"ANALYZE {table.__tablename__}")
        return
    write = [
        each.type.dialect_impl(database.engine.dialect).bind_processor(database.engine.dialect)
        for each in columns
    ]
    made = [
        tuple(
            value if process is None or isinstance(value, str) else process(value)
            for value, process in zip(values, write, strict=True)
        )
        for values in filled
    ]
    marks = ", ".join("?" for _ in columns)
    with database.engine.begin() as connection:
        connection.exec_driver_sql(f"INSERT INTO {table.__tablename__} ({names}) VALUES ({marks})", made)


def _default(column: Column[Any]) -> Any:
    """What a new row has there; a list or a dict as the text that is kept."""
    if column.default is None or (not column.default.is_scalar and not column.default.is_callable):
        return None
    value = column.default.arg(None) if column.default.is_callable else column.default.arg
    return json.dumps(value) if isinstance(value, list | dict) else value
