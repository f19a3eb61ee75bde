"""Issued maps as rows, and what a map is drawn from."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col

from backend.core.allowances import Taken
from backend.core.columns import columns_of
from backend.core.statements import taken
from backend.live_risk.maps.rules import Drawn, RiskMap
from backend.live_risk.maps.tables import RiskMapRow
from backend.live_risk.register_store import LiveRegisters
from backend.live_risk.rules import LiveRegister
from backend.risks.assessment.rules import AssessmentMethod
from backend.risks.assessment.scales_rules import cutoff_set_for
from backend.risks.settings.store import RisksSettings
from backend.sites.plans.store import Plans
from backend.sites.rules import SYSTEM_AREA
from backend.sites.store import Sites


class RiskMaps:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, issued: RiskMap) -> None:
        row = columns_of(issued, key="map_id") | {"content": dict(issued.content)}
        self._session.add(RiskMapRow(**row))
        self._session.flush()

    def drawn(self, site_id: UUID, register: LiveRegister, pictures: Mapping[UUID, str | None]) -> Drawn:
        """Return what a map of this register shows. `pictures`: hash of the picture of each of its plans."""
        worst = {each.residual.event_id for each in register.areas.values()}
        registers, chosen = LiveRegisters(self._session), RisksSettings(self._session).get(site_id)
        sets = (cutoff_set_for(method, chosen.ls_set) for method in AssessmentMethod)
        return Drawn(
            site=Sites(self._session).get(site_id),
            plans=Plans(self._session).all(site_id),
            areas=[
                each
                for each in Sites(self._session).areas(site_id)
                if each.closed_at is None and each.code != SYSTEM_AREA
            ],
            levels=register.areas,
            units=register.units,
            events=registers.names_of_events([site_id], worst),
            unit_names=registers.names_of_units([site_id], register.units),
            cutoff_sets=[each for each in sets if each is not None],
            pictures=pictures,
        )

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
