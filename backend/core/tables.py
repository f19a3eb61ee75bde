"""Tables of the outbox, of the audit log, of operations already asked for, and the version of the data."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from backend.core.events import Ref, ref_of, unpacked_refs
from backend.core.table_marks import UNSEEN, Timers, runs
from backend.core.types import Json, UtcDateTime


class DataVersionRow(SQLModel, table=True):
    """One row for each site, and one for what concerns every site: see `core.data_version`."""

    __tablename__ = "data_versions"

    site_id: UUID = Field(primary_key=True)
    version: int = Field(sa_type=BigInteger)


class AuditRow(SQLModel, table=True):
    """Append-only; `hash` covers the row and the hash of the row before it at the same site.

    `seal` is made of the hash with the key `key_id`; rows of before there were keys have none.
    """

    __tablename__ = "audit"
    __table_args__ = (
        # Read by `audit verify` and by the writer of the next row.
        Index("ix_audit_site", "site_id", "position", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    position: int
    at: datetime = Field(sa_type=UtcDateTime)
    kind: str
    by: UUID | None = Field(default=None, foreign_key="people.id")
    about: str = ""
    """Its subjects, as `noun:id`, with spaces between; the hash covers it."""
    tier: int | None = None
    round_number: int | None = None
    note: str | None = None
    previous_hash: str
    hash: str
    key_id: str | None = None
    seal: str | None = None
    digest: str | None = None
    """Hash of what lies in another table: a line of an alert's history, a round. `hash` covers it."""
    redacted_hash: str | None = None
    """Hash of the row since the migration took a network address out of it; sealed, with `hash`."""

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The objects that it is about, in the order in which its command named them."""
        return unpacked_refs(self.about)

    def ref(self, noun: str) -> UUID | None:
        """Id of the object of this noun that it is about, if there is one."""
        return ref_of(self.refs, noun)

    def ref_beside(self, *nouns: str) -> UUID | None:
        """Id of the first object of another noun than these, if there is one."""
        return next((each.object_id for each in self.refs if each.noun not in nouns), None)


class AuditRefRow(SQLModel, table=True):
    """One object that an audit row is about: how the record of a case or an alert is found."""

    __tablename__ = "audit_refs"
    # Read by timelines, records and dossiers.
    __table_args__ = (Index("ix_audit_refs_object", "object_id", "noun"),)

    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    position: int = Field(primary_key=True)
    noun: str = Field(primary_key=True)
    object_id: UUID = Field(primary_key=True)


class AuditAddressRow(SQLModel, table=True):
    """The network address of a person beside the row that has its digest; deleted in time, with its salt."""

    __tablename__ = "audit_addresses"
    # Read by who deletes old ones.
    __table_args__ = (Index("ix_audit_addresses_at", "at"),)

    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    position: int = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    address: str
    salt: str


class AuditHeadRow(SQLModel, table=True):
    """The end of each site's chain; locked by whoever appends to it."""

    __tablename__ = "audit_heads"

    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    position: int
    hash: str


class OutboxRow(SQLModel, table=True):
    """An event that somebody must be notified of; done when its deliveries are planned."""

    __tablename__ = "outbox"
    __table_args__ = (
        # Read by the scheduler, every second.
        Index(
            "ix_outbox_waiting",
            "id",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
        {"info": runs(Timers(("at", "retry_at"), "at", "done_at IS NULL"))},
    )

    id: int | None = Field(default=None, primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    at: datetime = Field(sa_type=UtcDateTime)
    event: dict[str, Any] = Field(sa_type=Json)
    retry_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Set when planning it failed; the events after it do not wait for it."""
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class FailedReactionRow(SQLModel, table=True):
    """A reaction that failed under a reading or a sweep (`core.failed_reactions`), until it succeeds."""

    __tablename__ = "failed_reactions"
    __table_args__ = (
        # Read by the sweep, every second.
        Index("ix_failed_reactions_retry", "retry_at"),
        # Read by whoever goes on with the same subject.
        Index("ix_failed_reactions_subject", "reaction", "subject"),
        {"info": runs(Timers(("at", "retry_at"), "at"))},
    )

    id: int | None = Field(default=None, primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    at: datetime = Field(sa_type=UtcDateTime)
    reaction: str
    subject: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """For whom a step was that is no reaction to an event: a source, a deadline."""
    event: dict[str, Any] = Field(sa_type=Json)
    tries: int = 1
    retry_at: datetime = Field(sa_type=UtcDateTime)
    error: str


class MachineClockRow(SQLModel, table=True):
    """The wall clock of a machine beside its steady one, during one run of it."""

    __tablename__ = "machine_clocks"
    __table_args__ = {"info": UNSEEN}

    boot_id: str = Field(primary_key=True)
    zero_at: datetime = Field(sa_type=UtcDateTime)
    """Time on the wall clock, by what it shows now, when the steady one began."""
    seen_at: datetime = Field(sa_type=UtcDateTime)
    forward_s: float = 0.0
    """By how much it was set forward and not back again since."""
    forward_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Time on it right after it was first set forward."""


class ClientOperationRow(SQLModel, table=True):
    """A command that a client made, by the id the client gave it, and what came of it."""

    __tablename__ = "client_operations"
    __table_args__ = {"info": UNSEEN}

    operation_id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="people.id")
    kind: str
    payload_hash: str
    result: str
    created_at: datetime = Field(sa_type=UtcDateTime)
