"""Events bound to sources, read at transitions of alerts: one statement for all sources of a batch."""

from collections.abc import Collection, Iterable
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.statements import among, one_of
from backend.core.typed import convert
from backend.risks.assessment.rules import RiskLevel
from backend.risks.bindings.rules import BoundRisk
from backend.risks.bindings.tables import SourceBindingRow
from backend.risks.revisions.rules import BoundSide, EmergencySteps
from backend.risks.revisions.tables import RiskEventRow
from backend.risks.rules import Owner

IN_FORCE: Final = (
    select(SourceBindingRow, RiskEventRow)
    .join(RiskEventRow, col(RiskEventRow.id) == SourceBindingRow.event_id)
    .where(among(col(SourceBindingRow.sensor_id), "sensors"), col(SourceBindingRow.until_at).is_(None))
)


class BoundRisks:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of_each(self, sensor_ids: Collection[int]) -> dict[int, list[BoundRisk]]:
        """Return the events that each of these sources is bound to now."""
        if not sensor_ids:
            return {}
        found: dict[int, list[BoundRisk]] = {}
        for binding, event in self._session.exec(IN_FORCE, params={"sensors": sorted(set(sensor_ids))}):
            found.setdefault(binding.sensor_id, []).append(bound_risk_of(binding, event))
        return found

    def ever_bound(self, event_ids: Iterable[UUID]) -> set[int]:
        """Return the sources that any of these events is or was bound to."""
        statement = select(SourceBindingRow.sensor_id).where(
            one_of(col(SourceBindingRow.event_id), event_ids)
        )
        return set(self._session.exec(statement))

    def events_of(self, sensor_ids: Iterable[int]) -> set[UUID]:
        """Return the events that any of these sources is bound to now."""
        statement = select(SourceBindingRow.event_id).where(
            one_of(col(SourceBindingRow.sensor_id), sensor_ids), col(SourceBindingRow.until_at).is_(None)
        )
        return set(self._session.exec(statement))


def bound_risk_of(binding: SourceBindingRow, event: RiskEventRow) -> BoundRisk:
    return BoundRisk(
        event_id=event.id,
        revision_id=binding.revision_id,
        code=event.code,
        sensor_id=binding.sensor_id,
        side=BoundSide(binding.side),
        observations=frozenset(binding.observations),
        residual_level=RiskLevel(binding.residual_level),
        owner=Owner(event.department_id, event.post_id, event.person_id),
        steps=convert(event.steps, EmergencySteps),
    )
