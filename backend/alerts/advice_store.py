"""First measures as rows: those that an alert would get now, and the copy that it keeps."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from backend.alerts.advice_rules import AdviceKey, AdviceSource, FrozenAdvice, Measured, first_measures
from backend.alerts.tables import AlertRow
from backend.core.statements import among, rows
from backend.core.text import Text
from backend.risks.bindings.rules import BoundRisk, concerning
from backend.risks.bindings.store import BoundRisks
from backend.sensors.site_advice_rules import SiteAdvice
from backend.sensors.site_advice_store import advice_of_row
from backend.sensors.site_advice_tables import SiteAdviceRow
from backend.sensors.tables import IndicatorRow

INDICATORS: Final = sql_select(
    col(IndicatorRow.id), col(IndicatorRow.unit), col(IndicatorRow.standard)
).where(among(col(IndicatorRow.id), "indicators"))
SITE_ADVICE: Final = select(SiteAdviceRow).where(among(col(SiteAdviceRow.site_id), "sites"))
FROZEN: Final = sql_select(
    col(AlertRow.id),
    col(AlertRow.advice),
    col(AlertRow.advice_from),
    col(AlertRow.risk_event_id),
    col(AlertRow.risk_revision_id),
).where(among(col(AlertRow.id), "alerts"))


class FirstMeasures:
    """First measures of several alerts, or limits, as rules and register stand now. One statement for all
    indicators, one for all sites and one for all events of the register, run when the first is asked for; of
    sites only where no event says its steps.
    """

    def __init__(
        self,
        session: Session,
        *,
        indicator_ids: Iterable[UUID],
        site_ids: Iterable[UUID],
        sensor_ids: Iterable[int],
    ) -> None:
        self._session, self._sensor_ids = session, set(sensor_ids)
        self._indicator_ids, self._site_ids = set(indicator_ids), set(site_ids)

    def of(self, key: AdviceKey) -> FrozenAdvice:
        """Return the first measures of one of them. Raises KeyError for an indicator not named before."""
        speaks = next(iter(concerning(self.bound_to(key.sensor_id), key.condition, key.aspect)), None)
        measured = self._indicators[key.indicator_id]
        return first_measures(key, measured, speaks=speaks, of_site=self._of_site(key.site_id))

    def bound_to(self, sensor_id: int) -> Sequence[BoundRisk]:
        """Return the events of the register that a source is bound to."""
        return self._bound.get(sensor_id, ())

    @cached_property
    def _bound(self) -> Mapping[int, Sequence[BoundRisk]]:
        return BoundRisks(self._session).of_each(self._sensor_ids)

    @cached_property
    def _indicators(self) -> dict[UUID, Measured]:
        found = self._session.execute(INDICATORS, {"indicators": list(self._indicator_ids)})
        return {row.id: Measured(row.unit, row.standard) for row in found}

    def _of_site(self, site_id: UUID) -> Iterator[SiteAdvice]:
        """Yield the advice of a site, which is read once the first is asked for."""
        yield from self._of_sites[site_id]

    @cached_property
    def _of_sites(self) -> Mapping[UUID, Sequence[SiteAdvice]]:
        found: defaultdict[UUID, list[SiteAdvice]] = defaultdict(list)
        for row in rows(self._session, SITE_ADVICE, {"sites": list(self._site_ids)}):
            found[row.site_id].append(advice_of_row(row))
        return found


class AlertAdvice:
    """The copies that alerts keep."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def now(self, keys: Iterable[tuple[UUID, UUID, int]]) -> FirstMeasures:
        """Return what alerts of these indicators, sites and sources would say now; nothing is read yet."""
        found = list(keys)
        return FirstMeasures(
            self._session,
            indicator_ids=(indicator_id for indicator_id, _, _ in found),
            site_ids=(site_id for _, site_id, _ in found),
            sensor_ids=(sensor_id for _, _, sensor_id in found),
        )

    def freeze(self, alert_id: UUID, advice: FrozenAdvice) -> None:
        """Have the alert keep these steps instead of its former ones."""
        row = self._session.get_one(AlertRow, alert_id)
        for name, value in columns_of(advice).items():
            setattr(row, name, value)
        self._session.add(row)

    def of(self, alert_id: UUID) -> FrozenAdvice:
        return self.of_each([alert_id])[alert_id]

    def of_each(self, alert_ids: Iterable[UUID]) -> dict[UUID, FrozenAdvice]:
        """The copies of these alerts; one statement."""
        self._session.flush()
        found = self._session.execute(FROZEN, {"alerts": list(set(alert_ids))})
        return {row.id: frozen_of(row) for row in found}


def columns_of(advice: FrozenAdvice) -> dict[str, Any]:
    return {
        "advice": [each.both() for each in advice.steps],
        "advice_from": advice.source.value,
        "risk_event_id": advice.risk_event_id,
        "risk_revision_id": advice.risk_revision_id,
    }


def frozen_of(row: Any) -> FrozenAdvice:
    """Read the copy of an alert's row."""
    return FrozenAdvice(
        tuple(Text(step["zh"], step["en"]) for step in row.advice),
        AdviceSource(row.advice_from),
        risk_event_id=row.risk_event_id,
        risk_revision_id=row.risk_revision_id,
    )
