"""The sections of every case: what it was about, what happened when, who was notified, and the seal."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from backend.archive.dossier.chart import draw
from backend.archive.dossier.rounds import spoken
from backend.archive.dossier.sheet import COLOURS, TIERS, WHEN, Sheet
from backend.core.events import EventKind
from backend.core.print.blocks import Block, table
from backend.core.print.words import Words
from backend.core.words import find

if TYPE_CHECKING:  # types only
    from backend.core.word_keys import Group

CODE: Final = re.compile(r"\b[A-Z]+(?:_[A-Z]+)*\b")
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+00:00")
MARK: Final = re.compile(r" (\d+)$")
REMINDERS: Final = frozenset({"DEADLINE_REMINDED", "DEADLINE_OVERDUE", "ESCALATED"})


def summary(sheet: Sheet) -> Iterator[Block]:
    case, words = sheet.case, sheet.words
    acknowledged = sheet.signed(case["acknowledged_by"], case["acknowledged_at"])
    yield sheet.facts(
        ("dossier.number", case["number"]),
        ("dossier.outcome", words.of("CaseOutcome", case["outcome"])),
        ("archive.tier", words.of("Tier", TIERS[case["tier"]])),
        ("dossier.grade", words.of("HazardGrade", case["grade"])),
        ("dossier.stage", words.of("Stage", case["stage"])),
        ("dossier.site", sheet.name("site")),
        ("dossier.place", " · ".join(each for each in (sheet.name("area"), sheet.name("equipment")) if each)),
        ("case.department", sheet.name("department")),
        ("case.responsible", sheet.person(case["responsible_id"])),
        ("dossier.opened", sheet.time(case["opened_at"])),
        ("dossier.acknowledged", acknowledged),
        ("dossier.archived", sheet.time(case["archived_at"])),
    )


def why(sheet: Sheet) -> Iterator[Block]:
    for alert in sheet.part("alerts"):
        words = sheet.words
        condition = words.of("AlertCondition", alert["condition"])
        yield {"text": words.text(alert.get("why")) or condition}
        yield sheet.facts(
            ("dossier.what", condition),
            ("archive.tier", words.of("Tier", TIERS[alert["worst_tier"]])),
            ("dossier.raised", sheet.time(alert["raised_at"])),
            ("dossier.normal", sheet.time(alert["normal_at"])),
            ("dossier.acknowledged", sheet.signed(alert["acknowledged_by"], alert["acknowledged_at"])),
            ("alert.advice", _advice(words, alert.get("advice"))),
        )


def _advice(words: Words, advice: Mapping[str, Any] | None) -> str:
    """Return the first measures that an alert said, one a line, and whence; empty where none were kept."""
    if not advice:
        return ""
    said = [f"{n}. {words.text(step)}" for n, step in enumerate(advice["steps"], 1)]
    source = words.of("AdviceSource", advice["source"])
    return "\n".join((*said, words.label("alert.adviceFrom", source=source)))


def trace(sheet: Sheet) -> Iterator[Block]:
    drawn = [each for each in sheet.part("trace") if each["points"]]
    for each in drawn:
        file = f"trace-{each['sensor_id']}.svg"
        sheet.drawings[file] = draw(each, sheet.zone, COLOURS[sheet.case["tier"]])
        yield {"text": f"{sheet.words.text(each['name'])} ({each['unit']})"}
        yield {"chart": file}
    if drawn:
        yield {"quiet": sheet.words.label("dossier.traceNote")}


def report(sheet: Sheet) -> Iterator[Block]:
    found = sheet.snapshot.get("report")
    if not found:
        return
    voice = next((each for each in sheet.report_voices if each["report_id"] == found["report_id"]), None)
    yield sheet.facts(
        ("dossier.number", found["number"]),
        ("dossier.reportKind", sheet.words.of("ReportKind", found.get("kind", "HAZARD"))),
        ("dossier.category", sheet.words.of("HazardCategory", found["category"])),
        ("dossier.grade", sheet.words.of("HazardGrade", found["grade"])),
        ("dossier.clause", found["clause"] or ""),
        ("dossier.serious", sheet.words.label("reporting.serious") if found.get("is_serious") else ""),
        ("dossier.description", found["description"]),
        ("dossier.voice", spoken(sheet, voice) if voice else ""),
        ("dossier.reportedBy", sheet.person(found["reported_by"])),
        ("dossier.reportedAt", sheet.time(found["captured_at"], by=found["reported_by"])),
        ("dossier.phoneSaid", sheet.time(found.get("phone_said_at"), by=found["reported_by"])),
        ("dossier.triaged", sheet.signed(found["triaged_by"], found["triaged_at"])),
    )
    yield from sheet.pictures([each for each in sheet.part("evidence") if each["role"] == "REPORT"])


def timeline(sheet: Sheet) -> Iterator[Block]:
    words = sheet.words
    rows = [
        [
            str(entry["position"]),
            sheet.time(entry["at"], by=entry["by"]),
            words.of("TimelineKind", entry["kind"]),
            sheet.person(entry["by"]) or words.label("case.bySystem"),
            note_of(sheet, entry["kind"], entry["note"] or ""),
        ]
        for entry in sheet.part("timeline")
    ]
    if rows:
        yield rows_of_the_chain(words, rows)


def later(sheet: Sheet) -> Iterator[Block]:
    """Yield the reporters' last words, and whether the case goes on: by the chain, not by the snapshot."""
    words = sheet.words
    rows = [
        [
            str(row.position),
            row.at.astimezone(sheet.zone).strftime("%Y-%m-%d %H:%M:%S"),
            words.of("TimelineKind", row.kind),
            row.by.in_(words.language) if row.by else words.label("case.bySystem"),
            row.note or "",
        ]
        for row in sheet.later
    ]
    if rows:
        yield rows_of_the_chain(words, rows)
        yield {"quiet": words.label("dossier.laterNote")}


