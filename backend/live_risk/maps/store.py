"""Issued maps as rows, and what a map is drawn from."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col

from backend.core.allowances import Taken
from backend.core.columns import columns_of
from backend.core.statements import taken
from backend.live_risk.maps.rules import RiskMap
from backend.live_risk.maps.tables import RiskMapRow


class RiskMaps:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, issued: RiskMap) -> None:
        row = columns_of(issued, key="map_id") | {"content": dict(issued.content)}
        self._session.add(RiskMapRow(**row))
        self._session.flush()

    def taken(self, site_id: UUID, *, since: datetime) -> Taken:
        """How many maps the site issued since then."""
        return taken(self._session, RiskMapRow.issued_at, col(RiskMapRow.site_id) == site_id, since=since)


def map_of(row: RiskMapRow) -> RiskMap:
    return RiskMap(
        map_id=row.id,
        site_id=row.site_id,
        number=row.number,
        issued_at=row.issued_at,
        issued_by=row.issued_by,
        redrawn_by=row.redrawn_by,
        sha256=row.sha256,
        content=row.content,
    )
