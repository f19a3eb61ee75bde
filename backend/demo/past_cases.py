"""Handling of past alerts, step by step through the commands of the product, with the clock of that time."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count, groupby
from typing import Final
from uuid import UUID

from backend.alerts import commands as alerts
from backend.alerts.store import Alerts
from backend.cases import commands as cases
from backend.cases.recurrence.rules import REPEAT_AT
from backend.cases.rules import CaseOutcome, CaseState, Evidence, RecheckReason
from backend.cases.store import Cases
from backend.cases.tasks import commands as tasks
from backend.cases.tasks.rules import TaskState
from backend.cases.tasks.store import Tasks
from backend.core.database import Transaction
from backend.core.errors import Refused
from backend.core.time import moment
from backend.core.viewer import Viewer
from backend.core.vocabulary import AlertKey, ConditionChange
from backend.demo import demo_behaviour, past_causes
from backend.demo.episodes import Episode
from backend.photos import commands as photos
from backend.photos.records_store import Upload
from backend.photos.rules import PhotoFacts
from backend.sensors.rules import Sensor

LOOK_AGAIN: Final = timedelta(minutes=15)
SWEEPS_AFTER: Final = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=24, minutes=1))
ROUNDING: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Cast:
    """People by username, with the pictures they have to show. Sensors by id."""

    people: Mapping[str, Viewer]
    sensors: Mapping[int, Sensor]
    pictures: Sequence[PhotoFacts]
    signature: PhotoFacts
    episodes: Sequence[Episode]

    def responsible(self, sensor_id: int) -> str:
        wanted = self.sensors[sensor_id].responsible_id
        names = (name for name, viewer in self.people.items() if viewer.person_id == wanted)
        return next(names, demo_behaviour.OFFICERS[0])

    def episode(self, sensor_id: int, at: datetime) -> Episode | None:
        """Return the episode of this sensor at that time; None if there was none."""
        code, at_s = self.sensors[sensor_id].code, at.timestamp()
        found = (e for e in self.episodes if code in e.sensors and e.begins_s <= at_s <= e.ends_s)
        return next(found, None)


@dataclass(slots=True)
class Past:
    """A queue of what is still to happen until `until`; what lies beyond is left to the present."""

    tx: Transaction
    cast: Cast
    until: datetime
    sweep: Callable[[Transaction], object]
    _queue: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=count)
    alert_ids: set[UUID] = field(default_factory=set)
    case_ids: set[UUID] = field(default_factory=set)
    reopened: dict[UUID, UUID] = field(default_factory=dict)
    """Cases whose measure did not help, by the case in which they went on."""
    begun: defaultdict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    """When what had to be disposed of was begun with, by the kind of its episode."""
    _awaited: set[UUID] = field(default_factory=set)
    _sweeps: set[datetime] = field(default_factory=set)

    def play(self, changes: Sequence[ConditionChange]) -> None:
        """Live through these changes and everything that people did about them."""
        in_order = sorted(changes, key=lambda change: change.sampled_us)
        for second, of_second in groupby(in_order, key=lambda change: change.sampled_us // 1_000_000):
            self.plan(moment(second * 1_000_000), self._changed(list(of_second)))
        while self._queue:
            at, _, happen = heapq.heappop(self._queue)
            self.tx.now = at
            happen()

    def plan(self, at: datetime, happen: Callable[[], None]) -> None:
        if at <= self.until:
            heapq.heappush(self._queue, (at, next(self._order), happen))

    def _changed(self, changes: list[ConditionChange]) -> Callable[[], None]:
        def happen() -> None:
            alerts.apply_changes(self.tx, changes)
            self._plan_sweeps()
            for key in self.tx.get(Alerts).open_for(change.key for change in changes):
                self._await(key)

        return happen

    def _plan_sweeps(self) -> None:
        for after in SWEEPS_AFTER:
            at = self.tx.now + after
            at -= timedelta(seconds=at.second, microseconds=at.microsecond)
            if at not in self._sweeps:
                self._sweeps.add(at)
                self.plan(at + ROUNDING, self._sweep)

    def _sweep(self) -> None:
        self.sweep(self.tx)

    def _await(self, key: AlertKey) -> None:
        alert = self.tx.get(Alerts).open_for([key])[key]
        self.alert_ids.add(alert.alert_id)
        if alert.is_acknowledged or alert.alert_id in self._awaited:
            return
        self._awaited.add(alert.alert_id)
        name = f"{self.cast.sensors[key[0]].code}/{key[1]}/{self.tx.now:%s}"
        who = demo_behaviour.acknowledges(self.cast.responsible(key[0]), name)
        episode = self.cast.episode(key[0], self.tx.now)
        self.plan(
            self.tx.now + demo_behaviour.acknowledges_after(name, alert.tier),
            lambda: self._acknowledge(alert.alert_id, who, episode),
        )

    def _acknowledge(self, alert_id: UUID, who: str, episode: Episode | None) -> None:
        self._awaited.discard(alert_id)
        try:
            alert = alerts.acknowledge_alert(self.tx, alert_id, by=self.cast.people[who])
        except Refused:  # somebody was faster, or it is held back by now
            return
        case_id = self.tx.get(Alerts).case_id_of(alert_id)
        if case_id is not None and case_id not in self.case_ids:
            self.case_ids.add(case_id)
            kind = episode.kind.name if episode else self.cast.sensors[alert.sensor_id].code
            Loop(self, case_id, self.cast.responsible(alert.sensor_id), episode, kind).begin()


@dataclass(slots=True)
class Loop:
    """One case on its way to the archive."""

    past: Past
    case_id: UUID
    responsible: str
    episode: Episode | None
    kind: str
    """Name of the episode, else code of the source: by it the words of a root cause are found."""
    is_third: bool = False

    def begin(self) -> None:
        number = self._number
        if self._outcome is CaseOutcome.RESOLVED:
            self.past.begun[self.kind].append(self.past.tx.now)
            self.is_third = len(self.past.begun[self.kind]) == REPEAT_AT
            self._after(demo_behaviour.disposes_after(number, 1), self._dispose)
        else:
            self._after(demo_behaviour.dismisses_after(number), self._dismiss)

    @property
    def _number(self) -> str:
        return self.past.tx.get(Cases).get(self.case_id).number

    @property
    def _outcome(self) -> CaseOutcome:
        return self.episode.outcome if self.episode else CaseOutcome.RESOLVED

    def _after(self, after: timedelta, step: Callable[[], None]) -> None:
        self.past.plan(self.past.tx.now + after, step)

    def _dismiss(self) -> None:
        tx = self.past.tx
        if tx.get(Cases).get(self.case_id).state not in (CaseState.OPEN, CaseState.IN_DISPOSAL):
            return
        if self._is_source_active():
            self._after(LOOK_AGAIN, self._dismiss)
            return
        said = self.episode.kind.words if self.episode else demo_behaviour.DISMISSED[self._outcome]
        # With its number: nobody ends a red or orange case with the words of the one before.
        reason = f"{said}（{self._number}）"
        code = demo_behaviour.dismissal_of(self._outcome, self._number)
        officer = self.past.cast.people[demo_behaviour.OFFICERS[len(self._number) % 2]]
        cases.dismiss_case(tx, self.case_id, outcome=self._outcome, reason=reason, code=code, by=officer)

    def _dispose(self) -> None:
        tx = self.past.tx
        case = tx.get(Cases).get(self.case_id)
        if case.state is not CaseState.IN_DISPOSAL:
            return
        if self._is_source_active():
            self._after(LOOK_AGAIN, self._dispose)
            return
        words = self.episode.kind.words if self.episode else demo_behaviour.DEFAULT_MEASURES
        by = self.past.cast.people[self.responsible]
        shown = self._shown(by, case.round_number)
        self._finish_tasks()
        self._find_cause(by)
        cases.submit_disposal(tx, self.case_id, measures=words, photos=shown, by=by)
        self._after(demo_behaviour.rechecks_after(case.number, case.round_number), self._recheck)

    def _find_cause(self, by: Viewer) -> None:
        """Write why it happened where the product asks for it, and where it happened for the third time: of
        simulated sources the product counts no recurrences, people do.
        """
        past, before = self.past, self.past.reopened.get(self.case_id)
        if self.is_third or before or past_causes.is_asked_for(past.tx, self.case_id):
            past_causes.find(past.tx, self.case_id, self.kind, people=past.cast.people, before=before, by=by)

    def _finish_tasks(self) -> None:
        """The other departments have done their part by now."""
        tx = self.past.tx
        for task in tx.get(Tasks).of_case(self.case_id):
            if task.state is TaskState.WAITING:
                by = self.past.cast.people[demo_behaviour.WORKS_ON_TASKS[task.department_id]]
                tasks.start_task(tx, task.task_id, by=by)
                measures = demo_behaviour.TASK_MEASURES[task.kind]
                tasks.finish_task(tx, task.task_id, measures=measures, photos=(), by=by)

    def _recheck(self) -> None:
        tx = self.past.tx
        case = tx.get(Cases).get(self.case_id)
        if case.state is not CaseState.AWAITING_RECHECK:
            return
        if not self._may_pass():
            self._after(LOOK_AGAIN, self._recheck)
            return
        hands = [name for name, each in self.past.cast.people.items() if each.person_id in case.disposed_by]
        by = self.past.cast.people[demo_behaviour.rechecks(case.number, not_by=hands)]
        shown = self._shown(by, case.round_number + 1)
        if demo_behaviour.is_sent_back(case.number, case.round_number):
            cases.fail_recheck(
                tx,
                self.case_id,
                reason=RecheckReason.INCOMPLETE,
                note=demo_behaviour.SENT_BACK,
                photos=shown,
                by=by,
            )
            self._after(demo_behaviour.disposes_after(case.number, case.round_number + 1), self._dispose)
            return
        past_causes.say_done(tx, self.case_id, people=self.past.cast.people)
        entry = tx.get(Cases).round(self.case_id, case.round_number)
        cases.pass_recheck(
            tx,
            self.case_id,
            content_hash=entry.content_hash,
            note=demo_behaviour.CONFIRMED,
            photos=shown,
            signature=self._evidence(self.past.cast.signature, by),
            override_reason=None,
            by=by,
            flags_seen=[flag.reason for flag in entry.flags],
        )
        if past_causes.was_found(tx, self.case_id):
            self._after(demo_behaviour.judges_after(case.number), self._judge)

    def _judge(self) -> None:
        """Whether the measure against the root cause helped; once it did not, and the matter goes on."""
        past, tx = self.past, self.past.tx
        by = past.cast.people[past_causes.JUDGE]
        came_again = self._came_again()
        if past.reopened or not came_again:
            past_causes.review(tx, self.case_id, came_again=came_again, by=by)
            return
        again = past_causes.reopen(tx, self.case_id, by=by)
        past.reopened[again] = self.case_id
        past.case_ids.add(again)
        loop = Loop(past, again, self.responsible, self.episode, self.kind)
        self._after(demo_behaviour.takes_on_after(again), loop.take_on)

    def _came_again(self) -> bool:
        archived_at = self.past.tx.get(Cases).get(self.case_id).archived_at
        return archived_at is not None and any(at > archived_at for at in self.past.begun[self.kind])

    def take_on(self) -> None:
        """Begin with a case that no alert opened."""
        cases.acknowledge_case(self.past.tx, self.case_id, by=self.past.cast.people[self.responsible])
        self.begin()

    def _is_source_active(self) -> bool:
        source = cases.source_condition(self.past.tx, self.case_id)
        return source is not None and not source.is_normal

    def _may_pass(self) -> bool:
        source = cases.source_condition(self.past.tx, self.case_id)
        opens_at = source.recheck_opens_at if source else self.past.tx.now
        return opens_at is not None and opens_at <= self.past.tx.now

    def _shown(self, by: Viewer, turn: int) -> tuple[Evidence, ...]:
        pictures = self.past.cast.pictures
        return (self._evidence(pictures[(int(self._number[-4:]) + turn) % len(pictures)], by),)

    def _evidence(self, facts: PhotoFacts, by: Viewer) -> Evidence:
        photos.record(self.past.tx, facts, Upload(by.person_id))
        return Evidence(facts.sha256, self.past.tx.now)
