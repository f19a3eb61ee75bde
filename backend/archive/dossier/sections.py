"""The sections of every case: what it was about, what happened when, who was told, and the seal."""

import re
from collections.abc import Iterator
from typing import Final

from backend.archive.dossier.chart import draw
from backend.archive.dossier.sheet import COLOURS, TIERS, Block, Sheet, table
from backend.archive.dossier.words import Words

CODE: Final = re.compile(r"\b[A-Z]+(?:_[A-Z]+)*\b")
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+00:00")
MARK: Final = re.compile(r" (\d+)$")
CHASED: Final = frozenset({"DEADLINE_REMINDED", "DEADLINE_OVERDUE", "ESCALATED"})


def summary(sheet: Sheet) -> Iterator[Block]:
    case, words = sheet.case, sheet.words
    acknowledged = sheet.signed(case["acknowledged_by"], case["acknowledged_at"])
    yield sheet.facts(
        number=case["number"],
        outcome=words.of("CaseOutcome", case["outcome"]),
        tier=words.of("Tier", TIERS[case["tier"]]),
        grade=words.of("HazardGrade", case["grade"]),
        stage=words.of("Stage", case["stage"]),
        site=sheet.name("site"),
        place=" · ".join(each for each in (sheet.name("area"), sheet.name("equipment")) if each),
        department=sheet.name("department"),
        responsible=sheet.person(case["responsible_id"]),
        opened=sheet.time(case["opened_at"]),
        acknowledged=acknowledged,
        archived=sheet.time(case["archived_at"]),
    )


def why(sheet: Sheet) -> Iterator[Block]:
    for alert in sheet.part("alerts"):
        words = sheet.words
        condition = words.of("AlertCondition", alert["condition"])
        yield {"text": words.text(alert.get("why")) or condition}
        yield sheet.facts(
            what=condition,
            tier=words.of("Tier", TIERS[alert["worst_tier"]]),
            raised=sheet.time(alert["raised_at"]),
            normal=sheet.time(alert["normal_at"]),
            acknowledged=sheet.signed(alert["acknowledged_by"], alert["acknowledged_at"]),
        )


def trace(sheet: Sheet) -> Iterator[Block]:
    drawn = [each for each in sheet.part("trace") if each["points"]]
    for each in drawn:
        file = f"trace-{each['sensor_id']}.svg"
        sheet.drawings[file] = draw(each, sheet.zone, COLOURS[sheet.case["tier"]])
        yield {"text": f"{sheet.words.text(each['name'])} ({each['unit']})"}
        yield {"chart": file}
    if drawn:
        yield {"quiet": sheet.words["trace_note"]}


def report(sheet: Sheet) -> Iterator[Block]:
    found = sheet.snapshot.get("report")
    if not found:
        return
    yield sheet.facts(
        number=found["number"],
        category=sheet.words.of("HazardCategory", found["category"]),
        grade=sheet.words.of("HazardGrade", found["grade"]),
        clause=found["clause"] or "",
        description=found["description"],
        reported_by=sheet.person(found["reported_by"]),
        reported_at=sheet.time(found["captured_at"]),
        triaged=sheet.signed(found["triaged_by"], found["triaged_at"]),
    )
    yield from sheet.pictures([each for each in sheet.part("evidence") if each["role"] == "REPORT"])


def timeline(sheet: Sheet) -> Iterator[Block]:
    words = sheet.words
    rows = [
        [
            str(entry["position"]),
            sheet.time(entry["at"]),
            words.of("TimelineKind", entry["kind"]),
            sheet.person(entry["by"]) or words["system"],
            note_of(sheet, entry["kind"], entry["note"] or ""),
        ]
        for entry in sheet.part("timeline")
    ]
    if rows:
        yield rows_of_the_chain(words, rows)


