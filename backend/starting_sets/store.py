"""Starting sets as their files have them, and as rows of what they wrote at a site."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import func
from sqlmodel import Field, Session, SQLModel, col, select

from backend.cases.tasks.tables import TaskRuleVersionRow
from backend.cases.tasks.task_rules_rules import TaskRule
from backend.cases.tasks.task_rules_store import TaskRules
from backend.core.types import Json, UtcDateTime
from backend.policies.rules import POLICY
from backend.policies.store import Policies
from backend.sensors.camera_events.store import ObservationRules
from backend.sensors.site_advice_store import SiteAdvices
from backend.sites.settings.rules import Trade
from backend.starting_sets.rules import Applied, SetPart, StartingSet, Today, Value
from backend.starting_sets.sets_rules import set_of


class StartingSetRow(SQLModel, table=True):
    """The last time that a part was taken over; `values` per key: whatever differs, people changed."""

    __tablename__ = "starting_sets"

    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    part: str = Field(primary_key=True)
    trade: str
    at: datetime = Field(sa_type=UtcDateTime)
    by: UUID = Field(foreign_key="people.id")
    values: dict[str, Any] = Field(sa_type=Json)
    ids: dict[str, Any] = Field(sa_type=Json)


FOLDER: Final = Path(__file__).with_name("sets")


@cache
def starting_set(trade: Trade) -> StartingSet:
    """Return the set that this trade begins with."""
    common, own = (_read(name) for name in ("every_trade", trade.lower()))
    return set_of(common, own)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


class StartingSets:
    def __init__(self, session: Session) -> None:
        self._session = session

    def today(self, site_id: UUID) -> Today:
        """Return the values in force at the site, and those that a set wrote there."""
        policy = Policies(self._session).in_force(site_id)
        tasks = TaskRules(self._session)
        return Today(
            policy=policy.tiers if policy else POLICY,
            policy_version=policy.version if policy else 1,
            tasks=tuple(tasks.of_site(site_id)),
            tasks_version=self._tasks_version(site_id),
            observations=ObservationRules(self._session).held_at(site_id),
            advice=SiteAdvices(self._session).of_site(site_id),
            applied=self.applied(site_id),
        )

    def _tasks_version(self, site_id: UUID) -> int:
        statement = select(func.max(col(TaskRuleVersionRow.version)))
        return self._session.exec(statement.where(TaskRuleVersionRow.site_id == site_id)).one() or 1

    def applied(self, site_id: UUID) -> dict[SetPart, Applied]:
        statement = select(StartingSetRow).where(StartingSetRow.site_id == site_id)
        return {
            SetPart(row.part): Applied(row.trade, row.at, row.by, row.values, row.ids)
            for row in self._session.exec(statement)
        }

    def record(
        self,
        site_id: UUID,
        part: SetPart,
        *,
        trade: Trade,
        at: datetime,
        by: UUID,
        values: Mapping[str, Value],
        rules: Mapping[str, TaskRule],
    ) -> None:
        """Remember what a set wrote, beside what it wrote before. `rules`: of the site, by key."""
        row = self._session.get(StartingSetRow, (site_id, part.value))
        before, ids = (row.values, row.ids) if row else ({}, {})
        found = StartingSetRow(
            site_id=site_id,
            part=part.value,
            trade=trade.value,
            at=at,
            by=by,
            values={**before, **{key: plain(value) for key, value in values.items()}},
            ids={**ids, **{key: str(rule.rule_id) for key, rule in rules.items()}},
        )
        self._session.merge(found)
        self._session.flush()


def plain(value: Value | None) -> Any:
    """As it is compared with what was written once: plain JSON, without the id of a task rule."""
    if value is None:
        return None
    found: Any = msgspec.json.decode(msgspec.json.encode(value, order="deterministic"))
    for each in ("rule_id", "site_id"):
        found.pop(each, None)
    return found
