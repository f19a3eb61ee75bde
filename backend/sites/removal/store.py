"""Sites that are to be removed, and the records of those that were."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlmodel import Session, col, select

from backend.core.audit import Audit
from backend.core.audit_chain import ChainEnd
from backend.core.text import Text
from backend.sites.removal.rules import FileKind, RemovedSite, SealedRemoval
from backend.sites.removal.tables import DiscardedFileRow, RemovedSiteRow, SiteRemovalRow


class Removals:
    def __init__(self, session: Session) -> None:
        self._session = session

    def ask(self, site_id: UUID, *, at: datetime, by: str) -> None:
        """Let the site be removed next; who asks again changes nothing. The database refuses a site that is
        not simulated.
        """
        if self._session.get(SiteRemovalRow, site_id) is None:
            self._session.add(SiteRemovalRow(site_id=site_id, asked_at=at, asked_by=by))
            self._session.flush()

    def asked(self) -> Mapping[UUID, str]:
        """Sites that are to be removed, and who asked for it."""
        return dict(self._session.exec(select(SiteRemovalRow.site_id, SiteRemovalRow.asked_by)).all())

    def put(self, removed: RemovedSite) -> None:
        """Keep what is left of a removed site, sealed with the current audit key."""
        key = Audit(self._session).keys.current
        self._session.add(
            RemovedSiteRow(
                id=uuid4(),
                site_id=removed.site_id,
                code=removed.code,
                name_zh=removed.name.zh,
                name_en=removed.name.en,
                removed_at=removed.removed_at,
                removed_by=removed.removed_by,
                rows=removed.rows,
                position=removed.end.position,
                hash=removed.end.hash,
                key_id=key.key_id,
                seal=key.seal(removed.digest),
            )
        )
        self._session.flush()

    def all(self) -> list[SealedRemoval]:
        """Every record, the oldest first."""
        rows = self._session.exec(select(RemovedSiteRow).order_by(col(RemovedSiteRow.removed_at)))
        return [_removal_of(row) for row in rows]

    def was_removed(self, code: str) -> bool:
        """Whether there was a site of this code that was removed."""
        statement = select(RemovedSiteRow.id).where(RemovedSiteRow.code == code).limit(1)
        return self._session.exec(statement).first() is not None

    def discard(self, kind: FileKind, names: Iterable[str]) -> None:
        """Let these files be deleted next."""
        waiting = set(self.discarded(kind))
        new = sorted(set(names) - waiting)
        self._session.add_all(DiscardedFileRow(kind=kind, sha256=each) for each in new)
        self._session.flush()

    def discarded(self, kind: FileKind) -> list[str]:
        """Files of this kind that wait to be deleted."""
        statement = select(DiscardedFileRow.sha256).where(DiscardedFileRow.kind == kind)
        return list(self._session.exec(statement.order_by(col(DiscardedFileRow.sha256))))

    def forget_file(self, kind: FileKind, sha256: str) -> None:
        """Note that this file has gone."""
        self._session.execute(
            delete(DiscardedFileRow).where(
                col(DiscardedFileRow.kind) == kind, col(DiscardedFileRow.sha256) == sha256
            )
        )


def _removal_of(row: RemovedSiteRow) -> SealedRemoval:
    removed = RemovedSite(
        site_id=row.site_id,
        code=row.code,
        name=Text(row.name_zh, row.name_en),
        removed_at=row.removed_at,
        removed_by=row.removed_by,
        rows=row.rows,
        end=ChainEnd(row.position, row.hash),
    )
    return SealedRemoval(removed, row.key_id, row.seal)
