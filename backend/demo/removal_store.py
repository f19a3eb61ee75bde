"""Everything that belongs to a site, in every table there is, so that the site can be removed whole.

What a row belongs to follows from its columns: its site, else what it refers to, else its source or its
person. Tables of the installation are named; one that is neither stops the removal, and a test before it.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Table, delete, func, or_, select, update
from sqlmodel import Session

from backend.core import nouns
from backend.core.database import RIGHTS
from backend.core.metadata import metadata
from backend.core.nouns import FilesOf
from backend.people.rules import NO_PASSWORD

OF_INSTALLATION: Final = frozenset(
    {
        "audit_anchors",  # when the places of the anchors were reached
        "discarded_files",
        "evaluators",  # processes that share the work
        "heartbeats",
        "machine_clocks",
        "partition_leases",
        "reading_compaction_mark",
        "reading_segments",  # of several sources each, for minutes; then blocks, which strays are deleted of
        "removed_sites",
        "setup_codes",
        "sign_in_throttles",  # by digests; gone by themselves within a day
    }
)
SHARED: Final = {"photos": ("photo_details", "signature_strokes", "photos"), "voices": ("voices",)}
"""Kept once by the hash of their bytes, for every site: the tables of each, in the order of deletion."""
NOT_OF_ONE_SITE: Final = OF_INSTALLATION.union(*SHARED.values())
OWNERS: Final = ("people", "sites", *SHARED)
"""Tables to which a reference says nothing of belonging."""
LAST: Final = ("site_removals", "sites", "people")
"""After all others: while `site_removals` has its row, the database lets go of what is written once."""
AT_ONCE: Final = 500


class Belongings:
    """Rows that belong to one site. `people`: those who belong to no other one; they go with it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tables = metadata().tables
        self._conditions: dict[str, ColumnElement[bool]] = {}
        self._sources: list[Any] = []
        self._checkpoints: list[str] = []
        """Keys of what detectors keep of the sources and the equipment of the site."""

    def find(self, site_id: UUID, code: str) -> None:
        """Look up what the rows of each table are told by. Raises LookupError for a table of which nobody
        knows whose its rows are.
        """
        tables = self._tables
        members = tables["memberships"]
        elsewhere = select(members.c.person_id).where(members.c.site_id != site_id)
        here = select(members.c.person_id).where(
            members.c.site_id == site_id, members.c.person_id.not_in(elsewhere)
        )
        self.site_id, self.code = site_id, code
        self.people: list[UUID] = list(self._session.connection().scalars(here))
        self._sources = self._ids("sensors")
        self._checkpoints = [str(each) for each in (*self._sources, *self._ids("equipment"))]
        for table in metadata().sorted_tables:
            if table.name not in NOT_OF_ONE_SITE:
                self._conditions[table.name] = self._condition(table)

    def count(self, name: str) -> int:
        """How many rows of this table belong to it."""
        rows = select(func.count()).select_from(self._tables[name]).where(self._conditions[name])
        return self._session.connection().scalar(rows) or 0

    def shared(self, kind: str) -> set[str]:
        """Hashes of the photos or recordings that rows of the site refer to."""
        found: set[str] = set()
        for column in referring(kind):
            theirs = select(column).where(self._conditions[column.table.name], column.is_not(None))
            found.update(self._session.connection().scalars(theirs))
        return found

    def delete(self) -> int:
        """Delete all rows, those that refer to others first; returns how many. People to whom rows of
        another site refer stay as names that open nothing.
        """
        self._session.info[RIGHTS] = True
        tables = list(reversed(metadata().sorted_tables))
        tables.sort(key=lambda table: table.name in LAST)
        return sum(self._delete(table) for table in tables)

    def is_there(self, kind: str, sha256: str) -> bool:
        """Whether a photo or a recording of this hash is known, or anything refers to it."""
        columns = [self._tables[kind].c.sha256, *referring(kind)]
        found = (self._session.connection().scalar(select(c).where(c == sha256).limit(1)) for c in columns)
        return any(each is not None for each in found)

    def delete_unused(self, kind: str, hashes: Iterable[str]) -> list[str]:
        """Delete the rows of those photos or recordings that nothing refers to now; returns their hashes."""
        gone: list[str] = []
        for some in _parts(sorted(hashes)):
            used: set[str] = set()
            for column in referring(kind):
                used.update(self._session.connection().scalars(select(column).where(column.in_(some))))
            unused = [each for each in some if each not in used]
            for name in SHARED[kind]:
                table = self._tables[name]
                self._session.execute(delete(table).where(table.c.sha256.in_(unused)))
            gone += unused
        return gone

    def delete_strays(self) -> int:
        """Delete what a process that had not heard of the removal wrote after it, of sources that have gone;
        returns how many rows.
        """
        sources, equipment = self._tables["sensors"].c.id, self._tables["equipment"].c.id
        known = [
            str(each)
            for of in (sources, equipment)
            for each in self._session.connection().scalars(select(of))
        ]
        scored = self._tables["score_checkpoints"]
        stray = [delete(scored).where(scored.c.key.not_in(known))]
        stray += [
            delete(table).where(table.c.sensor_id.not_in(select(sources)))
            for table in self._tables.values()
            if "sensor_id" in table.c and not table.c.sensor_id.foreign_keys
        ]
        results: list[Any] = [self._session.execute(statement) for statement in stray]
        return sum(result.rowcount for result in results)

    def _delete(self, table: Table) -> int:
        if table.name not in self._conditions:
            return 0
        condition = self._conditions[table.name]
        if table.name == "people":
            condition = self._keep_names(table)
        result: Any = self._session.execute(delete(table).where(condition))
        return int(result.rowcount)

    def _keep_names(self, table: Table) -> ColumnElement[bool]:
        """Return the condition for people to whom no row refers; take the password of the others."""
        referring = {
            person
            for column in _referring(table)
            for person in self._session.connection().scalars(
                select(column).where(column.in_(self.people)).distinct()
            )
        }
        self._session.execute(
            update(table).where(table.c.id.in_(referring)).values(password_hash=NO_PASSWORD, is_demo=False)
        )
        return table.c.id.in_(set(self.people) - referring)

    def _condition(self, table: Table) -> ColumnElement[bool]:
        for rule in (
            self._by_site,
            self._by_what_it_is,
            self._by_reference,
            self._by_source,
            self._by_person,
        ):
            if (found := rule(table)) is not None:
                return found
        raise LookupError(f"nobody knows to which site a row of {table.name} belongs")

    def _by_site(self, table: Table) -> ColumnElement[bool] | None:
        if "site_code" in table.c:
            return table.c.site_code == self.code  # written before anybody knows of such a site
        if "site_id" not in table.c:
            return None
        condition: ColumnElement[bool] = table.c.site_id == self.site_id
        if table.c.site_id.nullable:
            return or_(condition, table.c.site_id.is_(None) & table.c.person_id.in_(self.people))
        return condition

    def _by_what_it_is(self, table: Table) -> ColumnElement[bool] | None:
        special: dict[str, Callable[[], ColumnElement[bool]]] = {
            "sites": lambda: table.c.id == self.site_id,
            "people": lambda: table.c.id.in_(self.people),
            "quarantine": lambda: table.c.topic.startswith(f"anhuan/{self.code}/", autoescape=True),
            "score_checkpoints": lambda: table.c.key.in_(self._checkpoints),
        }
        found = special.get(table.name)
        return found() if found else None

    def _by_reference(self, table: Table) -> ColumnElement[bool] | None:
        """By the first row that each of its rows must refer to, and that belongs to a site."""
        for key in sorted(table.foreign_keys, key=lambda each: not each.parent.primary_key):
            parent = key.column.table
            if parent.name not in OWNERS and not key.parent.nullable and parent.name in self._conditions:
                return key.parent.in_(select(key.column).where(self._conditions[parent.name]))
        return None

    def _by_source(self, table: Table) -> ColumnElement[bool] | None:
        """Tables of readings refer to no other, so that writing them costs no look-up."""
        if "sensor_id" not in table.c:
            return None
        return table.c.sensor_id.in_(self._sources)

    def _by_person(self, table: Table) -> ColumnElement[bool] | None:
        if "person_id" not in table.c:
            return None
        return table.c.person_id.in_(self.people)

    def _ids(self, name: str) -> list[Any]:
        table = self._tables[name]
        ids = select(table.c.id).where(table.c.site_id == self.site_id)
        return list(self._session.connection().scalars(ids))


@cache
def referring(kind: str) -> tuple[Column[Any], ...]:
    """Return the columns that refer to photos or to recordings: by foreign keys, and as nouns declare."""
    tables = metadata().tables
    keys = {
        key.parent
        for table in metadata().sorted_tables
        if table.name not in SHARED[kind]
        for key in table.foreign_keys
        if key.column.table.name == kind
    }
    declared = {tables[each.table].c[each.column] for each in nouns.all_of(FilesOf) if each.files == kind}
    return tuple(sorted(keys | declared, key=str))


def _referring(people: Table) -> Iterator[ColumnElement[Any]]:
    """Columns of other tables that name a person."""
    for table in metadata().sorted_tables:
        for key in table.foreign_keys:
            if key.column.table is people:
                yield key.parent


def _parts(names: list[str]) -> Iterator[list[str]]:
    for begin in range(0, len(names), AT_ONCE):
        yield names[begin : begin + AT_ONCE]
