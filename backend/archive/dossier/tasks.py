"""What departments did side by side, and what people said to each other."""

from collections.abc import Iterator, Mapping
from typing import Any

from backend.archive.dossier.sheet import Block, Sheet, table


def tasks(sheet: Sheet) -> Iterator[Block]:
    for task in sheet.part("tasks"):
        yield {"heading": f"{_name(sheet, task)} · {sheet.words.text(task['task'])}"}
        yield sheet.facts(
            state=sheet.words.of("TaskState", task["state"]),
            owner=sheet.person(task["owner_id"]),
            opened=f"{sheet.time(task['created_at'])}  {sheet.person(task['created_by'])}".strip(),
            started=sheet.signed(task["started_by"], task["started_at"]),
            due=sheet.time(task["due_at"]),
            progress=f"{task['percent']} %  {task['progress']}".strip(),
            measures=task["measures"],
            finished=sheet.signed(task["done_by"], task["done_at"]),
            cancelled=task["cancel_reason"] or "",
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
            about.get(each["task_id"], words["whole_case"]),
            each["text"],
            ", ".join(sheet.person(person) for person in each["mentions"]),
        ]
        for each in sheet.part("comments")
    ]
    if rows:
        head = [words[each] for each in ("time", "who", "about", "said", "mentioned")]
        yield table(head, rows, ["33mm", "22mm", "34mm", "1fr", "26mm"])


def _name(sheet: Sheet, task: Mapping[str, Any]) -> str:
    """The department and its kind of work."""
    kind = sheet.words.of("TaskKind", task["kind"])
    return " · ".join(each for each in (sheet.department(task["department_id"]), kind) if each)
