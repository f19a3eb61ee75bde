"""Input of the sections of a dossier, of which they make blocks (`core.print.blocks`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from backend.archive.records_store import LaterRow
from backend.archive.rules import Snapshot
from backend.core.print.blocks import Block
from backend.core.print.words import Words
from backend.people.rules import shown_at

if TYPE_CHECKING:  # types only
    from backend.core.word_keys import Key

COLOURS: Final = {4: "#b3261e", 3: "#c2570c", 2: "#8a6d00", 1: "#1d5fa8"}
TIERS: Final = {4: "RED", 3: "ORANGE", 2: "YELLOW", 1: "BLUE"}

SPANS: Final[Mapping["Key", int]] = {
    "time.days": 86_400,
    "time.hours": 3_600,
    "time.minutes": 60,
    "time.seconds": 1,
}
"""Units in which a duration is printed, in seconds."""
PICTURES: Final = ("REPORT", "BEFORE", "TASK", "DISPOSAL", "RECHECK", "SIGNATURE", "COMMENT")
"""Roles of pictures, in the order in which they are shown."""
CAPTIONS: Final[Mapping[str, "Key"]] = {
    "BEFORE": "case.before",
    "DISPOSAL": "case.after",
    "RECHECK": "case.recheck",
    "SIGNATURE": "dossier.signature",
}
"""Captions of pictures where their round says the rest; else the words of their role."""

WHEN: Final = ("taken_at", "added_at")
"""When a picture or recording was taken, as the phone says, and when it came."""


@dataclass
class Sheet:
    """Input of a section, and the files that its blocks name: photos by sha256, drawings by text."""

    snapshot: Snapshot
    hash: str
    words: Words
    zone: tzinfo
    photos: set[str] = field(default_factory=set)
    drawings: dict[str, str] = field(default_factory=dict)
    later: Sequence[LaterRow] = ()
    """Rows of the audit chain about the case after its archive."""

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

    def time(self, text: str | None, *, by: str | None = None) -> str:
        """Return a moment as the site's clocks show it; coarse where it was by nobody in particular."""
        if not text:
            return ""
        at = shown_at(datetime.fromisoformat(text), by=UUID(by) if by else None)
        return at.astimezone(self.zone).strftime("%Y-%m-%d %H:%M:%S")

    def reporter(self, report_id: str | None) -> str | None:
        """Return who reported it: the case itself, or what was put under it."""
        linked = (self.snapshot.get("thread") or {}).get("reports", ())
        reports = [self.snapshot.get("report") or {}, *linked]
        return next((each["reported_by"] for each in reports if each.get("report_id") == report_id), None)

    def signed(self, person_id: str | None, at: str | None) -> str:
        """Return the person's name and the time, in one text."""
        return f"{self.person(person_id)}  {self.time(at, by=person_id)}".strip()

    def department(self, department_id: str | None) -> str:
        named = (self.snapshot.get("names") or {}).get("departments") or {}
        return self.words.text(named.get(department_id)) if department_id else ""

    def span(self, length: timedelta) -> str:
        """A duration in days, hours and minutes; what is shorter than a minute is said in seconds."""
        seconds = round(length / timedelta(seconds=1))
        parts: list[str] = []
        for key, size in SPANS.items():
            count, seconds = divmod(seconds, size)
            if count and not (size == 1 and parts):
                parts.append(self.words.label(key, n=count))
        return " ".join(parts) or self.words.label("time.seconds", n=0)

    def taken(self, evidence: Mapping[str, Any]) -> str:
        """When the phone says; else when it came, and that nobody knows more."""
        taken, came = (self.time(evidence.get(name), by=evidence.get("added_by")) for name in WHEN)
        if evidence.get("role") == "SIGNATURE":
            return self.words.label("dossier.signedAt", at=taken or came)
        if taken:
            return self.words.label("dossier.takenAt", at=taken)
        return self.words.label("dossier.receivedAt", at=came)

    def photo(self, evidence: Mapping[str, Any]) -> dict[str, Any]:
        """A picture with what an inspector asks of it: what it shows, when, where, who, and its hash."""
        sha256, role = evidence["sha256"], evidence["role"]
        self.photos.add(sha256)
        # Not `CAPTIONS.get(role)`: to narrow an optional key mypy compares each with each, for two minutes.
        what = [
            self.words.label(CAPTIONS[role]) if role in CAPTIONS else self.words.of("dossier.evidence", role),
            *([evidence["report"]] if "report" in evidence else ()),
        ]
        what += [
            self.department(task["department_id"])
            for task in self.part("tasks")
            if task["task_id"] == evidence.get("task_id")
        ]
        if evidence["round"]:
            what.append(self.words.label("case.round", n=evidence["round"]))
        lines = [
            " · ".join(what),
            self.taken(evidence),
            f"{self.words.label('dossier.sentBy')} {self.person(evidence.get('added_by'))}",
        ]
        if evidence.get("latitude") is not None:
            lines.append(f"{evidence['latitude']:.5f}, {evidence['longitude']:.5f}")
        height = "20mm" if role == "SIGNATURE" else "42mm"
        return {"file": f"{sha256}.jpg", "lines": lines, "hash": sha256, "height": height}

    def pictures(self, shown: Sequence[Mapping[str, Any]]) -> list[Block]:
        """A block of these pictures in the order of their roles; none for none."""
        ranked = sorted(shown, key=lambda each: PICTURES.index(each["role"]))
        return [{"pictures": [self.photo(each) for each in ranked]}] if ranked else []

    @property
    def linked(self) -> list[Mapping[str, Any]]:
        """The photos of reports that were linked to this case; `report` is the number of theirs."""
        reports = (self.snapshot.get("thread") or {}).get("reports", ())
        return [{**shown, "report": each["number"]} for each in reports for shown in each.get("evidence", ())]

    @property
    def report_voices(self) -> list[Mapping[str, Any]]:
        """Voice notes of the reports; `report` is the number of theirs, `report_id` its id."""
        reports = (self.snapshot.get("thread") or {}).get("reports", ())
        return [
            {**each["voice"], "report": each["number"], "report_id": each["report_id"]}
            for each in reports
            if each.get("voice")
        ]

    def facts(self, *pairs: tuple["Key", str]) -> Block:
        """Pairs of label and value; what has no value is left out."""
        return {"facts": [[self.words.label(key), value] for key, value in pairs if value]}
