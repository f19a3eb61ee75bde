"""First measures 处置建议 against an alert: whose steps are said.

An alert keeps their copy from when it was last raised, reactivated or worse: what people answered stays as
they read it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from backend.alerts.danger_rules import is_danger
from backend.core.text import Text
from backend.core.vocabulary import AlertCondition, Tier
from backend.risks.bindings.rules import BoundRisk
from backend.sensors.advice_rules import template
from backend.sensors.gas_rules import measures_gas
from backend.sensors.site_advice_rules import SiteAdvice, steps_about, subject_of


class AdviceSource(StrEnum):
    """Whence the first measures of an alert come, from the nearest to the most general."""

    RISK = "RISK"
    """The event of the register that the source is bound to."""
    INDICATOR = "INDICATOR"
    """Written on the indicator of the source, before there was a register; only alerts of then say so."""
    SITE = "SITE"
    TEMPLATE = "TEMPLATE"
    """The library of the product."""


@dataclass(frozen=True, slots=True)
class FrozenAdvice:
    """First measures as an alert keeps them, in order, and whence they come. `risk_event_id`,
    `risk_revision_id`: of the event of the register that speaks for a danger, also where it has no steps.
    """

    steps: tuple[Text, ...]
    source: AdviceSource
    risk_event_id: UUID | None = None
    risk_revision_id: UUID | None = None


class AdviceKey(NamedTuple):
    """Alert, or limit, whose first measures are asked for.

    `indicator_id`: version that judged it; `tier`: the worst so far, for what has calmed down may come back.
    """

    site_id: UUID
    sensor_id: int
    indicator_id: UUID
    condition: AlertCondition
    aspect: str
    tier: Tier


class Measured(NamedTuple):
    """Unit and standard of an indicator: they say which subject and which template fit."""

    unit: str
    standard: str


def first_measures(
    key: AdviceKey,
    measured: Measured,
    *,
    speaks: BoundRisk | None = None,
    of_site: Iterable[SiteAdvice] = (),
) -> FrozenAdvice:
    """Choose the first measures: the risk event's, else the site's, else the template's.

    `speaks`: the event of the register that speaks for dangers of the source (`is_danger`), at this tier.
    `of_site`: all advice of the site, of which that about the subject and condition is said, as early as the
    tier; about an instrument a site rarely has any.
    """
    unit, standard = measured
    is_gas = measures_gas(unit, standard)
    event_id, revision_id = None, None
    if speaks is not None and is_danger(key.condition, is_gas=is_gas):
        event_id, revision_id = speaks.event_id, speaks.revision_id
        if steps := speaks.steps.at(key.tier):
            return FrozenAdvice(steps, AdviceSource.RISK, event_id, revision_id)
    subject = subject_of(unit, standard, key.condition, key.aspect)
    if steps := steps_about(of_site, subject, key.condition, key.tier):
        return FrozenAdvice(steps, AdviceSource.SITE, event_id, revision_id)
    steps = template(unit, standard, key.condition, key.aspect, key.tier)
    return FrozenAdvice(steps, AdviceSource.TEMPLATE, event_id, revision_id)
