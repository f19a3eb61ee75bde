"""Every transition of the loop, by name, each with what brings it about."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final
from uuid import UUID, uuid4

from backend.agreements import commands as agreements
from backend.agreements.tables import AgreementRow
from backend.alerts.responses import commands as responses
from backend.alerts.responses.rules import Answer
from backend.alerts.suppression import commands as suppression
from backend.alerts.tables import AlertRow
from backend.cases import alert_commands
from backend.cases import commands as cases
from backend.cases.escalation import follow_ups_commands as follow_ups
from backend.cases.escalation.tables import FollowUpRow
from backend.cases.evidence import voices_commands as voices
from backend.cases.evidence.voices_rules import VoiceFacts, VoiceFormat
from backend.cases.extensions.store import Extensions
from backend.cases.extensions.tables import ExtensionRow
from backend.cases.recheck import evidence_checks_commands as evidence_checks
from backend.cases.rules import CaseOutcome
from backend.cases.tasks import task_rules_commands as rule_changes
from backend.cases.tasks.store import Tasks
from backend.cases.tasks.tables import TaskRow
from backend.cases.tasks.task_rules_rules import TaskRule
from backend.cases.tasks.task_rules_store import TaskRules
from backend.core.database import Transaction
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import HazardGrade, TaskKind, Tier
from backend.deadlines import sweep_commands as deadline_sweep
from backend.hazards import commands as hazards
from backend.hazards.anonymous import commands as anonymity
from backend.hazards.rules import DeclineReason
from backend.hazards.store import Hazards
from backend.hazards.tables import HazardReportRow
from backend.hazards.timeline import commands as timeline
from backend.hazards.timeline.store import Timelines
from backend.hazards.timeline.tables import ObjectionRow
from backend.notifications import commands as deliveries
from backend.photos.rules import PhotoFacts, Place
from tests.scenarios.transitions.of_policies import OF_POLICIES
from tests.scenarios.transitions.staging import Stage
from tests.support.actions.of_reports import key_of
from tests.support.cases import Step, acknowledge, alert_case, up_to
from tests.support.declared import RESPONSIBILITIES
from tests.support.dying_connection import Command


def _declined(stage: Stage) -> UUID:
    report_id = stage.report()
    stage.database.transact(stage.deed("decline", stage.plants.alice, report_id))
    return report_id


def _look(stage: Stage) -> Command:
    bob, report_id = stage.plants.bob, stage.report_of(stage.case(Step.ARCHIVED))
    return lambda tx: timeline.mark_report_seen(tx, report_id, by=bob)


def _objection(stage: Stage, *, upheld: bool, of_case: bool = True) -> Command:
    about = stage.report_of(stage.case(Step.ARCHIVED)) if of_case else _declined(stage)
    stage.database.transact(stage.deed("object", stage.plants.bob, about))
    variant = 0 if upheld else 1
    return stage.deed("answer objection", stage.plants.dora, stage.only(ObjectionRow), variant=variant)


def _answer(stage: Stage) -> Command:
    case_id = stage.case(Step.ACKNOWLEDGED)
    stage.database.transact(
        lambda tx: follow_ups.follow_up_cases(tx, [case_id], text="", by=stage.plants.alice)
    )
    return stage.deed("answer", stage.plants.bob, stage.only(FollowUpRow))


def _alert(stage: Stage, tier: Tier = Tier.ORANGE) -> UUID:
    stage.database.transact(stage.says(tier))
    return stage.only(AlertRow)


def _pass_with_alert(stage: Stage) -> Command:
    case_id = alert_case(stage.database, stage.plants, Tier.RED)
    acknowledge(stage.database, stage.plants)
    stage.database.transact(stage.says(None))
    up_to(Step.DISPOSED, stage.database, stage.plants, case_id)
    stage.clock.advance(timedelta(minutes=6))
    return stage.deed("pass", stage.plants.dora, case_id)


def _ask_to_dismiss(stage: Stage) -> Command:
    case_id = alert_case(stage.database, stage.plants, Tier.RED)
    return lambda tx: cases.dismiss_case(
        tx,
        case_id,
        outcome=CaseOutcome.FALSE_ALARM,
        reason="标定瓶残气触发，现场已经复测",
        by=stage.plants.alice,
        asks_second_person=True,
    )


def _agree(stage: Stage, ask: Callable[[Stage], Command]) -> Command:
    """A second person agrees to what was asked."""
    stage.database.transact(ask(stage))
    asked, by = stage.only(AgreementRow), stage.plants.erik
    return lambda tx: agreements.decide(tx, asked, is_agreed=True, note="", by=by)


def _ask_to_decline(stage: Stage) -> Command:
    report_id = stage.report()

    def grade(tx: Transaction) -> None:
        report = tx.get(Hazards).get(report_id)
        tx.get(Hazards).put(replace(report, grade=HazardGrade.MAJOR, clause="AQ 3035-2023 4.2"))

    stage.database.transact(grade)
    return lambda tx: hazards.decline_hazard(
        tx,
        report_id,
        reason=DeclineReason.NOT_A_HAZARD,
        note="现场复核，联锁一直在投，没有停用",
        by=stage.plants.alice,
        asks_second_person=True,
    )


def _sweep_after(stage: Stage, step: str, **after: int) -> Command:
    if step == "response":
        _alert(stage, Tier.RED)
    else:
        stage.case({"disposal": Step.ACKNOWLEDGED, "recheck": Step.DISPOSED}[step])
    stage.database.transact(deliveries.plan_deliveries)
    stage.clock.advance(timedelta(**after))
    return partial(deadline_sweep.fire_next, responsibilities=RESPONSIBILITIES)


def _lasting_blue(stage: Stage) -> Command:
    _alert(stage, Tier.BLUE)
    stage.clock.advance(timedelta(hours=25))
    return alert_commands.open_cases_of_lasting


def _return_source(stage: Stage) -> Command:
    """A source is judged again; its case is open, and it was normal before it was taken out."""
    _alert(stage, Tier.RED)
    stage.database.transact(stage.says(None))
    sensor_id, by = stage.plants.gas, stage.plants.alice
    stage.database.transact(
        lambda tx: suppression.take_sensor_out_of_service(
            tx, sensor_id, reason="calibration", until=None, confirms_red=True, by=by
        )
    )
    stage.clock.advance(timedelta(minutes=3))
    return lambda tx: suppression.return_sensor_to_service(tx, sensor_id, by=by)


def _plan(stage: Stage) -> Command:
    stage.case(Step.DISPOSED)
    return deliveries.plan_deliveries


def _do(stage: Stage, name: str, by: Viewer, target: UUID, variant: int = 0) -> None:
    stage.database.transact(stage.deed(name, by, target, variant=variant))


def _task(stage: Stage, *steps: str) -> UUID:
    """A task that bob owns, after these steps."""
    _do(stage, "open task", stage.plants.alice, stage.case(Step.ACKNOWLEDGED), variant=1)
    task_id = stage.only(TaskRow)
    for step in steps:
        _do(stage, step, stage.plants.bob, task_id)
    return task_id


def _fail_for_a_task(stage: Stage) -> Command:
    task_id = _task(stage, "start task", "finish task")
    case_id = stage.database.transact(lambda tx: tx.get(Tasks).case_id_of(task_id))
    _do(stage, "submit", stage.plants.bob, case_id)
    return stage.deed("fail", stage.plants.dora, case_id, variant=1)


def _end_with_a_task(stage: Stage) -> Command:
    task_id = _task(stage)
    case_id = stage.database.transact(lambda tx: tx.get(Tasks).case_id_of(task_id))
    return stage.deed("dismiss", stage.plants.alice, case_id)


def _rule(stage: Stage) -> None:
    """Production has a task in every orange case."""
    work = Text("切换备用泵", "Change to the standby pump")
    department = stage.plants.department
    rule = TaskRule(uuid4(), stage.plants.north, department, TaskKind.REPLAN, work, Tier.ORANGE)
    stage.database.transact(lambda tx: tx.get(TaskRules).put(rule, position=0))


def _change_task_rules(stage: Stage) -> Command:
    work = Text("切换备用泵", "Change to the standby pump")
    department, north, by = stage.plants.department, stage.plants.north, stage.plants.alice
    wanted = [TaskRule(uuid4(), north, department, TaskKind.REPLAN, work, Tier.ORANGE)]
    return lambda tx: rule_changes.change_task_rules(tx, north, wanted, based_on=1, reason="夜班", by=by)


def _raise_with_tasks(stage: Stage) -> Command:
    _rule(stage)
    _alert(stage)
    return stage.says(Tier.RED)


def _accept_with_tasks(stage: Stage) -> Command:
    _rule(stage)
    return stage.deed("accept", stage.plants.alice, stage.report(), variant=2)


def _asked(stage: Stage, variant: int) -> UUID:
    _do(stage, "ask for time", stage.plants.bob, stage.case(Step.ACKNOWLEDGED), variant=variant)
    return stage.only(ExtensionRow)


def _paused(stage: Stage) -> UUID:
    return _granted(stage, _asked(stage, 1))


def _task_asked(stage: Stage, variant: int) -> UUID:
    """bob, who owns the task, wants more time for it."""
    _do(stage, "ask for task time", stage.plants.bob, _task(stage, "start task"), variant=variant)
    return stage.only(ExtensionRow)


def _task_paused(stage: Stage) -> UUID:
    return _granted(stage, _task_asked(stage, 1))


def _granted(stage: Stage, extension_id: UUID) -> UUID:
    """alice grants it, and it has held for some minutes."""
    _do(stage, "decide on time", stage.plants.alice, extension_id)
    stage.clock.advance(timedelta(minutes=3))
    return extension_id


def _finish_while(stage: Stage, extension_id: UUID) -> Command:
    """The task is done before the answer comes, or while its clock stands still."""
    task_id = stage.database.transact(lambda tx: tx.get(Extensions).get(extension_id)).task_id
    assert task_id is not None
    return stage.deed("finish task", stage.plants.bob, task_id)


def _raise_while_it_stands(stage: Stage) -> Command:
    """The case gets worse: its clock and that of its task go on at once, and are due earlier."""
    case_id, by = alert_case(stage.database, stage.plants, Tier.ORANGE), stage.plants
    acknowledge(stage.database, stage.plants)
    _do(stage, "open task", by.alice, case_id, variant=1)
    _do(stage, "ask for time", by.bob, case_id, variant=1)
    _do(stage, "ask for task time", by.bob, stage.only(TaskRow), variant=1)
    for asked in stage.database.transact(lambda tx: tx.get(Extensions).of_case(case_id)):
        _do(stage, "decide on time", by.alice, asked.extension_id)
    stage.clock.advance(timedelta(minutes=3))
    return stage.says(Tier.RED)


def _submit_while(stage: Stage, extension_id: UUID) -> Command:
    """The disposal overtakes what was asked for, or ends what stands still."""
    case_id = stage.database.transact(lambda tx: tx.get(Extensions).get(extension_id)).case_id
    return stage.deed("submit", stage.plants.bob, case_id)


def _nameless(stage: Stage) -> UUID:
    """The id of the command that reported without a name."""
    _do(stage, "switch anonymity", stage.plants.alice, stage.plants.north)
    operation_id = uuid4()
    stage.database.transact(
        stage.deed("report anonymously", stage.plants.bob, stage.plants.north, operation_id=operation_id)
    )
    return operation_id


def _report_nameless(stage: Stage) -> Command:
    _do(stage, "switch anonymity", stage.plants.alice, stage.plants.north)
    return stage.deed("report anonymously", stage.plants.bob, stage.plants.north)


def _object_nameless(stage: Stage) -> Command:
    key = key_of(_nameless(stage))
    report_id = stage.only(HazardReportRow)
    _do(stage, "decline", stage.plants.alice, report_id)
    return stage.deed("object anonymously", stage.plants.bob, report_id, key=key)


def _photo_nameless(stage: Stage) -> Command:
    _do(stage, "switch anonymity", stage.plants.alice, stage.plants.north)
    site_pass = stage.database.transact(lambda tx: tx.get(Timelines).anonymous_pass(stage.plants.north)) or ""
    facts = PhotoFacts(sha256="ab" * 32, width=1600, height=1200)
    return lambda tx: anonymity.record_photo(tx, facts, site_pass=site_pass, length=1)


def _recording(stage: Stage) -> Command:
    facts = VoiceFacts("cd" * 32, next(iter(VoiceFormat)), 4_000)
    return lambda tx: voices.record(tx, facts, by=stage.plants.bob.person_id)


def _place(stage: Stage) -> Command:
    where, by = Place(31.2, 121.5), stage.plants.alice
    return lambda tx: evidence_checks.set_place(tx, stage.plants.north, None, where, by=by)


def _respond(stage: Stage, answer: Answer) -> Command:
    alert_id, by = _alert(stage), stage.plants.bob
    return lambda tx: responses.answer_alert(tx, alert_id, answer, by=by)


TRANSITIONS: Final[dict[str, Callable[[Stage], Command]]] = {
    "report a hazard": lambda s: s.deed("report", s.plants.bob, s.plants.north),
    "accept it": lambda s: s.deed("accept", s.plants.alice, s.report(), variant=2),
    "decline it": lambda s: s.deed("decline", s.plants.alice, s.report()),
    "decline it as a duplicate": lambda s: s.deed("decline", s.plants.alice, s.report(), s.case(), variant=1),
    "take a case on": lambda s: s.deed("acknowledge", s.plants.bob, s.case()),
    "submit a disposal": lambda s: s.deed("submit", s.plants.bob, s.case(Step.ACKNOWLEDGED)),
    "pass its recheck": lambda s: s.deed("pass", s.plants.dora, s.case(Step.DISPOSED)),
    "pass the recheck of an alert": _pass_with_alert,
    "fail its recheck": lambda s: s.deed("fail", s.plants.dora, s.case(Step.DISPOSED)),
    "dismiss a case": lambda s: s.deed("dismiss", s.plants.alice, s.case()),
    "ask to dismiss a danger that goes on": _ask_to_dismiss,
    "agree to that": lambda s: _agree(s, _ask_to_dismiss),
    "ask to decline a major report": _ask_to_decline,
    "agree to declining it": lambda s: _agree(s, _ask_to_decline),
    "link a duplicate": lambda s: s.deed("link", s.plants.alice, s.case(), s.case()),
    "merge three cases": lambda s: s.deed("merge", s.plants.alice, s.case(), s.case(), s.case(), variant=1),
    "reopen a case": lambda s: s.deed("reopen", s.plants.alice, s.case(Step.ARCHIVED)),
    "record a root cause": lambda s: s.deed("root cause", s.plants.bob, s.case(Step.ACKNOWLEDGED)),
    "raise a grade": lambda s: s.deed("raise grade", s.plants.alice, s.case()),
    "thank": lambda s: s.deed("thank", s.plants.bob, s.report_of(s.case(Step.ARCHIVED))),
    "look at what became of a report": _look,
    "object": lambda s: s.deed("object", s.plants.bob, s.report_of(s.case(Step.ARCHIVED))),
    "uphold an objection": lambda s: _objection(s, upheld=True),
    "uphold one about a decline": lambda s: _objection(s, upheld=True, of_case=False),
    "reject an objection": lambda s: _objection(s, upheld=False),
    "chase a case": lambda s: s.deed("follow_up", s.plants.alice, s.late_case()),
    "answer a chase": _answer,
    **OF_POLICIES,
    "raise an alert": lambda s: s.says(Tier.RED),
    "raise one for many sources that fall silent": lambda s: s.falls_silent(5),
    "raise one that has no case yet": lambda s: s.says(Tier.BLUE),
    "raise its tier": lambda s: (_alert(s), s.says(Tier.RED))[1],
    "end an alert": lambda s: (_alert(s), s.says(None))[1],
    "see an alert": lambda s: s.deed("see alert", s.plants.bob, _alert(s)),
    "be on the way to it": lambda s: _respond(s, Answer.ON_THE_WAY),
    "be unable to come": lambda s: _respond(s, Answer.CANNOT_COME),
    "open the case of a lasting blue alert": _lasting_blue,
    "return a source to service": _return_source,
    "climb the ladder of a response": lambda s: _sweep_after(s, "response", seconds=60),
    "remind of a disposal": lambda s: _sweep_after(s, "disposal", hours=2),
    "tell of a late disposal": lambda s: _sweep_after(s, "disposal", hours=5),
    "tell of a late recheck": lambda s: _sweep_after(s, "recheck", hours=49),
    "plan messages": _plan,
    "open a task": lambda s: s.deed("open task", s.plants.alice, s.case(Step.ACKNOWLEDGED)),
    "open the tasks of a rule": _accept_with_tasks,
    "raise the tier of a case with tasks": _raise_with_tasks,
    "assign a task": lambda s: s.deed("assign task", s.plants.erik, _task(s), variant=1),
    "start a task": lambda s: s.deed("start task", s.plants.bob, _task(s)),
    "tell how far a task is": lambda s: s.deed(
        "update task", s.plants.bob, _task(s, "start task"), variant=2
    ),
    "finish a task": lambda s: s.deed("finish task", s.plants.bob, _task(s, "start task")),
    "reopen a task": lambda s: s.deed("reopen task", s.plants.alice, _task(s, "start task", "finish task")),
    "fail a recheck for a task": _fail_for_a_task,
    "cancel a task": lambda s: s.deed("cancel task", s.plants.alice, _task(s)),
    "end a case with a task": _end_with_a_task,
    "change the rules of tasks": _change_task_rules,
    "say something": lambda s: s.deed("comment", s.plants.bob, s.case()),
    "ask for more time": lambda s: s.deed("ask for time", s.plants.bob, s.case(Step.ACKNOWLEDGED)),
    "grant more time": lambda s: s.deed("decide on time", s.plants.alice, _asked(s, 0)),
    "refuse more time": lambda s: s.deed("decide on time", s.plants.alice, _asked(s, 0), variant=3),
    "pause the deadline": lambda s: s.deed("decide on time", s.plants.alice, _asked(s, 1)),
    "let the clock go on": lambda s: s.deed("go on", s.plants.bob, _paused(s)),
    "submit although time was asked for": lambda s: _submit_while(s, _asked(s, 0)),
    "submit while the deadline is paused": lambda s: _submit_while(s, _paused(s)),
    "ask for more time for a task": lambda s: s.deed(
        "ask for task time", s.plants.bob, _task(s, "start task")
    ),
    "grant a task more time": lambda s: s.deed("decide on time", s.plants.erik, _task_asked(s, 0)),
    "refuse a task more time": lambda s: s.deed(
        "decide on time", s.plants.erik, _task_asked(s, 0), variant=3
    ),
    "pause the deadline of a task": lambda s: s.deed("decide on time", s.plants.erik, _task_asked(s, 1)),
    "let the clock of a task go on": lambda s: s.deed("go on", s.plants.bob, _task_paused(s)),
    "finish a task although time was asked for": lambda s: _finish_while(s, _task_asked(s, 0)),
    "finish a task while its deadline is paused": lambda s: _finish_while(s, _task_paused(s)),
    "raise the tier while clocks stand": _raise_while_it_stands,
    "record the remediation plan": lambda s: s.deed("five", s.plants.bob, s.case(Step.ACKNOWLEDGED)),
    "say where the plant is": _place,
    "keep a recording": _recording,
    "allow reports without a name": lambda s: s.deed("switch anonymity", s.plants.alice, s.plants.north),
    "report without a name": _report_nameless,
    "object without a name": _object_nameless,
    "keep a photo without a name": _photo_nameless,
}
