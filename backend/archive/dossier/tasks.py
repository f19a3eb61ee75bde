"""What departments did side by side, and what people said to each other."""

from collections.abc import Iterator, Mapping
from typing import Any

from backend.archive.dossier.sheet import Block, Sheet, table


def lanes(sheet: Sheet) -> Iterator[Block]:
    for lane in sheet.part("lanes"):
        yield {"heading": f"{_name(sheet, lane)} · {sheet.words.text(lane['task'])}"}
        yield sheet.facts(
            ("dossier.state", sheet.words.of("LaneState", lane["state"])),
            ("dossier.owner", sheet.person(lane["owner_id"])),
            (
                "dossier.opened",
                f"{sheet.time(lane['created_at'])}  {sheet.person(lane['created_by'])}".strip(),
            ),
            ("dossier.started", sheet.signed(lane["started_by"], lane["started_at"])),
            ("dossier.due", sheet.time(lane["due_at"])),
            ("dossier.progress", f"{lane['percent']} %  {lane['progress']}".strip()),
            ("dossier.measures", lane["measures"]),
            ("dossier.finished", sheet.signed(lane["done_by"], lane["done_at"])),
            ("dossier.cancelled", lane["cancel_reason"] or ""),
        )
        yield from sheet.pictures(
            [each for each in sheet.part("evidence") if each.get("lane_id") == lane["lane_id"]]
        )


def comments(sheet: Sheet) -> Iterator[Block]:
    words = sheet.words
    about = {lane["lane_id"]: _name(sheet, lane) for lane in sheet.part("lanes")}
    rows = [
        [
            sheet.time(each["at"]),
            sheet.person(each["by"]),
            about.get(each["lane_id"], words.label("dossier.wholeCase")),
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


def _name(sheet: Sheet, lane: Mapping[str, Any]) -> str:
    """The department and its kind of work."""
    kind = sheet.words.of("LaneKind", lane["kind"])
    return " · ".join(each for each in (sheet.department(lane["department_id"]), kind) if each)
