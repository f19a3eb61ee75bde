"""A risk register of 2,000 events with five measures each: how long the server takes for its pages, and what
intake loses where sources are bound to it.

Pages: one officer, one request after the other, no answer kept; beside it the demo plant's own register in
the same run. Intake: the same batches into a database with and one without those events, by turns; in each
batch one source in a hundred changes its tier, for only then is the register read.
"""

import http.client
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from datetime import date
from itertools import cycle, islice
from os import environ
from typing import Final
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from backend.core.database import Database, Transaction
from backend.core.text import Text
from backend.core.time import microseconds
from backend.core.vocabulary import HazardCategory, Quality, Stage
from backend.demo.plant import DEMO_PLANT
from backend.monitoring.hot_path.batches import BatchStore
from backend.people.store import People
from backend.reactions import REACTIONS
from backend.readings.rules import Batch, Reading
from backend.risks import commands as tree
from backend.risks.assessment.rules import CONTROL_LEVELS, Direct, RiskLevel, assess
from backend.risks.commands import ObjectDetails, UnitDetails
from backend.risks.revisions import commands as revisions
from backend.risks.revisions.rules import (
    BoundSide,
    CheckItem,
    CheckWay,
    ControlMeasure,
    EmergencySteps,
    EventContent,
    MeasureKind,
    SourceBinding,
    Team,
)
from backend.risks.revisions.store import RiskEvents
from backend.risks.revisions.tables import RiskEventRow
from backend.risks.rules import Owner, UnitKind
from backend.sensors.rules import SensorState
from backend.sensors.tables import SensorRow
from tests.bench import bench_lists
from tests.bench.pages_site import ADDED, have_like
from tests.bench.table import show
from tests.support import servers
from tests.support.audit_keys import AUDIT_KEYS

EVENTS: Final = 2_000
UNITS: Final = 100
MEASURES: Final = 5
SOURCES: Final = 300
ASKED: Final = 150
BATCHES: Final = 40
READINGS: Final = 3_000
ROUNDS: Final = 5
OFFICER: Final = next(each.person_id for each in DEMO_PLANT.people if each.username == bench_lists.OFFICER)
RED_TURN: Final = 4
LEVELS: Final = (RiskLevel.LOW, RiskLevel.GENERAL, RiskLevel.GENERAL, RiskLevel.LARGER, RiskLevel.MAJOR)
PRESSED: Final = 3
"""Sources in each batch that cross a limit."""


def main() -> None:
    for store in ("SQLite", "PostgreSQL"):
        with suppress(servers.Unavailable), ExitStack() as stack:
            urls = [database_url(store, stack) for _ in range(2)]
            small, large = (planted(url, stack) for url in urls)
            began = time.perf_counter()
            write_register(large)
            took = time.perf_counter() - began
            show(f"{store}: {EVENTS:,} events written by commands in {took:.0f} s")
            pages(store, {"small": (urls[0], small), "large": (urls[1], large)}, stack)
            intake(store, small, large)


def database_url(store: str, stack: ExitStack) -> str:
    if store == "PostgreSQL":
        return stack.enter_context(servers.postgres_database(f"anhuan_bench_{uuid4().hex[:8]}"))
    return f"sqlite:///{stack.enter_context(tempfile.TemporaryDirectory())}/anhuan.sqlite3"


def planted(url: str, stack: ExitStack) -> Database:
    """The demo plant with 300 sources, in a database of its own."""
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    command = [sys.executable, "-m", "backend.entrypoints", "demo"]
    environment = {**environ, "ANHUAN_DATA_FOLDER": folder, "ANHUAN_DATABASE_URL": url}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    database = Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
    stack.callback(database.dispose)
    database.transact(lambda tx: have_like(tx, SOURCES))
    return database


