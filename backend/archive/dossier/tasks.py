"""Sections on the tasks that departments did side by side, and on comments."""

from collections.abc import Iterator, Mapping
from typing import Any

from backend.archive.dossier.sheet import Sheet
from backend.core.print.blocks import Block, table


def tasks(sheet: Sheet) -> Iterator[Block]:
    for task in sheet.part("tasks"):
        yield {"heading": f"{_name(sheet, task)} · {sheet.words.text(task['work'])}"}
        yield sheet.facts(
            ("dossier.state", sheet.words.of("TaskState", task["state"])),
            ("dossier.owner", sheet.person(task["owner_id"])),
            (
                "dossier.opened",
                f"{sheet.time(task['created_at'])}  {sheet.person(task['created_by'])}".strip(),
            ),
            ("dossier.started", sheet.signed(task["started_by"], task["started_at"])),
            ("dossier.due", sheet.time(task["due_at"])),
            ("dossier.progress", f"{task['percent']} %  {task['progress']}".strip()),
            ("dossier.measures", task["measures"]),
            ("dossier.finished", sheet.signed(task["done_by"], task["done_at"])),
            ("dossier.cancelled", task["cancel_reason"] or ""),
        )
        yield from sheet.pictures(
            [each for each in sheet.part("evidence") if each.get("task_id") == task["task_id"]]
        )


def comments(sheet: Sheet) -> Iterator[Block]:
    words = sheet.words
    about = {task["task_id"]: _name(sheet, task) for task in sheet.part("tasks")}
    rows = [
        [
            sheet.time(each["at"]),
            sheet.person(each["by"]),
            about.get(each["task_id"], words.label("dossier.wholeCase")),
            each["text"],
            ", ".join(sheet.person(person) for person in each["mentions"]),
        ]
        for each in sheet.part("comments")
    ]
    if rows:
        head = words.labels(
            "dossier.time", "dossier.who", "dossier.about", "dossier.said", "dossier.mentioned"
        )
        yield table(head, rows, ["33mm", "22mm", "34mm", "1fr", "26mm"])
        yield from sheet.pictures([each for each in sheet.part("evidence") if each["role"] == "COMMENT"])


def _name(sheet: Sheet, task: Mapping[str, Any]) -> str:
    """The department and its kind of work."""
    kind = sheet.words.of("TaskKind", task["kind"])
    return " · ".join(each for each in (sheet.department(task["department_id"]), kind) if each)
