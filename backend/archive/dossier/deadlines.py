"""The steps of a case by their deadlines: extensions, pauses, and who was followed up 督办."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from backend.archive.dossier.sheet import Sheet
from backend.core.print.blocks import Block, table


def deadlines(sheet: Sheet) -> Iterator[Block]:
    words = sheet.words
    rows = [
        [
            _step(sheet, each),
            sheet.time(each["started_at"]),
            sheet.time(each["due_at"]),
            sheet.time(each["ended_at"]),
            _kept(sheet, each),
        ]
        for each in sheet.part("deadlines")
    ]
    if rows:
        head = words.labels("dossier.step", "dossier.began", "dossier.due", "dossier.over", "dossier.kept")
        yield table(head, rows, ["1fr", "33mm", "33mm", "33mm", "34mm"])
        yield {"quiet": words.label("dossier.deadlinesNote")}


def extensions(sheet: Sheet) -> Iterator[Block]:
    words = sheet.words
    rows = []
    for each in sheet.part("extensions"):
        kind, length = words.of("ExtensionKind", each["kind"]), sheet.span(timedelta(minutes=each["minutes"]))
        decided = [words.of("ExtensionState", each["state"])]
        if each["decided_by"]:
            decided += [sheet.signed(each["decided_by"], each["decided_at"]), each["note"]]
        rows.append(
            [
                "\n".join(part for part in (kind, length, _task(sheet, each.get("task_id"))) if part),
                f"{each['reason']}\n{sheet.signed(each['asked_by'], each['asked_at'])}",
                "\n".join(part for part in decided if part),
                _reach(sheet, each),
            ]
        )
    if rows:
        head = words.labels("dossier.askedFor", "dossier.asked", "dossier.decided", "dossier.effect")
        yield table(head, rows, ["24mm", "1fr", "1fr", "46mm"])


def follow_ups(sheet: Sheet) -> Iterator[Block]:
    words = sheet.words
    rows = []
    for each in sheet.part("follow_ups"):
        open_ = words.label("dossier.noLongerOwed" if each["ended_at"] else "dossier.unanswered")
        answered = f"{each['answer']}\n{sheet.time(each['answered_at'])}" if each["answered_at"] else open_
        rows.append(
            [
                sheet.time(each["at"]),
                _step(sheet, each),
                sheet.person(each["by_id"]) or words.label("case.bySystem"),
                sheet.person(each["to_id"]),
                each["text"] or (words.label("dossier.chasedByItself") if not each["by_id"] else ""),
                answered,
            ]
        )
    if rows:
        head = words.labels(
            "dossier.time",
            "dossier.step",
            "dossier.askedBy",
            "dossier.askedWhom",
            "dossier.said",
            "dossier.answer",
        )
        yield table(head, rows, ["19mm", "30mm", "18mm", "18mm", "1fr", "1fr"])


def _step(sheet: Sheet, due: Mapping[str, Any]) -> str:
    """The step; of a task, that of its department."""
    step = sheet.words.of("DeadlineStep", due["step"])
    return " · ".join(each for each in (step, _task(sheet, due["task_id"])) if each)


def _task(sheet: Sheet, task_id: str | None) -> str:
    """The department whose task this is; nothing for the case itself."""
    tasks = (task for task in sheet.part("tasks") if task["task_id"] == task_id)
    return next((sheet.department(task["department_id"]) for task in tasks), "")


def _kept(sheet: Sheet, due: Mapping[str, Any]) -> str:
    if not due["ended_at"]:
        return ""
    if any(task["task_id"] == due["task_id"] and task["cancel_reason"] for task in sheet.part("tasks")):
        return sheet.words.of("TaskState", "CANCELLED")
    late = datetime.fromisoformat(due["ended_at"]) - datetime.fromisoformat(due["due_at"])
    if late <= timedelta(0):
        return sheet.words.label("dossier.inTime")
    return sheet.words.label("dossier.lateBy", span=sheet.span(late))


def _reach(sheet: Sheet, extension: Mapping[str, Any]) -> str:
    """From when to when: the clock that stood, or the deadline before and after."""
    if not extension["due_at"]:
        return ""
    if extension["kind"] == "PAUSE":
        ends = extension["ended_at"] or extension["until"]
        return sheet.words.label(
            "dossier.stood", begins=sheet.time(extension["decided_at"]), ends=sheet.time(ends)
        )
    before, after = sheet.time(extension["due_before"]), sheet.time(extension["due_at"])
    return sheet.words.label("dossier.moved", before=before, after=after)
