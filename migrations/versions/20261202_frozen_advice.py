"""Alerts keep the first measures that they said, whence these came, and the tier by their limits.

Alerts of before keep what they would say now: the steps of their indicator, else of their site, else of the
library of the product as it stands with this revision (`20261202_frozen_advice.json`, a copy, for the library
goes on). `limit_tier`, `risk_event_id` and `risk_revision_id` of them stay empty: nobody kept what they are.

Revision ID: frozen_advice
Revises: roster
"""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision: str = "frozen_advice"
down_revision: str | None = "roster"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

LIBRARY: Final[dict[str, Any]] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
AT_ONCE: Final = 1_000
ORANGE: Final = 3
GAS_DETECTORS: Final = "GB/T 50493"
COLUMNS: Final = ("limit_tier", "risk_revision_id", "risk_event_id", "advice_from", "advice")
ALERTS: Final = sa.table(
    "alerts",
    sa.column("id", sa.Uuid()),
    sa.column("site_id", sa.Uuid()),
    sa.column("indicator_id", sa.Uuid()),
    sa.column("condition", AutoString()),
    sa.column("aspect", AutoString()),
    sa.column("worst_tier", sa.Integer()),
    sa.column("advice", sa.JSON()),
    sa.column("advice_from", AutoString()),
)
INDICATORS: Final = sa.table(
    "indicators",
    sa.column("id", sa.Uuid()),
    sa.column("unit", AutoString()),
    sa.column("standard", AutoString()),
    sa.column("advice", sa.JSON()),
)
SITE_ADVICE: Final = sa.table(
    "site_advice",
    sa.column("site_id", sa.Uuid()),
    sa.column("subject", AutoString()),
    sa.column("conditions", sa.JSON()),
    sa.column("is_early", sa.Boolean()),
    sa.column("steps", sa.JSON()),
)


def upgrade() -> None:
    op.add_column("alerts", sa.Column("advice", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("alerts", sa.Column("advice_from", AutoString(), nullable=False, server_default="TEMPLATE"))
    op.add_column("alerts", sa.Column("risk_event_id", sa.Uuid(), nullable=True))
    op.add_column("alerts", sa.Column("risk_revision_id", sa.Uuid(), nullable=True))
    op.add_column("alerts", sa.Column("limit_tier", sa.Integer(), nullable=True))
    of_sites = _of_sites()
    indicators = {row.id: row for row in op.get_bind().execute(sa.select(INDICATORS))}
    values: dict[str, Any] = {"advice": sa.bindparam("said"), "advice_from": sa.bindparam("source")}
    freeze = ALERTS.update().where(ALERTS.c.id == sa.bindparam("alert")).values(values)
    last: UUID | None = None
    while found := _after(last):
        rows = []
        for row in found:
            said, whence = first_measures(row, indicators[row.indicator_id], of_sites[row.site_id])
            rows.append({"alert": row.id, "said": said, "source": whence})
        op.get_bind().execute(freeze, rows)
        last = found[-1].id


def _after(last: UUID | None) -> Sequence[sa.Row[Any]]:
    """Alerts in the order of their ids, from behind this one, a batch of them."""
    columns = (each for each in ALERTS.c if not each.name.startswith("advice"))
    wanted = sa.select(*columns).order_by(ALERTS.c.id).limit(AT_ONCE)
    return op.get_bind().execute(wanted if last is None else wanted.where(ALERTS.c.id > last)).all()


def _of_sites() -> Mapping[UUID, Sequence[sa.Row[Any]]]:
    """Advice of each site, early ones first."""
    found: defaultdict[UUID, list[sa.Row[Any]]] = defaultdict(list)
    for row in op.get_bind().execute(sa.select(SITE_ADVICE).order_by(SITE_ADVICE.c.is_early.desc())):
        found[row.site_id].append(row)
    return found


def first_measures(alert: Any, indicator: Any, of_site: Iterable[Any]) -> tuple[list[dict[str, str]], str]:
    """Return the steps that an alert of before says, and whence: INDICATOR, SITE or TEMPLATE. The rows have
    the columns of the tables above.
    """
    if own := indicator.advice.get(alert.condition):
        return own, "INDICATOR"
    gas = _gas(indicator.unit, indicator.standard)
    sighting, is_early = alert.aspect.partition("@")[0], alert.worst_tier < ORANGE
    subject = sighting if alert.condition == "EVENT" else _subject(indicator.unit, gas)
    for each in of_site if subject else ():
        if each.subject == subject and alert.condition in each.conditions and (is_early or not each.is_early):
            return each.steps, "SITE"
    name = LIBRARY["conditions"][alert.condition]
    if alert.condition == "SYSTEM":
        name = LIBRARY["system"].get(alert.aspect, name)
    elif alert.condition == "EVENT":
        name = LIBRARY["sightings"].get(sighting, name)
    else:
        known = LIBRARY["units"].get(indicator.unit, {}) if gas is None else LIBRARY["gases"][gas]
        early = LIBRARY["early"].get(gas, {}) if is_early else {}
        name = {**known, **early}.get(alert.condition, name)
    return LIBRARY["steps"][name], "TEMPLATE"


def _gas(unit: str, standard: str) -> str | None:
    plain = "".join(unicodedata.normalize("NFKC", unit).split()).casefold().replace("μ", "u")
    gas: str | None = LIBRARY["gas_units"].get(plain)
    return "TOXIC" if gas == "AIR" and standard.startswith(GAS_DETECTORS) else gas


def _subject(unit: str, gas: str | None) -> str:
    """Subject that a site writes its advice about."""
    of_gas = {"FLAMMABLE": "FLAMMABLE_GAS", "TOXIC": "TOXIC_GAS", "OXYGEN": "OXYGEN", "AIR": "AIR"}
    return str(LIBRARY["subjects"].get(unit, "") if gas is None else of_gas[gas])


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column("alerts", name)
