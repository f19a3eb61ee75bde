"""Sections on why the case was dismissed, its root cause, related cases, and the reporters' side."""

from collections.abc import Iterator, Mapping
from typing import Any

from backend.archive.dossier.sheet import Sheet
from backend.core.print.blocks import Block, table


def dismissal(sheet: Sheet) -> Iterator[Block]:
    found = sheet.snapshot.get("dismissal")
    if found:
        yield sheet.facts(
            ("dossier.reason", sheet.words.of("DismissalReason", found["reason"])),
            ("dossier.note", found["text"]),
            ("dossier.decided", sheet.signed(found["by"], found["at"])),
        )


def root_cause(sheet: Sheet) -> Iterator[Block]:
    found = sheet.snapshot.get("root_cause")
    if not found:
        return
    whys = [[sheet.words.label("dossier.whyN", n=n), why] for n, why in enumerate(found["whys"], start=1)]
    answer = sheet.facts(
        ("rootCause.rootCause", found["root_cause"]),
        ("dossier.measure", found["measure"]),
        ("dossier.owner", sheet.person(found["owner_id"])),
        ("dossier.due", found["due_on"]),
    )
    problem = sheet.facts(("rootCause.problem", found["problem"]))
    yield {"facts": [*problem["facts"], *whys, *answer["facts"]]}


def risk(sheet: Sheet) -> Iterator[Block]:
    """Yield the event of the register that the case was about, and the measure that failed."""
    found, words = sheet.snapshot.get("risk"), sheet.words
    if not found or not found["event_id"]:
        return
    measure = f"{found['measure_code']} {words.text(found['text'])}" if found["measure_id"] else ""
    named = sheet.signed(found["by"], found["at"]) if found["by"] else words.label("caseRisk.byAlert")
    yield sheet.facts(
        ("caseRisk.event", f"{found['event_code']} {words.text(found['title'])}"),
        ("caseRisk.measure", measure),
        ("dossier.named", named),
    )


def related(sheet: Sheet) -> Iterator[Block]:
    words = sheet.words
    rows = [
        [
            words.of("dossier.relation", each["relation"]),
            each["number"],
            words.text(each["title"]),
            sheet.time(each["opened_at"]),
            words.of("CaseOutcome", each["outcome"]) or words.label("dossier.goesOn"),
            sheet.signed(each["by"], each["at"]),
        ]
        for each in sheet.part("related")
    ]
    if rows:
        head = words.labels(
            "dossier.relation",
            "dossier.number",
            "dossier.title",
            "dossier.opened",
            "dossier.outcome",
            "dossier.linked",
        )
        yield table(head, rows, ["24mm", "25mm", "1fr", "19mm", "22mm", "28mm"])


def thread(sheet: Sheet) -> Iterator[Block]:
    """The reports that the case answers, and what their reporters said until it was archived."""
    words = sheet.words
    found: Mapping[str, Any] = sheet.snapshot.get("thread") or {}
    rows = [
        [
            each["number"],
            sheet.person(each["reported_by"]),
            sheet.time(each["captured_at"], by=each["reported_by"]),
            each["description"],
        ]
        for each in found.get("reports", ())
    ]
    if rows:
        head = words.labels("dossier.number", "dossier.reportedBy", "dossier.time", "dossier.description")
        yield table(head, rows, ["27mm", "24mm", "33mm", "1fr"])
    yield from sheet.pictures(sheet.linked)
    said = [*_objections(sheet, found), *_thanks(sheet, found)]
    if said:
        head = words.labels("dossier.about", "dossier.time", "dossier.what", "dossier.said", "dossier.answer")
        yield table(head, said, ["27mm", "19mm", "24mm", "1fr", "1fr"])


def _objections(sheet: Sheet, found: Mapping[str, Any]) -> Iterator[list[str]]:
    for each in found.get("objections", ()):
        signed = sheet.signed(each["answered_by"], each["answered_at"])
        answer = [sheet.words.of("ObjectionState", each["state"]), each["answer"], signed]
        yield [
            each["number"],
            sheet.time(each["made_at"], by=sheet.reporter(each["report_id"])),
            sheet.words.label("dossier.objection"),
            each["reason"],
            "\n".join(part for part in answer if part),
        ]


def _thanks(sheet: Sheet, found: Mapping[str, Any]) -> Iterator[list[str]]:
    for each in found.get("thanks", ()):
        who = f"{sheet.words.label('dossier.thanks')}\n{sheet.person(each['person_id'])}"
        yield [each["number"], sheet.time(each["at"], by=each["person_id"]), who, each["note"], ""]
