"""Everything that is held about a person: every row of every table that names them.

No noun is listed here: a table is found by its columns that refer to people, and stands under its noun.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    LargeBinary,
    String,
    Table,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy import cast as sql_cast
from sqlmodel import Session, col
from sqlmodel.main import default_registry

from backend.core import nouns
from backend.core.metadata import metadata
from backend.core.nouns import PeopleInside
from backend.core.tables import AuditRefRow, AuditRow
from backend.core.types import UtcDateTime
from backend.core.viewer import Viewer
from backend.people.held.rules import OWN_WORDS, fields_naming, is_secret, kind_of, moment_of
from backend.people.tables import PersonRow
from backend.sites.settings.leavers_rules import longest
from backend.sites.settings.queries import leaver_retentions

AT_ONCE: Final = 500
PEOPLE: Final = "people"
ABOUT: Final = ("person", "successor")
"""Names by which an audit row refers to a person whom it is about."""
RECORD: Final = "CORE"


@dataclass(frozen=True, slots=True)
class HeldTable:
    """Rows of a table that name a person in `column`. `moment`: the column that says when, if there is one.

    `columns`: what of a row is shown to that person: no secrets, and nobody else. `inside`: the column is
    structured, and names them by their id in its values.
    """

    table: Table
    column: str
    kind: str
    moment: str | None
    columns: tuple[str, ...]
    inside: PeopleInside | None = None


@dataclass(frozen=True, slots=True)
class HeldKind:
    """How many rows of a noun name the person."""

    kind: str
    count: int


@cache
def held_tables() -> tuple[HeldTable, ...]:
    """Every table with a column that refers to people, once for each such column, by kind and name; a column
    that names them inside its values refers to them, too.
    """
    metadata()
    found = []
    inside = {(each.table, each.column): each for each in nouns.all_of(PeopleInside)}
    for mapper in default_registry.mappers:
        table, kind = cast(Table, mapper.local_table), kind_of(mapper.class_.__module__)
        of_people = [each.name for each in table.columns if _names_people(table, each.name)]
        shown = tuple(each.name for each in table.columns if _is_shown(each) and each.name not in of_people)
        times = [each.name for each in table.columns if isinstance(each.type, UtcDateTime)]
        of_people += [each.name for each in table.columns if (table.name, each.name) in inside]
        found += [
            HeldTable(table, each, kind, moment_of(each, times), shown, inside.get((table.name, each)))
            for each in of_people
        ]
    return tuple(sorted(found, key=lambda each: (each.kind, each.table.name, each.column)))


def kinds(session: Session, viewer: Viewer) -> list[HeldKind]:
    """How much is held about the viewer, by noun; one statement."""
    counted = [
        select(literal(each.kind).label("kind"), func.count().label("rows"))
        .select_from(each.table)
        .where(*_theirs(each, viewer))
        for each in held_tables()
    ]
    about = select(literal(RECORD).label("kind"), func.count().label("rows")).where(*_about(viewer))
    total: Counter[str] = Counter()
    for kind, rows in session.connection().execute(union_all(*counted, about)):
        total[kind] += rows
    return [HeldKind(kind, rows) for kind, rows in sorted(total.items()) if rows]


def kept_days(session: Session, viewer: Viewer) -> dict[str, int]:
    """For how many days after the viewer leaves what is kept, as the words of `HeldKept` call it."""
    kept = asdict(longest(leaver_retentions(session, viewer, viewer.site_ids).values()))
    return {name.removesuffix("_days"): days for name, days in kept.items()}


def rows(session: Session, viewer: Viewer, held: HeldTable) -> Iterator[dict[str, Any]]:
    """The rows of this table that name the viewer there, oldest first where they say when; of those that do
    so inside a column its title, and in `named_in` the fields in which.
    """
    columns, inside = held.table.c, held.inside
    order = [columns[held.moment]] if held.moment else []
    read = [columns[name] for name in (*held.columns, *([held.column] if inside else ()))]
    statement = select(*read).where(*_theirs(held, viewer))
    for row in _read(session, statement.order_by(*order, *held.table.primary_key.columns)):
        if inside is not None:
            content = row.pop(inside.column)
            row |= {f"title_{language}": words for language, words in content[inside.title].items()}
            row["named_in"] = fields_naming(content, viewer.person_id)
        yield row


def record_about(session: Session, viewer: Viewer) -> Iterator[dict[str, Any]]:
    """Yield the audit rows about the viewer of acts by others, oldest first; who acted is left out."""
    columns: list[Any] = [col(AuditRow.site_id), col(AuditRow.at), col(AuditRow.kind), col(AuditRow.note)]
    statement = select(*columns).where(*_about(viewer)).order_by(col(AuditRow.id))
    yield from _read(session, statement)


def _read(session: Session, statement: Any) -> Iterator[dict[str, Any]]:
    found = session.connection().execution_options(yield_per=AT_ONCE).execute(statement)
    for row in found.mappings():
        yield dict(row)


def _theirs(held: HeldTable, viewer: Viewer) -> list[ColumnElement[bool]]:
    """Rows that name the viewer there; of sites, those of their sites."""
    columns = held.table.c
    column: ColumnElement[Any] = columns[held.column]
    if held.inside is not None:
        is_theirs = sql_cast(column, String).contains(str(viewer.person_id))
    else:
        is_theirs = column == viewer.person_id
    if "site_id" not in columns:
        return [is_theirs]
    site_ids: list[UUID] = list(viewer.site_ids)
    return [is_theirs, or_(columns.site_id.is_(None), columns.site_id.in_(site_ids))]


def _about(viewer: Viewer) -> list[ColumnElement[bool]]:
    return [
        col(AuditRefRow.noun).in_(ABOUT),
        col(AuditRefRow.object_id) == viewer.person_id,
        col(AuditRow.site_id) == AuditRefRow.site_id,
        col(AuditRow.position) == AuditRefRow.position,
        col(AuditRow.site_id).in_(viewer.site_ids),
        col(AuditRow.by).is_distinct_from(viewer.person_id),
    ]


def _names_people(table: Table, column: str) -> bool:
    if table.name == PersonRow.__tablename__:
        return column == "id"
    return any(key.column.table.name == PersonRow.__tablename__ for key in table.c[column].foreign_keys)


def _is_shown(column: Any) -> bool:
    if is_secret(column.name) or isinstance(column.type, LargeBinary):
        return False
    return not isinstance(column.type, JSON) or column.name in OWN_WORDS
