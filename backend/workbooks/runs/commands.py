"""A workbook is sent, checked and imported: each step is on record before the next begins.

Whoever is at work names its attempt with every word: a process that was taken for gone, and is not, writes
nothing any more.
"""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from backend.core.database import Changed, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Viewer
from backend.people.accounts.sign_in_commands import require_shown_lately
from backend.workbooks.commands import require_any, usernames_in, write_plan
from backend.workbooks.rules import Parsed, Plan, Snapshot
from backend.workbooks.runs.rules import (
    IN_WORK,
    LEASE,
    LONGEST_NAME,
    WORKBOOK,
    WRITING_LEASE,
    Run,
    RunState,
    packed,
    require_importable,
)
from backend.workbooks.runs.store import Runs


@dataclass(frozen=True, slots=True)
class SentFile:
    """`sheet`: which one a file of comma-separated values is."""

    name: str
    sheet: str
    sha256: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Ready:
    """A plan to be written, and the copy of the site and the lines of the file from which it was made."""

    plan: Plan
    snapshot: Snapshot
    parsed: Parsed


def begin(tx: Transaction, run_id: UUID, site_id: UUID, file: SentFile, *, by: Viewer) -> tuple[Run, bool]:
    """Take a file in to be checked; returns its run and whether that is new. The same again gives the same.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, CONFLICT for another file under this id, WORKBOOK_BUSY while
    another one is at work at the site.
    """
    require_any(by, site_id)
    known = tx.get(Runs).find(run_id)
    if known is not None:
        if (known.person_id, known.site_id, known.sha256) != (by.person_id, site_id, file.sha256):
            raise Refused(ErrorCode.CONFLICT, "there is another file under this id")
        return known, False
    _require_free(tx, site_id)
    run = Run(
        run_id=run_id,
        site_id=site_id,
        person_id=by.person_id,
        file_name=file.name.strip()[:LONGEST_NAME],
        sheet=file.sheet,
        sha256=file.sha256,
        size=len(file.content),
        state=RunState.READING,
        is_import=False,
        attempt=uuid4(),
        lease_until=tx.now + LEASE,
        started_at=tx.now,
        changed_at=tx.now,
    )
    tx.get(Runs).add(run, file.content)
    _hint(tx, run)
    return run, True


def ask_import(tx: Transaction, run_id: UUID, *, family_id: UUID, by: Viewer) -> tuple[Run, bool]:
    """Let a file that was checked be imported; returns its run and whether that is new.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, STEP_UP_NEEDED, ILLEGAL_TRANSITION, WORKBOOK_BUSY.
    """
    run = own(tx, run_id, by=by)
    if run.is_import and run.state_at(tx.now) in {*IN_WORK, RunState.IMPORTED}:
        return run, False
    require_shown_lately(tx, by.person_id, family_id)
    require_importable(run, tx.now)
    _require_free(tx, run.site_id)
    asked = replace(
        run,
        state=RunState.READING,
        is_import=True,
        attempt=uuid4(),
        lease_until=tx.now + LEASE,
        changed_at=tx.now,
        rows_checked=0,
    )
    _put(tx, asked)
    return asked, True


def own(tx: Transaction, run_id: UUID, *, by: Viewer) -> Run:
    """The run, for whoever sent it. Raises Refused: NOT_FOUND, NOT_ALLOWED."""
    run = tx.get(Runs).find(run_id)
    if run is None or not by.is_person(run.person_id):
        raise Refused(ErrorCode.NOT_FOUND, "no such workbook")
    require_any(by, run.site_id)
    return run


def note_progress(
    tx: Transaction, run_id: UUID, attempt: UUID, state: RunState, *, rows_total: int, rows_checked: int
) -> None:
    """Note how far it is; the process is at work for another while. Raises Refused(CONFLICT)."""
    lease = WRITING_LEASE if state is RunState.WRITING else LEASE
    _move(
        tx,
        run_id,
        attempt,
        state=state,
        rows_total=rows_total,
        rows_checked=rows_checked,
        lease_until=tx.now + lease,
    )


