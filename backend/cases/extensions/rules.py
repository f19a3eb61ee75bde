"""More time for a disposal: asked for by who disposes, decided by somebody else, bounded.

An extension moves the deadline. A pause 停表 says that the work waits for something (parts, a permit): the
deadline does not run for as long as that takes, at most as long as was granted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.cases.tasks.rules import DepartmentTask, may_decide_on_time
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Permission, Viewer

MOST_PER_ROUND: Final = 2
MOST_TIMES_THE_POLICY: Final = 3
"""All that is granted to one clock of a case, as a multiple of what the policy gives for the disposal."""


class ExtensionKind(StrEnum):
    EXTENSION = "EXTENSION"
    PAUSE = "PAUSE"


class ExtensionState(StrEnum):
    ASKED = "ASKED"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    ENDED = "ENDED"
    """A pause that was resumed, or a request that its own disposal overtook."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Pause of a deadline that was granted and not ended early."""

    since: datetime
    until: datetime

    def lasts(self, now: datetime) -> bool:
        return now < self.until


@dataclass(frozen=True, slots=True)
class Extension:
    """A request for more time and what became of it. `minutes`: how much is asked for.

    `task_id`: of one task; None for the disposal of the case. `due_before`, `due_at`: the deadline at the
    decision and after it. `until`: when a pause runs out.
    """

    extension_id: UUID
    site_id: UUID
    case_id: UUID
    round_number: int
    kind: ExtensionKind
    minutes: int
    reason: str
    asked_by: UUID
    asked_at: datetime
    state: ExtensionState = ExtensionState.ASKED
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    note: str = ""
    due_before: datetime | None = None
    due_at: datetime | None = None
    until: datetime | None = None
    ended_at: datetime | None = None
    task_id: UUID | None = None

    @property
    def span(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    @property
    def granted(self) -> timedelta:
        """The time that this has given: nothing until approved, of a pause what was used of it."""
        if self.decided_at is None or self.due_at is None:
            return timedelta(0)
        if self.ended_at is not None and self.kind is ExtensionKind.PAUSE:
            return min(self.span, self.ended_at - self.decided_at)
        return self.span

    def is_pausing(self, now: datetime) -> bool:
        """True while the deadline is paused by this."""
        return self.state is ExtensionState.APPROVED and self.until is not None and now < self.until


def check_request(
    wanted: Extension, earlier: Sequence[Extension], *, policy: timedelta, is_red_and_active: bool
) -> None:
    """Check a request for more time; checked again when it is decided. Raises Refused: REASON_REQUIRED,
    INVALID_INPUT for less than a minute, SOURCE_NOT_NORMAL for a pause while a red case is active,
    EXTENSION_LIMIT.

    `earlier`: the others of the same clock. `policy`: what the tier gives for the disposal.
    """
    if not wanted.reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "more time needs a reason")
    if wanted.minutes <= 0:
        raise Refused(ErrorCode.INVALID_INPUT, "ask for a minute at least")
    if wanted.kind is ExtensionKind.PAUSE and is_red_and_active:
        raise Refused(ErrorCode.SOURCE_NOT_NORMAL, "the clock of a red case runs while its source is active")
    of_round = [each for each in earlier if each.due_at and each.round_number == wanted.round_number]
    if len(of_round) >= MOST_PER_ROUND:
        raise Refused(ErrorCode.EXTENSION_LIMIT, f"{MOST_PER_ROUND} were granted in this round already")
    total = sum((each.granted for each in earlier), wanted.span)
    if total > MOST_TIMES_THE_POLICY * policy:
        raise Refused(ErrorCode.EXTENSION_LIMIT, f"{total} in all, over {MOST_TIMES_THE_POLICY} × {policy}")


def check_alone(earlier: Sequence[Extension]) -> None:
    """Raises Refused(ILLEGAL_TRANSITION) for a second request while one waits for its decision."""
    if any(each.state is ExtensionState.ASKED for each in earlier):
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "an earlier request is not decided yet")


def check_runs(wanted: Extension, others: Sequence[Extension], *, now: datetime) -> None:
    """Raises Refused(ILLEGAL_TRANSITION) for the pause of a paused deadline: resume it first."""
    if wanted.kind is ExtensionKind.PAUSE and pause_in_force(others, now=now):
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "the deadline is paused already")


def pause_in_force(extensions: Iterable[Extension], *, now: datetime) -> Extension | None:
    """The pause that is in force."""
    return next((each for each in extensions if each.is_pausing(now)), None)


def approve(extension: Extension, *, due_at: datetime, by: UUID, at: datetime, note: str) -> Extension:
    """The request granted. `due_at`: the deadline until now; a deadline that has passed counts from `at`."""
    _check_decision(extension, by)
    is_pause = extension.kind is ExtensionKind.PAUSE
    return replace(
        extension,
        state=ExtensionState.APPROVED,
        decided_by=by,
        decided_at=at,
        note=note.strip(),
        due_before=due_at,
        due_at=max(due_at, at) + extension.span,
        until=at + extension.span if is_pause else None,
    )


def refuse(extension: Extension, *, by: UUID, at: datetime, note: str) -> Extension:
    """The request turned down, with a reason."""
    _check_decision(extension, by)
    if not note.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "say why there is no more time")
    return replace(extension, state=ExtensionState.REFUSED, decided_by=by, decided_at=at, note=note.strip())


def resume(extension: Extension, *, at: datetime) -> tuple[Extension, timedelta]:
    """Resume the deadline. Returns the ended pause and the time it gave that was not used."""
    if not extension.is_pausing(at) or extension.until is None:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "the clock is running")
    return end(extension, at=at), extension.until - at


def end(extension: Extension, *, at: datetime) -> Extension:
    return replace(extension, state=ExtensionState.ENDED, ended_at=at)


def _check_decision(extension: Extension, by: UUID) -> None:
    if extension.state is not ExtensionState.ASKED:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, f"the request is {extension.state}")
    if extension.asked_by == by:
        raise Refused(ErrorCode.SECOND_PERSON_REQUIRED, "somebody else decides on more time")


def may_decide(asked: Extension, task: DepartmentTask | None, viewer: Viewer) -> bool:
    """Whether the viewer may decide on this request now; `task`: whose clock it is, if not of the case."""
    if asked.state is not ExtensionState.ASKED or asked.asked_by == viewer.person_id:
        return False
    if task is not None:
        return may_decide_on_time(task, viewer)
    return viewer.may(Permission.DECIDE_EXTENSION, site_id=asked.site_id)
