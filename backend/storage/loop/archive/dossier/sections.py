"""The sections of a dossier: parts of the snapshot become blocks that the template knows.

A block is one of: {"facts": [[label, value]]}, {"text": str}, {"table": {"head", "rows", "widths"}},
{"pictures": [{"file", "caption"}]}, {"chart": file}. Widths are those of Typst, such as "1fr" or "22mm".
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, Final

from backend.domain.loop.archive.archives import Snapshot
from backend.storage.loop.archive.dossier.chart import draw
from backend.storage.loop.archive.dossier.words import Words

Block = dict[str, Any]
COLOURS: Final = {4: "#b3261e", 3: "#c2570c", 2: "#8a6d00", 1: "#1d5fa8"}
TIERS: Final = {4: "RED", 3: "ORANGE", 2: "YELLOW", 1: "BLUE"}


@dataclass
class Sheet:
    """What a section reads, and the files that its blocks name: photos by sha256, drawings by text."""

    snapshot: Snapshot
    hash: str
    words: Words
    zone: tzinfo
    photos: set[str] = field(default_factory=set)
    drawings: dict[str, str] = field(default_factory=dict)

    def part(self, name: str) -> Any:
        """A part of the snapshot; empty where its version had none."""
        return self.snapshot.get(name) or []

    @property
    def case(self) -> Mapping[str, Any]:
        case: Mapping[str, Any] = self.snapshot["case"]
        return case

    def name(self, what: str) -> str:
        """Of the place and the like: "area", "department", "equipment", "site"."""
        named = (self.snapshot.get("names") or {}).get(what) or {}
        return self.words.text(named.get("name") or (named if "zh" in named else None))

    def person(self, person_id: str | None) -> str:
        """The name of then; the beginning of the id where an older snapshot kept none."""
        if not person_id:
            return ""
        people = (self.snapshot.get("names") or {}).get("people") or {}
        return self.words.text(people.get(person_id)) or person_id[:8]

    def time(self, text: str | None) -> str:
        return (
            datetime.fromisoformat(text).astimezone(self.zone).strftime("%Y-%m-%d %H:%M:%S") if text else ""
        )

    def taken(self, evidence: Mapping[str, Any]) -> str:
        """When the phone says; else when it came."""
        return self.time(evidence.get("taken_at") or evidence.get("added_at"))

    def photo(self, sha256: str, caption: str) -> dict[str, str]:
        self.photos.add(sha256)
        return {"file": f"{sha256}.jpg", "caption": caption}

    def facts(self, **values: str) -> Block:
        """Pairs of label and value; what has no value is left out."""
        return {"facts": [[self.words[label], value] for label, value in values.items() if value]}


def summary(sheet: Sheet) -> Iterator[Block]:
    case, words = sheet.case, sheet.words
    acknowledged = f"{sheet.time(case['acknowledged_at'])}  {sheet.person(case['acknowledged_by'])}".strip()
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
        by = sheet.person(alert["acknowledged_by"])
        yield sheet.facts(
            what=condition,
            tier=words.of("Tier", TIERS[alert["worst_tier"]]),
            raised=sheet.time(alert["raised_at"]),
            normal=sheet.time(alert["normal_at"]),
            acknowledged=f"{sheet.time(alert['acknowledged_at'])}  {by}".strip(),
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
        raised=sheet.time(found["captured_at"]),
        triaged=f"{sheet.time(found['triaged_at'])}  {sheet.person(found['triaged_by'])}".strip(),
    )
    yield from _pictures(sheet, None, REPORT="before")


def rounds(sheet: Sheet) -> Iterator[Block]:
    words = sheet.words
    for entry in sheet.part("rounds"):
        number = entry["number"]
        yield {"heading": words["round"].format(n=number)}
        yield sheet.facts(
            measures=entry["measures"],
            disposed_by=f"{sheet.person(entry['disposed_by'])}  {sheet.time(entry['disposed_at'])}",
        )
        if entry["is_passed"] is not None:
            yield sheet.facts(
                flags=_reasons(words, (flag["reason"] for flag in entry.get("flags", ()))),
                flags_seen=_reasons(words, entry.get("flags_seen", ())),
                verdict=words["passed" if entry["is_passed"] else "failed"],
                reason=words.of("RecheckReason", entry["reason"]),
                note=entry["note"],
                rechecked_by=f"{sheet.person(entry['rechecked_by'])}  {sheet.time(entry['rechecked_at'])}",
                override=entry["override_reason"] or "",
                content_hash=entry["content_hash"] if entry["is_passed"] else "",
            )
        yield from _pictures(sheet, number, DISPOSAL="after", RECHECK="recheck_photo", SIGNATURE="signature")


def _reasons(words: Words, flags: Iterable[str]) -> str:
    return " · ".join(words.of("FlagReason", reason) for reason in dict.fromkeys(flags))


def _pictures(sheet: Sheet, number: int | None, **captions: str) -> Iterator[Block]:
    """The pictures of a round by role, in the order of the roles, each with its caption and time."""
    shown = [
        sheet.photo(each["sha256"], f"{sheet.words[caption]}  {sheet.taken(each)}".strip())
        for role, caption in captions.items()
        for each in sheet.part("evidence")
        if each["role"] == role and (each["round"] or None) == number
    ]
    if shown:
        yield {"pictures": shown}


def timeline(sheet: Sheet) -> Iterator[Block]:
    words, rows = sheet.words, []
    for entry in sheet.part("timeline"):
        what = words.of("TimelineKind", entry["kind"])
        note = entry["note"] or ""
        if entry["kind"] == "RECHECK_FAILED":
            note = words.of("RecheckReason", note)
        who = sheet.person(entry["by"]) or words["system"]
        rows.append([str(entry["position"]), sheet.time(entry["at"]), what, who, note])
    if rows:
        head = [words[each] for each in ("row", "time", "what", "who", "note")]
        yield _table(head, rows, ["11mm", "33mm", "1fr", "24mm", "1.2fr"])


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
        yield _table(head, rows, ["20mm", "18mm", "1fr", "20mm", "20mm", "20mm", "20mm"])
        yield {"quiet": words["told_note"]}


def evidence(sheet: Sheet) -> Iterator[Block]:
    words = sheet.words
    rows = [
        [
            words[each["role"]],
            str(each["round"] or ""),
            sheet.taken(each),
            sheet.person(each.get("added_by")),
            each["sha256"],
        ]
        for each in sheet.part("evidence")
    ]
    if rows:
        head = [words[x] for x in ("role", "rounds_short", "taken", "who")] + ["SHA-256"]
        yield _table(head, rows, ["24mm", "9mm", "32mm", "20mm", "1fr"])


def seal(sheet: Sheet) -> Iterator[Block]:
    chain = sheet.snapshot.get("chain") or {}
    yield sheet.facts(
        hash=sheet.hash,
        chain=str(chain.get("position", "")),
        chain_hash=chain.get("hash", ""),
    )
    yield {"quiet": sheet.words["seal_note"]}


def _table(head: list[str], rows: list[list[str]], widths: list[str]) -> Block:
    return {"table": {"head": head, "rows": rows, "widths": widths}}