def rows_of_the_chain(words: Words, rows: list[list[str]]) -> Block:
    head = words.labels("dossier.row", "dossier.time", "dossier.what", "dossier.who", "dossier.note")
    return table(head, rows, ["11mm", "33mm", "1fr", "24mm", "1.4fr"])


CODED: Final[Mapping[str, tuple["Group", ...]]] = {
    "RECHECK_FAILED": ("RecheckReason",),
    "DISPOSAL_FLAGGED": ("FlagReason",),
    "FLAGS_SEEN": ("FlagReason",),
    "CASE_RENAMED": ("AlertCondition",),
    "CASE_RECURRED": ("HazardCategory", "AlertCondition"),
    "EXTENSION_ASKED": ("ExtensionKind",),
    "DEADLINE_REMINDED": ("DeadlineStep",),
    "DEADLINE_OVERDUE": ("DeadlineStep",),
    "ESCALATED": ("DeadlineStep",),
}
"""Kinds of rows whose notes hold codes, each with the vocabularies of these codes."""


def note_of(sheet: Sheet, kind: str, note: str) -> str:
    """The note of a row: codes in words, times as they are here, marks as a share of the time given."""

    def worded(code: re.Match[str]) -> str:
        found = (find(group, code[0]) for group in CODED[kind])
        return next((each.in_(sheet.words.language) for each in found if each), code[0])

    note = MOMENT.sub(lambda moment: sheet.time(moment[0]), note)
    if kind in CODED:
        note = CODE.sub(worded, note)
    if kind in REMINDERS:
        note = MARK.sub(lambda mark: sheet.words.label("dossier.mark", n=mark[1]), note)
    return note


def notified(sheet: Sheet) -> Iterator[Block]:
    words, report = sheet.words, sheet.snapshot.get("report") or {}
    rows = [
        [
            sheet.person(each["person_id"]) or each.get("outlet") or "",
            words.of("ChannelKind", each["channel"].upper())
            if each["channel"]
            else words.label("dossier.channel.nobody"),
            words.of("TimelineKind", each["event_kind"]),
            *(
                sheet.time(each[name], by=by)
                for name in ("planned_at", "accepted_at", "shown_at", "opened_at")
            ),
        ]
        for each in sheet.part("deliveries")
        # A message leaves within seconds of what the reporter did.
        for by in (report.get("reported_by") if _is_by_reporter(each["event_kind"]) else None,)
    ]
    if rows:
        head = words.labels(
            "dossier.who",
            "dossier.channel",
            "dossier.what",
            "dossier.sent",
            "dossier.accepted",
            "dossier.shown",
            "dossier.openedBy",
        )
        yield table(head, rows, ["20mm", "18mm", "1fr", "20mm", "20mm", "20mm", "20mm"])
        yield {"quiet": words.label("dossier.notifiedNote")}


def _is_by_reporter(code: str) -> bool:
    kind = EventKind.declared().get(code)
    return kind is not None and kind.is_by_reporter


def evidence(sheet: Sheet) -> Iterator[Block]:
    """Every picture, signature and recording with its hash; what came with the report has no round."""
    words = sheet.words
    voices = [{**each, "role": "VOICE"} for each in (*sheet.report_voices, *sheet.part("voices"))]
    rows = [
        [
            f"{words.of('dossier.evidence', each['role'])} {each.get('report', '')}".strip(),
            str(each["round"] or ""),
            *(sheet.time(each.get(name), by=each.get("added_by")) or "-" for name in WHEN),
            sheet.person(each.get("added_by")),
            each["sha256"],
        ]
        for each in (*sheet.part("evidence"), *sheet.linked, *voices)
    ]
    if rows:
        head = words.labels(
            "dossier.role", "dossier.roundsShort", "dossier.captured", "dossier.received", "dossier.who"
        )
        yield table([*head, "SHA-256"], rows, ["19mm", "8mm", "19mm", "19mm", "18mm", "1fr"])
        yield {"quiet": words.label("dossier.capturedNote")}


def seal(sheet: Sheet) -> Iterator[Block]:
    chain = sheet.snapshot.get("chain") or {}
    yield sheet.facts(
        ("dossier.hash", sheet.hash),
        ("dossier.chain", str(chain.get("position", ""))),
        ("dossier.chainHash", chain.get("hash", "")),
    )
    yield {"quiet": sheet.words.label("dossier.sealNote")}
