"""Notices as rows, and who has read them."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from backend.core import words
from backend.core.text import Text
from backend.people.privacy.rules import EDITIONS, Notice, Purpose
from backend.people.privacy.tables import NoticeReadRow, NoticeRow
from backend.sites.tables import SiteRow


class Notices:
    def __init__(self, session: Session) -> None:
        self._session = session

    def current(self, site_id: UUID) -> dict[Purpose, Notice]:
        """The notice of each purpose at this site."""
        return notices_of(self._session, {site_id})[site_id]

    def publish(self, notice: Notice, *, by: UUID, at: datetime) -> None:
        """Add a version; two at once: the unique key fails the later one, which is run again."""
        row = NoticeRow(
            site_id=notice.site_id,
            purpose=notice.purpose,
            version=notice.version,
            text_zh=notice.text.zh,
            text_en=notice.text.en,
            published_at=at,
            published_by=by,
        )
        self._session.add(row)
        self._session.flush()

    def mark_read(self, person_id: UUID, notices: Iterable[Notice], *, at: datetime) -> None:
        """Note that this person has read these; the first time counts."""
        for each in notices:
            key = (person_id, each.site_id, each.purpose.value, each.version)
            if self._session.get(NoticeReadRow, key) is None:
                row = NoticeReadRow(
                    person_id=person_id,
                    site_id=each.site_id,
                    purpose=each.purpose,
                    version=each.version,
                    read_at=at,
                )
                self._session.add(row)
        self._session.flush()


def notices_of(session: Session, site_ids: Collection[UUID]) -> dict[UUID, dict[Purpose, Notice]]:
    """The notice of each purpose at these sites: the newest of the site's own, else the product's."""
    found: dict[UUID, dict[Purpose, Notice]] = {}
    zones: dict[UUID, ZoneInfo] = {}
    for site in session.exec(select(SiteRow).where(col(SiteRow.id).in_(site_ids))):
        name, zones[site.id] = Text(site.name_zh, site.name_en), ZoneInfo(site.timezone)
        found[site.id] = {purpose: _of_product(site.id, name, purpose) for purpose in Purpose}
    statement = select(NoticeRow).where(col(NoticeRow.site_id).in_(site_ids))
    for row in session.exec(statement.order_by(col(NoticeRow.version))):
        found[row.site_id][Purpose(row.purpose)] = Notice(
            site_id=row.site_id,
            purpose=Purpose(row.purpose),
            version=row.version,
            dated=row.published_at.astimezone(zones[row.site_id]).date(),
            text=Text(row.text_zh, row.text_en),
            published_by=row.published_by,
        )
    return found


def _of_product(site_id: UUID, site: Text, purpose: Purpose) -> Notice:
    edition = EDITIONS[purpose]
    text = words.of("NoticeText", purpose, site=site)
    return Notice(site_id, purpose, edition.version, edition.dated, text)


def reads_of(session: Session, person_id: UUID) -> dict[tuple[UUID, Purpose, int], datetime]:
    """When this person has read which version, by site and purpose."""
    rows = session.exec(select(NoticeReadRow).where(NoticeReadRow.person_id == person_id))
    return {(row.site_id, Purpose(row.purpose), row.version): row.read_at for row in rows}
