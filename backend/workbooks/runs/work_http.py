"""Workbooks at work: read and checked in processes beside the server, then written; progress is on record."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Final
from uuid import UUID

import structlog

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused, Unavailable
from backend.core.graphql.context import Edge
from backend.core.libraries import missing_library
from backend.core.limited_process import Limits, WorkerLost, run_limited
from backend.core.viewer import Viewer
from backend.workbooks.commands import usernames_in, with_events
from backend.workbooks.files.reading import read_workbook
from backend.workbooks.rehearsal.rehearsing import Wanted, rehearse
from backend.workbooks.rules import Parsed, WouldFail
from backend.workbooks.runs import commands
from backend.workbooks.runs.commands import Ready
from backend.workbooks.runs.rules import Run, RunState
from backend.workbooks.runs.store import Runs
from backend.workbooks.snapshot_store import Snapshots

READING: Final = Limits(within_s=30, memory=600_000_000)
"""20,000 rows take four seconds and 300 MB."""
CHECKING: Final = Limits(within_s=240, memory=1_200_000_000)
BEAT_S: Final = 1.0
MOST_AT_ONCE: Final = 2
"""Processes of all sites; who comes later waits."""
MOST_KEPT: Final = 2
"""About 40 MB for 5,000 rows."""
TURNS: Final = 2
"""So often a file is checked anew where somebody changed the site meanwhile, but nothing of what it does."""

log = structlog.get_logger()


@dataclass
class Progress:
    """How far a run is, as its process says."""

    run: Run
    state: RunState = RunState.READING
    rows_total: int = 0
    rows_checked: int = 0

    def reach(self, rows: int) -> None:
        self.rows_checked = min(rows, self.rows_total)


@dataclass
class WorkbookWork:
    """`kept`: what was checked last, so that an import need not check it again if nothing changed."""

    edge: Edge
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    kept: OrderedDict[UUID, Ready] = field(default_factory=OrderedDict)
    turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_AT_ONCE))

    def start(self, run: Run, by: Viewer) -> None:
        """Go to work on a run, which goes on whether or not anybody waits for it."""
        task = asyncio.create_task(self._carry_out(run, by))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def begin(self) -> None:
        """Mark the runs as interrupted that were at work when the only process on this database (SQLite)
        ended.
        """
        if not self.edge.database.is_postgres:
            with suppress(Unavailable):  # then their leases run out
                await self.edge.transact(lambda tx: tx.get(Runs).interrupt_all(at=tx.now))

    async def close(self) -> None:
        """End what is at work; its processes end with it, and the record says so."""
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def _carry_out(self, run: Run, by: Viewer) -> None:
        is_kept = False
        try:
            async with self._beating(run) as progress, self.turn:
                if run.is_import:
                    is_kept = True
                    await self._import(progress, by)
                else:
                    await self._check(progress, by)
            return
        except asyncio.CancelledError:
            await self._end(run, commands.interrupt)
            raise
        except Refused as refused:
            code = refused.code
            is_kept = is_kept or code is ErrorCode.UNAVAILABLE
        except WorkerLost as lost:
            log.warning("workbook_lost", run_id=str(run.run_id), reason=str(lost))
            code = ErrorCode.WORKBOOK_UNREADABLE
        except Exception as error:
            log.error("workbook_failed", run_id=str(run.run_id), exc_info=error)
            code = ErrorCode.LIBRARY_MISSING if missing_library(error) else ErrorCode.INTERNAL
        await self._end(run, partial(commands.refuse, code=code, is_kept=is_kept))

    async def _end(self, run: Run, note: Callable[[Transaction, UUID, UUID], None]) -> None:
        with suppress(Refused):  # another process took over
            await self.edge.transact(lambda tx: note(tx, run.run_id, run.attempt))

    async def _check(self, progress: Progress, by: Viewer) -> None:
        run = progress.run
        ready = await self._prepared(progress, await self._parsed(progress), by)
        await self.edge.transact(lambda tx: commands.note_checked(tx, run.run_id, run.attempt, ready))
        if not ready.plan.outcome.fault_count:
            self._keep(run.run_id, ready)

    async def _import(self, progress: Progress, by: Viewer) -> None:
        """Write what was checked. Raises Refused(CONFLICT) where the file would do something else by now."""
        ready = self.kept.pop(progress.run.run_id, None)
        for _ in range(TURNS):
            if ready is None:
                ready = await self._prepared(progress, await self._parsed(progress), by)
            if ready.plan.digest != progress.run.digest or ready.plan.outcome.fault_count:
                break
            if await self._is_written(progress, ready, by):
                return
            ready = None  # somebody changed the site since it was checked: perhaps nothing of this
        raise Refused(ErrorCode.CONFLICT, "somebody changed what this file changes")

    async def _is_written(self, progress: Progress, ready: Ready, by: Viewer) -> bool:
        run = progress.run
        progress.state, progress.rows_total = RunState.WRITING, ready.parsed.row_count
        progress.rows_checked = progress.rows_total
        await self._note(progress)
        try:
            await self.edge.transact(lambda tx: commands.write(tx, run.run_id, run.attempt, ready, by=by))
        except WouldFail as failed:
            raise Refused(failed.fault.code, str(failed)) from failed
        except Refused as refused:
            if refused.code is ErrorCode.CONFLICT:
                return False
            raise
        return True

    async def _parsed(self, progress: Progress) -> Parsed:
        run = progress.run
        progress.state, progress.rows_checked = RunState.READING, 0
        content = await self.edge.read(lambda session: Runs(session).content(run.run_id))
        parsed = await run_limited(read_workbook, content, run.sheet, limits=READING)
        progress.rows_total = parsed.row_count
        return parsed

    async def _prepared(self, progress: Progress, parsed: Parsed, by: Viewer) -> Ready:
        progress.state = RunState.CHECKING
        await self._note(progress)
        site_id, names = progress.run.site_id, usernames_in(parsed)
        now = self.edge.clock()
        snapshot = await self.edge.read(lambda session: Snapshots(session).take(site_id, names, now=now))
        wanted = Wanted(snapshot, parsed, by, now, progress.run.takes_computed)
        packed = await run_limited(rehearse, wanted, limits=CHECKING, report=progress.reach)
        plan = await self.edge.think(lambda: with_events(packed))
        return Ready(plan, snapshot, parsed)

    def _keep(self, run_id: UUID, ready: Ready) -> None:
        self.kept[run_id] = ready
        while len(self.kept) > MOST_KEPT:
            self.kept.popitem(last=False)

    @asynccontextmanager
    async def _beating(self, run: Run) -> AsyncIterator[Progress]:
        """Keep what the record says of the progress up to date until the end of the block."""
        progress = Progress(run)
        beating = asyncio.create_task(self._beat(progress))
        try:
            yield progress
        finally:
            beating.cancel()
            with suppress(asyncio.CancelledError):
                await beating

    async def _beat(self, progress: Progress) -> None:
        while True:
            await asyncio.sleep(BEAT_S)
            with suppress(
                Exception
            ):  # the next beat says it; a run that was taken away is found out at its end
                await self._note(progress)

    async def _note(self, progress: Progress) -> None:
        run = progress.run
        await self.edge.transact(
            lambda tx: commands.note_progress(
                tx,
                run.run_id,
                run.attempt,
                progress.state,
                rows_total=progress.rows_total,
                rows_checked=progress.rows_checked,
            )
        )