def write_register(database: Database) -> None:
    """Put the events in force, each bound to one source in turn."""
    units = database.transact(_units)
    sources = database.read(_sources)
    bound = islice(cycle(sources), EVENTS)
    for first in range(0, EVENTS, UNITS):
        part = list(islice(bound, UNITS))

        def command(tx: Transaction, first: int = first, part: list[SensorRow] = part) -> None:
            author = tx.get(People).viewer(OFFICER)
            for number, (unit_id, source) in enumerate(zip(units, part, strict=True), first):
                content = _content(number, source)
                event_id = revisions.draft_event(tx, unit_id, f"B-{number:04}", content, by=author)
                version = tx.get(RiskEvents).get(event_id).version
                revisions.put_in_force(tx, event_id, version=version, by=author)

        database.transact(command)


def pages(store: str, of: Mapping[str, tuple[str, Database]], stack: ExitStack) -> None:
    """Show how long each request of the pages takes."""
    show(f"{store + ', server':<36} {'p50, ms':>8} {'p95, ms':>8} {'p95 of 42 events':>17} {'ratio':>6}")
    asked = {name: _requests(database) for name, (_, database) in of.items()}
    running = {
        name: stack.enter_context(bench_lists.server(url, bench_lists.PLANS)) for name, (url, _) in of.items()
    }
    for page in asked["large"]:
        taken: dict[str, list[float]] = {"small": [], "large": []}
        connections = {name: http.client.HTTPConnection("127.0.0.1", running[name].port) for name in running}
        for turn in range(ASKED + 10):
            for name, times in taken.items():
                began = time.perf_counter()
                running[name].ask(connections[name], asked[name][page])
                if turn >= 10:  # plans and caches are warm
                    times.append((time.perf_counter() - began) * 1000)
        p50, p95 = (sorted(taken["large"])[int(ASKED * part)] for part in (0.5, 0.95))
        usual = sorted(taken["small"])[int(ASKED * 0.95)]
        show(f"{page:<36} {p50:>8.1f} {p95:>8.1f} {usual:>17.1f} {p95 / usual:>6.2f}")


def intake(store: str, small: Database, large: Database) -> None:
    """Show readings a second with and without the register, and their ratio."""
    stores = {"without": BatchStore(small), "with": BatchStore(large)}
    codes = [row.code for row in large.read(_sources)]
    # None whose risk is red: its alerts are one tier worse, and call for more than those without a register.
    pressed = [code for n, code in enumerate(codes) if code.startswith(ADDED) and n % len(LEVELS) != RED_TURN]
    rates: dict[str, list[float]] = {name: [] for name in stores}
    for each in stores.values():
        each.tick()
    at_us = microseconds(large.clock())
    for turn in range(ROUNDS + 1):
        for name, each in stores.items():
            began = time.perf_counter()
            for number in range(BATCHES):
                each(_batch(codes, pressed, at_us, turn * BATCHES + number))
            if turn:  # the first warms up
                rates[name].append(BATCHES * READINGS / (time.perf_counter() - began))
    without, with_ = (statistics.median(rates[name]) for name in ("without", "with"))
    show(f"{store}, intake: {without:,.0f} readings/s without, {with_:,.0f} with: {with_ / without:.3f}")