def note_checked(tx: Transaction, run_id: UUID, attempt: UUID, ready: Ready) -> None:
    """Note what the file would do. With faults it is of no use any more, unless computed levels mend them
    all. Raises Refused(CONFLICT).
    """
    outcome = ready.plan.outcome
    _move(
        tx,
        run_id,
        attempt,
        state=RunState.CHECKED,
        lease_until=None,
        rows_total=ready.parsed.row_count,
        rows_checked=ready.parsed.row_count,
        position=ready.snapshot.position,
        digest=ready.plan.digest,
        outcome=packed(outcome),
        has_content=outcome.fault_count == outcome.typed_levels,
    )


def write(tx: Transaction, run_id: UUID, attempt: UUID, ready: Ready, *, by: Viewer) -> None:
    """Import the file: all that it does, and that it was done, in one transaction.

    Raises Refused: CONFLICT where the site, the person or the run is not what it was, and as `write_plan`.
    """
    _move(
        tx,
        run_id,
        attempt,
        state=RunState.IMPORTED,
        lease_until=None,
        rows_total=ready.parsed.row_count,
        rows_checked=ready.parsed.row_count,
        outcome=packed(ready.plan.outcome),
        has_content=False,
    )
    write_plan(tx, ready.plan, ready.snapshot, usernames_in(ready.parsed), by=by)


def interrupt(tx: Transaction, run_id: UUID, attempt: UUID) -> None:
    """Note that the process at work ends. Raises Refused(CONFLICT)."""
    _move(tx, run_id, attempt, state=RunState.INTERRUPTED, lease_until=None)


def refuse(tx: Transaction, run_id: UUID, attempt: UUID, *, code: ErrorCode, is_kept: bool) -> None:
    """Note why nothing of it is imported. `is_kept`: the file stays, to be checked anew.

    Raises Refused(CONFLICT).
    """
    _move(tx, run_id, attempt, state=RunState.REFUSED, lease_until=None, code=code.value, has_content=is_kept)


def check_again(
    tx: Transaction, run_id: UUID, *, takes_computed: bool = False, by: Viewer
) -> tuple[Run, bool]:
    """Check the file anew that is kept; returns its run and whether that is new. `takes_computed`: from now
    on computed levels hold, whatever was typed.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, ILLEGAL_TRANSITION where it is not kept, WORKBOOK_BUSY.
    """
    run = own(tx, run_id, by=by)
    if run.state_at(tx.now) in IN_WORK:
        return run, False
    if not run.has_content:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "the file is not kept any more")
    _require_free(tx, run.site_id)
    again = replace(
        run,
        state=RunState.READING,
        is_import=False,
        attempt=uuid4(),
        lease_until=tx.now + LEASE,
        changed_at=tx.now,
        rows_checked=0,
        outcome=None,
        code=None,
        takes_computed=run.takes_computed or takes_computed,
    )
    _put(tx, again)
    return again, True


def _require_free(tx: Transaction, site_id: UUID) -> None:
    """One workbook at a time. Raises Refused(WORKBOOK_BUSY)."""
    busy = tx.get(Runs).in_work(site_id)
    if busy is None:
        return
    if busy.state_at(tx.now) in IN_WORK:
        raise Refused(ErrorCode.WORKBOOK_BUSY, "another workbook is at work at this site")
    _put(tx, replace(busy, state=RunState.INTERRUPTED, lease_until=None, attempt=uuid4()))


def _move(tx: Transaction, run_id: UUID, attempt: UUID, **changes: Any) -> None:
    run = tx.get(Runs).find(run_id)
    if run is None or run.attempt != attempt or run.state not in IN_WORK:
        raise Refused(ErrorCode.CONFLICT, "somebody else took over")
    _put(tx, replace(run, changed_at=tx.now, **changes))


def _put(tx: Transaction, run: Run) -> None:
    tx.get(Runs).put(run)
    _hint(tx, run)


def _hint(tx: Transaction, run: Run) -> None:
    """Let the screens of the site know how far it is."""
    tx.hint(Changed(WORKBOOK, run.site_id, run.site_id))
