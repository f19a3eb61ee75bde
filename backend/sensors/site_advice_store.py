"""Advice of sites as rows."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from backend.core.text import Text
from backend.core.vocabulary import AlertCondition
from backend.sensors.site_advice_rules import SiteAdvice
from backend.sensors.site_advice_tables import SiteAdviceRow


class SiteAdvices:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of_site(self, site_id: UUID) -> dict[str, SiteAdvice]:
        """By their codes."""
        statement = select(SiteAdviceRow).where(SiteAdviceRow.site_id == site_id)
        return {row.code: advice_of_row(row) for row in self._session.exec(statement)}

    def changed_at(self, site_id: UUID, code: str) -> datetime | None:
        """When the site wrote it last; None where the product speaks."""
        row = self._session.get(SiteAdviceRow, (site_id, code))
        return row.changed_at if row else None

    def remove(self, site_id: UUID, code: str) -> None:
        self._session.delete(self._session.get_one(SiteAdviceRow, (site_id, code)))
        self._session.flush()

    def put(self, site_id: UUID, advice: SiteAdvice, *, at: datetime, by: UUID) -> None:
        row = SiteAdviceRow(
            site_id=site_id,
            code=advice.code,
            subject=advice.subject,
            conditions=sorted(advice.conditions),
            is_early=advice.is_early,
            steps=[each.both() for each in advice.steps],
            changed_at=at,
            changed_by=by,
        )
        self._session.merge(row)
        self._session.flush()


def advice_of_row(row: SiteAdviceRow) -> SiteAdvice:
    return SiteAdvice(
        subject=row.subject,
        conditions=frozenset(AlertCondition(each) for each in row.conditions),
        steps=tuple(Text(each["zh"], each["en"]) for each in row.steps),
        is_early=row.is_early,
    )