def _batch(codes: list[str], pressed: list[str], begin_us: int, number: int) -> Batch:
    """Ten readings of each source, a tenth of a second apart, of which a few cross a limit and come back."""
    beyond = {pressed[(number * PRESSED + n) % len(pressed)] for n in range(PRESSED)}
    at_us = begin_us + number * 60_000_000
    readings: list[Reading] = [
        (
            f"{DEMO_PLANT.code}/{code}",
            at_us + step * 1_000_000 * 5,
            92.0 if code in beyond and step < 5 else 55.0,
            int(Quality.GOOD),
        )
        for step in range(READINGS // len(codes))
        for code in codes
    ]
    return Batch(readings)


def _units(tx: Transaction) -> list[UUID]:
    author = tx.get(People).viewer(OFFICER)
    areas = [each.area_id for each in DEMO_PLANT.areas]
    owner = Owner(DEMO_PLANT.departments[0].department_id)
    found = []
    for number in range(UNITS):
        if number % 10 == 0:
            details = ObjectDetails(f"BO-{number:03}", Text(f"对象 {number}", f"Object {number}"), owner)
            object_id = tree.add_object(tx, DEMO_PLANT.site_id, details, by=author)
        name = Text(f"单元 {number}", f"Unit {number}")
        area_id = areas[number % len(areas)]
        unit = UnitDetails(f"BU-{number:03}", name, UnitKind.FACILITY, area_id, owner)
        found.append(tree.add_unit(tx, object_id, unit, by=author))
    return found


def _sources(session: Session) -> list[SensorRow]:
    statement = select(SensorRow).where(
        SensorRow.site_id == DEMO_PLANT.site_id,
        SensorRow.kind == "READINGS",
        SensorRow.state != SensorState.OUT_OF_SERVICE.value,
    )
    return list(session.exec(statement.order_by(col(SensorRow.id))))


def _content(number: int, source: SensorRow) -> EventContent:
    level = LEVELS[number % len(LEVELS)]
    measures = tuple(_measure(each) for each in range(MEASURES))
    return EventContent(
        title=Text(f"软管脱落泄漏 {number}", f"Hose comes off {number}"),
        stage=Stage(source.stage),
        owner=Owner(source.department_id, None, source.responsible_id),
        harm=Text("物料泄漏遇火爆燃", "It leaks and ignites"),
        signs=(Text("地面有液迹", "Liquid on the ground"),),
        accident_class="GB_2025/27",
        inherent=assess(Direct(RiskLevel.MAJOR, "bench")),
        residual=assess(Direct(level, "bench")),
        rests_on=(measures[0].measure_id,),
        team=Team((OFFICER,), date(2026, 11, 20)),
        control_level=CONTROL_LEVELS[level],
        steps=EmergencySteps(
            (Text("通知中控核对读数", "Have the control room check the reading"),),
            (Text("撤离到上风向集合点", "Leave for the upwind muster point"),),
        ),
        measures=measures,
        bindings=(SourceBinding(source.id or 0, BoundSide.HIGH),),
    )


def _measure(number: int) -> ControlMeasure:
    item = CheckItem(
        item_id=uuid4(),
        code=f"C{number}",
        look_for=Text("报警器通电", "The alarm has power"),
        way=CheckWay.ON_SITE,
        answer=Text("绿灯亮", "Green light on"),
        category=HazardCategory.OTHER,
    )
    return ControlMeasure(
        measure_id=uuid4(),
        code=f"M{number}",
        text=Text("报警联锁", "Alarm with interlock"),
        kind=MeasureKind.ENGINEERING,
        is_critical=number == 0,
        items=(item,),
    )


def _requests(database: Database) -> dict[str, bytes]:
    """What the pages of the register ask, by hash as the app does."""

    def found(session: Session) -> tuple[UUID, UUID]:
        event = session.exec(select(RiskEventRow).order_by(col(RiskEventRow.code)).limit(1)).one()
        return event.id, event.unit_id

    event_id, unit_id = database.read(found)
    site = str(DEMO_PLANT.site_id)
    return {
        "tree": bench_lists.body("RiskTree", {"siteId": site}),
        "table of 50": bench_lists.body("RiskEventTable", {"first": 50, "filter": {"siteIds": [site]}}),
        "table of a unit": bench_lists.body("RiskEventTable", {"filter": {"unitIds": [str(unit_id)]}}),
        "table, by review": bench_lists.body(
            "RiskEventTable", {"first": 50, "sort": {"by": "REVIEW", "descending": False}}
        ),
        "page of an event": bench_lists.body("RiskEvent", {"id": str(event_id)}),
        "alert list of 50": bench_lists.body("Alerts", {"first": 50}),
    }


if __name__ == "__main__":
    main()