def later(sheet: Sheet) -> Iterator[Block]:
    """What reporters said to the end, and whether it goes on: known from the chain, not from the snapshot."""
    words = sheet.words
    rows = [
        [
            str(row.position),
            row.at.astimezone(sheet.zone).strftime("%Y-%m-%d %H:%M:%S"),
            words.of("TimelineKind", row.kind),
            row.by.in_(words.language) if row.by else words["system"],
            row.note or "",
        ]
        for row in sheet.later
    ]
    if rows:
        yield rows_of_the_chain(words, rows)
        yield {"quiet": words["later_note"]}


def rows_of_the_chain(words: Words, rows: list[list[str]]) -> Block:
    head = [words[each] for each in ("row", "time", "what", "who", "note")]
    return table(head, rows, ["11mm", "33mm", "1fr", "24mm", "1.4fr"])


CODED: Final = {
    "RECHECK_FAILED": ("RecheckReason",),
    "DISPOSAL_FLAGGED": ("FlagReason",),
    "FLAGS_SEEN": ("FlagReason",),
    "CASE_RECURRED": ("HazardCategory", "AlertCondition"),
    "EXTENSION_ASKED": ("ExtensionKind",),
    "DEADLINE_REMINDED": ("DeadlineStep",),
    "DEADLINE_OVERDUE": ("DeadlineStep",),
    "ESCALATED": ("DeadlineStep",),
}
"""Whose notes hold codes, and of what."""


def note_of(sheet: Sheet, kind: str, note: str) -> str:
    """The note of a row: codes in words, times as they are here, marks as a share of the time given."""

    def worded(code: re.Match[str]) -> str:
        found = (sheet.words.named.get(f"{name}.{code[0]}") for name in CODED[kind])
        return next((each for each in found if each), code[0])

    note = MOMENT.sub(lambda moment: sheet.time(moment[0]), note)
    if kind in CODED:
        note = CODE.sub(worded, note)
    if kind in CHASED:
        note = MARK.sub(lambda mark: sheet.words["mark"].format(n=mark[1]), note)
    return note


def told(sheet: Sheet) -> Iterator[Block]:
    words = sheet.words
    rows = [
        [
            sheet.person(each["person_id"]),
            words[each["channel"]],
            words.of("TimelineKind", each["event_kind"]),
            *(sheet.time(each[name]) for name in ("planned_at", "accepted_at", "shown_at", "opened_at")),
        ]
        for each in sheet.part("deliveries")
    ]
    if rows:
        head = [words[x] for x in ("who", "channel", "what", "sent", "accepted", "shown", "opened_by")]
        yield table(head, rows, ["20mm", "18mm", "1fr", "20mm", "20mm", "20mm", "20mm"])
        yield {"quiet": words["told_note"]}


def evidence(sheet: Sheet) -> Iterator[Block]:
    """Every picture, signature and recording with its hash; what came with the report has no round."""
    words = sheet.words
    spoken = [{**each, "role": "VOICE"} for each in sheet.part("voices")]
    rows = [
        [
            f"{words[each['role']]} {each.get('report', '')}".strip(),
            str(each["round"] or ""),
            sheet.time(each.get("taken_at")) or "-",
            sheet.time(each.get("added_at")),
            sheet.person(each.get("added_by")),
            each["sha256"],
        ]
        for each in (*sheet.part("evidence"), *sheet.linked, *spoken)
    ]
    if rows:
        head = [words[x] for x in ("role", "rounds_short", "captured", "received", "who")] + ["SHA-256"]
        yield table(head, rows, ["19mm", "8mm", "19mm", "19mm", "18mm", "1fr"])
        yield {"quiet": words["captured_note"]}


def seal(sheet: Sheet) -> Iterator[Block]:
    chain = sheet.snapshot.get("chain") or {}
    yield sheet.facts(
        hash=sheet.hash,
        chain=str(chain.get("position", "")),
        chain_hash=chain.get("hash", ""),
    )
    yield {"quiet": sheet.words["seal_note"]}
