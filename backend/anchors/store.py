"""Which places are due, and the ends of all chains."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Field, Session, SQLModel, col, select, update

from backend.anchors.rules import AUDIT_ANCHORED, Anchor
from backend.core.audit import Audit
from backend.core.table_marks import Timers, runs
from backend.core.tables import AuditRow
from backend.core.types import UtcDateTime
from backend.sites.store import Sites


class AuditAnchorRow(SQLModel, table=True):
    """One place outside the database, and when it is due again."""

    __tablename__ = "audit_anchors"
    __table_args__ = {"info": runs(Timers(("due_at",)))}

    place: str = Field(primary_key=True)
    due_at: datetime = Field(sa_type=UtcDateTime)
    anchored_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Set when it failed last; cleared when it succeeds."""
    error: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceState:
    """When a place was last reached. `error`: why it was not, the last time."""

    place: str
    anchored_at: datetime | None
    failed_at: datetime | None
    error: str | None


class Anchors:
    def __init__(self, session: Session) -> None:
        self._session = session

    def ends(self, *, at: datetime) -> list[Anchor]:
        """An anchor for every site whose chain has begun."""
        found = [(site, Audit(self._session).end(site.site_id)) for site in Sites(self._session).all()]
        return [
            Anchor(at, site.code, site.site_id, end.position, end.hash) for site, end in found if end.position
        ]

    def claim(self, place: str, *, now: datetime, lease: timedelta) -> bool:
        """Take the place for this process if it is due. Another one takes it only after the lease."""
        row = self._session.get(AuditAnchorRow, place)
        if row is None:
            self._session.add(AuditAnchorRow(place=place, due_at=now + lease))
            self._session.flush()  # somebody who was faster makes this one lose the race, and look again
            return True
        claimed = self._session.execute(
            update(AuditAnchorRow)
            .where(col(AuditAnchorRow.place) == place, col(AuditAnchorRow.due_at) <= now)
            .values(due_at=now + lease)
        )
        return bool(claimed.rowcount == 1)  # type: ignore[attr-defined]  # an UPDATE has one

    def succeeded(self, place: str, *, at: datetime, due_at: datetime) -> None:
        """Note that the place has the anchors of this time."""
        row = self._session.get_one(AuditAnchorRow, place, populate_existing=True)
        row.anchored_at, row.due_at, row.failed_at, row.error = at, due_at, None, None
        self._session.add(row)

    def failed(self, place: str, error: str, *, at: datetime, due_at: datetime) -> None:
        """Note that the place could not be reached."""
        row = self._session.get_one(AuditAnchorRow, place, populate_existing=True)
        row.due_at, row.failed_at, row.error = due_at, at, error[:300]
        self._session.add(row)

    def to_name(self, place: str, anchors: Iterable[Anchor]) -> list[Anchor]:
        """Return those of sites that are still there with more since the last one that is named at this place
        than rows that name anchors, here or at another place: else idle chains would grow by themselves.
        """
        there = {site.site_id for site in Sites(self._session).all()}
        named = {site_id: anchored for site_id, _, anchored in self.named(place)}

        def has_more(anchor: Anchor) -> bool:
            since = select(AuditRow.position).where(
                AuditRow.site_id == anchor.site_id,
                AuditRow.kind != AUDIT_ANCHORED,
                col(AuditRow.position) > named.get(anchor.site_id, 0),
                col(AuditRow.position) <= anchor.position,
            )
            return self._session.exec(since.limit(1)).first() is not None

        return [each for each in anchors if each.site_id in there and has_more(each)]

    def named(self, place: str) -> list[tuple[UUID, int, int]]:
        """The last anchor at this place that each chain names: (site, row that names it, anchored row)."""
        found = []
        for site in Sites(self._session).all():
            statement = (
                select(AuditRow.position, AuditRow.note)
                .where(AuditRow.site_id == site.site_id, AuditRow.kind == AUDIT_ANCHORED)
                .where(col(AuditRow.note).startswith(f"{place} ", autoescape=True))
                .order_by(col(AuditRow.position).desc())
                .limit(1)
            )
            for position, note in self._session.exec(statement):
                _, anchored, _ = (note or "").rsplit(" ", 2)
                found.append((site.site_id, position, int(anchored)))
        return found

    def states(self) -> list[PlaceState]:
        """All places that were ever tried."""
        rows = self._session.exec(select(AuditAnchorRow).order_by(col(AuditAnchorRow.place)))
        return [PlaceState(row.place, row.anchored_at, row.failed_at, row.error) for row in rows]
