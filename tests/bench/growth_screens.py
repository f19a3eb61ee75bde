"""How the pages that show a whole site grow with its sources: the live picture, and the values in sight.

Picture and values are asked for as the pages do now, and beside it as they did before: all sources at once.
Each time the picture is worked out anew. Part of `bench_growth`.
"""

import asyncio
import itertools
import random
import statistics
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

import httpx
from rich.table import Table
from sqlalchemy import insert, update

from backend.api.schema import schema
from backend.core.database import READINGS, Changed, Database, Transaction
from backend.core.graphql.feeds.looks import Document
from backend.core.graphql.live import LiveBus
from backend.core.graphql.shared_viewer import SharedViewer
from backend.core.time import microseconds
from backend.core.vocabulary import Stage
from backend.people.commands import hasher
from backend.readings.commands import compact
from backend.readings.store import Readings
from backend.readings.tables import source_states
from backend.sensors.tables import SensorRow
from backend.sites.tables import AreaRow
from tests.bench import growth_intake
from tests.support.documents import BY_NAME
from tests.support.http_site import bearer, edge_of, sign_in, site
from tests.support.plants import PASSWORD, Plants, plant

COLUMNS: Final = (
    "",
    "sources",
    "picture, ms",
    "kB",
    "before, ms",
    "kB",
    "page 2, ms",
    "1 screen, ms a second",
    "100 screens",
    "kB each",
    "before, any number",
    "kB each",
)
AREAS: Final = 60
IN_SIGHT: Final = 60
SCREENS: Final = 100
LOOKS: Final = 5
MANY: Final = 3_000
"""Beyond, what was asked for before is asked for once: it takes seconds."""
MINUTES: Final = range(0, 60, 10)
_FRAGMENTS: Final = BY_NAME["Monitor"].partition("fragment ")
OVERVIEW: Final = """
query ($siteId: UUID!, $after: String) {
  overview(siteId: $siteId) {
    takenAt total counts { ...Tally }
    cells { stage area { ...PlaceName } counts { ...Tally } gauges { sensorId countedAs tier nearness } }
    areas { area { ...PlaceName } counts { ...Tally } worst formerTier blue isPast worstSource { id code } }
    sources(first: 60, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          standsFor
          group { id title { zh en } }
          source { ...MonitorSource sparkline(minutes: 60) { startsAt stepSeconds low high } }
        }
      }
    }
  }
}
fragment Tally on OverviewCounts { red orange yellow blind unheard out normal }
""" + "".join(_FRAGMENTS[1:])
VALUES: Final = "{ sensorId sampledAt value quality }"
IN_SIGHT_NOW: Final = (
    "subscription ($site: UUID!, $inSight: [SourcesInSight!]) "
    f"{{ readingsChanged(siteId: $site, inSight: $inSight) {VALUES} }}"
)
ALL_OF_IT: Final = f"subscription ($site: UUID!) {{ readingsChanged(siteId: $site) {VALUES} }}"


class Grown:
    """A plant with so many sources at north, in areas and stages, that all sent something just now."""

    def __init__(self, database: Database, number: int) -> None:
        self.database, self.number = database, number
        self.plants: Plants = plant(database, password_hash=hasher().hash(PASSWORD))
        self.ids = range(1_000, 1_000 + number)
        self.area_ids = [uuid4() for _ in range(AREAS)]
        database.transact(self._add)
        compact(database)

    def area_of(self, sensor_id: int) -> UUID:
        return self.area_ids[sensor_id % AREAS]

    def _add(self, tx: Transaction) -> None:
        north, execute = self.plants.north, tx.session.execute
        names = {"site_id": north, "name_zh": "罐区", "name_en": "Tank farm", "polygon": []}
        execute(
            insert(AreaRow), [{"id": each, "code": f"R{n}", **names} for n, each in enumerate(self.area_ids)]
        )
        growth_intake.add_sources(
            tx, first=self.ids[0], count=self.number, site_id=north, area_id=self.area_ids[0]
        )
        stages = itertools.cycle(Stage)
        for area_id, stage in zip(self.area_ids, stages, strict=False):
            here = [each for each in self.ids if self.area_of(each) == area_id]
            moved = update(SensorRow).where(SensorRow.id.in_(here))  # type: ignore[union-attr]
            execute(moved.values(area_id=area_id, stage=stage.value, last_seen_at=tx.now))
        now_us, draw = microseconds(tx.now), random.Random(1)
        values = {each: draw.uniform(20.0, 80.0) for each in self.ids}
        latest = [{"sensor_id": n, "sampled_us": now_us, "value": v, "quality": 0} for n, v in values.items()]
        execute(insert(source_states), latest)
        for minute in MINUTES:
            at_us = now_us - minute * 60_000_000
            tx.get(Readings).append([(n, at_us, value + minute % 3, 0, 0) for n, value in values.items()])


