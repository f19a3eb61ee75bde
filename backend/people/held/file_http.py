"""The file of everything that is held about a person: a page to read, and the same as JSON for programs."""

import json
import tempfile
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

from backend.core import nouns, words
from backend.core.nouns import CodesInWords, PeopleInside
from backend.core.session import Session
from backend.core.text import Language, Text
from backend.core.viewer import Viewer
from backend.people.held import queries as held
from backend.people.held.queries import RECORD, HeldTable

if TYPE_CHECKING:  # types only
    from backend.core.word_keys import Group

MOST_SHOWN: Final = 300
"""Entries of one kind of row on the page, the newest; all are in the JSON."""
STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c1b17}"
    "h2{margin-top:2.5rem;border-bottom:1px solid #999}table{border-collapse:collapse;width:100%}"
    "td{padding:.3rem .6rem;border-bottom:1px solid #ddd;vertical-align:top;overflow-wrap:anywhere}"
    "td:first-child{width:11rem;white-space:nowrap;color:#555}"
    "small{color:#555}@media print{h2{break-after:avoid}}"
)


@dataclass(frozen=True)
class Subject:
    """The person whose data these are, their sites, and the time at which the data were read."""

    viewer: Viewer
    username: str
    name: Text
    sites: Mapping[UUID, Text]
    at: datetime
    zone: ZoneInfo
    language: Language


@dataclass
class Part:
    """Rows of one table as they went into the JSON: how many, and the newest of them for the page."""

    title: str
    table: str
    moment: str | None
    count: int = 0
    newest: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=MOST_SHOWN))


@cache
def codes_in_words() -> Mapping[tuple[str, str], "Group"]:
    """Return the group of words of each column with codes, by table and column."""
    found: dict[tuple[str, str], Group] = {("audit", "kind"): "TimelineKind"}
    for part in nouns.all_of(CodesInWords):
        found |= {(part.table, column): group for column, group in part.columns.items()}
    return found | {(each.table, "named_in"): each.fields for each in nouns.all_of(PeopleInside)}


def write(session: Session, subject: Subject) -> Path:
    """Write the file and return its path; whoever sends it deletes it."""
    with tempfile.NamedTemporaryFile(prefix="my-data-", suffix=".zip", delete=False) as target:
        path = Path(target.name)
    try:
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            with archive.open("data.json", "w") as json_file:
                parts = _write_json(json_file, session, subject)
            archive.writestr(
                f"{_said(subject, words.text('held.file.name'))}.html",
                _page(parts, subject, held.kept_days(session, subject.viewer)),
            )
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _write_json(target: IO[bytes], session: Session, subject: Subject) -> dict[str, list[Part]]:
    """Write row after row, so that years of them need no memory; returns what the page shows, by kind."""
    head = {
        "person": {"id": subject.viewer.person_id, "username": subject.username, "name": subject.name.both()},
        "sites": {str(site_id): name.both() for site_id, name in subject.sites.items()},
        "made_at": subject.at,
    }
    target.write(_json(head)[:-1] + b',"held":[')
    parts: dict[str, list[Part]] = {}
    is_first = True
    for kind, part, of_kind in _all(session, subject):
        for row in of_kind:
            entry = {"kind": kind, "table": part.table, "title": part.title, "row": row}
            target.write((b"" if is_first else b",") + b"\n" + _json(entry))
            is_first = False
            part.count += 1
            part.newest.append(row)
        if part.count:
            parts.setdefault(kind, []).append(part)
    target.write(b"\n]}\n")
    return parts


def _all(session: Session, subject: Subject) -> Iterator[tuple[str, Part, Iterator[dict[str, Any]]]]:
    """Every table with its rows about the person, by kind."""
    tables = held.held_tables()
    of_table = {name: len(list(each)) for name, each in groupby(tables, key=lambda each: each.table.name)}
    for each in tables:
        title = _title(subject, each, is_alone=of_table[each.table.name] == 1)
        part = Part(title, each.table.name, each.moment)
        yield each.kind, part, held.rows(session, subject.viewer, each)
    about = Part(_said(subject, words.text("held.file.about")), "audit", "at")
    yield RECORD, about, held.record_about(session, subject.viewer)


def _title(subject: Subject, each: HeldTable, *, is_alone: bool) -> str:
    title = _said(subject, words.of("held.table", each.table.name))
    return title if is_alone else f"{title} · {_said(subject, words.of('held.as', each.column))}"


def _page(parts: Mapping[str, list[Part]], subject: Subject, days: Mapping[str, int]) -> str:
    sites = Text(*(", ".join(name.in_(each) for name in subject.sites.values()) for each in Language))
    title = _said(subject, words.text("held.file.title", site=sites))
    made = words.text(
        "held.file.made", name=subject.name, username=subject.username, at=_shown(subject, subject.at)
    )
    lines = [
        f'<!doctype html><html lang="{subject.language.lower()}"><meta charset="utf-8">',
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>',
        f"<style>{STYLE}</style><h1>{escape(title)}</h1><p>{escape(_said(subject, made))}</p>",
        f"<p>{escape(_said(subject, words.text('held.file.intro')))}</p>",
    ]
    for kind, of_kind in sorted(parts.items()):
        kept = words.text("held.file.kept", kept=words.of("HeldKept", kind, **days))
        lines.append(f"<h2>{escape(_said(subject, words.of('HeldKind', kind)))}</h2>")
        lines.append(f"<p><small>{escape(_said(subject, kept))}</small></p>")
        for part in of_kind:
            lines += _section(part, subject)
    return "\n".join([*lines, "</html>"])


def _section(part: Part, subject: Subject) -> Iterator[str]:
    count = _said(subject, words.text("held.file.count", n=part.count))
    yield f"<h3>{escape(part.title)} <small>{escape(count)}</small></h3>"
    if part.count > MOST_SHOWN:
        yield f"<p><small>{escape(_said(subject, words.text('held.file.more', n=MOST_SHOWN)))}</small></p>"
    yield "<table>"
    for row in reversed(part.newest):
        when = _shown(subject, row.get(part.moment)) if part.moment else ""
        yield f"<tr><td>{escape(when)}</td><td>{'<br>'.join(_facts(part, row, subject))}</td></tr>"
    yield "</table>"


def _facts(part: Part, row: Mapping[str, Any], subject: Subject) -> Iterator[str]:
    """Yield the facts of a row in words, as HTML: the site, and each column that has a name."""
    if (site := subject.sites.get(row.get("site_id") or UUID(int=0))) is not None and len(subject.sites) > 1:
        yield escape(f"{_said(subject, words.text('held.column.site'))}: {_said(subject, site)}")
    for column, value in row.items():
        label = words.find("held.column", column)
        if label is None or value in (None, "", []) or column == part.moment:
            continue
        group = codes_in_words().get((part.table, column))
        codes = value if isinstance(value, list) else [value]
        known = [words.find(group, each) if group else None for each in codes]
        shown = "; ".join(
            _said(subject, each) if each else _shown(subject, code)
            for code, each in zip(codes, known, strict=True)
        )
        yield escape(f"{_said(subject, label)}: {shown}")


def _shown(subject: Subject, value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(subject.zone).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, list):
        return "; ".join(str(each) for each in value)
    if isinstance(value, str) and value.isupper() and value.isascii():
        return words.plain(value)
    return "" if value is None else str(value)


def _said(subject: Subject, text: Text) -> str:
    return text.in_(subject.language)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=_plain).encode()


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value)} has no place in JSON")