class Page:
    """A page of bob's, on a server whose clock jumps ahead of each question: no picture is young enough."""

    def __init__(self, grown: Grown, stack: ExitStack) -> None:
        self._asked = {"siteId": str(grown.plants.north)}
        self._ahead = timedelta()
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        running = stack.enter_context(site(grown.database, self._now, folder))
        self._client = stack.enter_context(running.client())
        self._client.timeout = httpx.Timeout(300.0)
        self._headers = bearer(sign_in(self._client, "bob"))

    def _now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def ask(self, query: str, *, times: int, **more: Any) -> tuple[float, float, Any]:
        """Return the median of the milliseconds, the kilobytes of the answer, and its data."""
        taken = []
        for _ in range(times):
            self._ahead += timedelta(seconds=2)
            content = {"query": query, "variables": self._asked | more}
            began = time.perf_counter()
            answer = self._client.post("/graphql", json=content, headers=self._headers)
            taken.append(1_000 * (time.perf_counter() - began))
        return statistics.median(taken), len(answer.content) / 1_000, answer.json()["data"]


class Look:
    """Looks of the feeds at the live values of a site, once a second."""

    def __init__(self, grown: Grown) -> None:
        self._grown = grown
        self._edge = edge_of(grown.database, grown.database.clock, Path(), LiveBus())
        self._change = Changed(READINGS, grown.plants.north, grown.plants.north)

    def in_sight(self, screens: int) -> tuple[float, float]:
        """Return the milliseconds a second for so many screens, and the kilobytes of the last frame."""
        draw = random.Random(2)
        documents = []
        for _ in range(screens):
            areas: dict[str, list[str]] = {}
            for each in draw.sample(self._grown.ids, IN_SIGHT):
                areas.setdefault(str(self._grown.area_of(each)), []).append(str(each))
            sources = [{"areaId": area, "sensorIds": ids} for area, ids in areas.items()]
            documents.append(self._document(IN_SIGHT_NOW, inSight=sources))
        return self._took(documents)

    def all_of_it(self) -> tuple[float, float]:
        """Return the same of all screens that ask for all sources: they share one frame."""
        return self._took([self._document(ALL_OF_IT)])

    def _document(self, text: str, **more: Any) -> Document:
        return Document(schema, text, None, {"site": str(self._grown.plants.north), **more})

    def _took(self, documents: list[Document]) -> tuple[float, float]:
        async def looked() -> tuple[list[float], str]:
            taken, frame = [], ""
            for _ in range(LOOKS):
                await asyncio.sleep(1.0)
                began = time.perf_counter()
                for each in documents:
                    viewer = SharedViewer(self._grown.plants.bob)
                    frame = await each.payload(self._edge, viewer, self._change) or ""
                taken.append(1_000 * (time.perf_counter() - began))
            return taken, frame

        taken, frame = asyncio.run(looked())
        return statistics.median(taken), len(frame) / 1_000


def grow(kind: str, number: int) -> list[str]:
    """Ask for the pages of a plant of so many sources; returns a line of the table."""
    with growth_intake.database(kind) as database, ExitStack() as stack:
        grown = Grown(database, number)
        page = Page(grown, stack)
        picture_ms, picture_kb, data = page.ask(OVERVIEW, times=LOOKS)
        after = data["overview"]["sources"]["pageInfo"]["endCursor"]
        second_ms, _, _ = page.ask(OVERVIEW, times=LOOKS, after=after)
        before_ms, before_kb, _ = page.ask(BY_NAME["Monitor"], times=1 if number > MANY else LOOKS)
        look = Look(grown)
        looks = (look.in_sight(1)[0], *look.in_sight(SCREENS), *look.all_of_it())
    figures = (picture_ms, picture_kb, before_ms, before_kb, second_ms, *looks)
    return [kind, f"{number:,}", *(f"{each:,.0f}" if each >= 10 else f"{each:.1f}" for each in figures)]


def table(sizes: tuple[int, ...]) -> Table:
    """A line for each database and size."""
    found = Table(title="A whole site on the screen: the live picture, and a second of live values")
    for column in COLUMNS:
        found.add_column(column, justify="right" if column else "left")
    for kind in ("SQLite", "PostgreSQL"):
        for number in sizes:
            found.add_row(*grow(kind, number))
    return found
