"""Templates of limits for the usual kinds of sources, each with the clause that it is from.

Figures of `product.md` §7. What a site needs beside them comes from its own past (`first_limits_rules`).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier
from backend.sensors.rules import Indicator, Limit, LimitSide, Span

HIGH, LOW = LimitSide.HIGH, LimitSide.LOW
SUGGESTED: Final = "SUGGESTED"
"""In the place of a template: limits from what the source has sent."""


@dataclass(frozen=True, slots=True)
class LimitTemplate:
    """`limits`: (side, yellow, orange, red); None where a tier has none. `code` is worded as
    `LimitTemplate.*`.
    """

    code: str
    unit: str
    limits: tuple[tuple[LimitSide, float | None, float | None, float | None], ...]
    deadband: float
    on_delay_s: float
    off_delay_s: float
    standard: str
    span: Span | None = None
    silent_after_s: float = 60.0


def _vibration(code: str, yellow: float, orange: float, red: float) -> LimitTemplate:
    limits = ((HIGH, yellow, orange, red),)
    return LimitTemplate(code, "mm/s", limits, 0.2, 10, 60, "ISO 10816-3:2009", Span(0, 100))


TEMPLATES: Final = (
    LimitTemplate(
        "COMBUSTIBLE_GAS", "%LEL", ((HIGH, 10, 25, 50),), 2, 3, 60, "GB/T 50493-2019 5.5.2", Span(0, 100)
    ),
    LimitTemplate(
        "OXYGEN",
        "%VOL",
        ((LOW, None, 19.5, 18), (HIGH, None, 23.5, 25)),
        0.2,
        3,
        60,
        "GB/T 50493-2019 5.5.2",
        Span(0, 30),
    ),
    LimitTemplate("H2S", "mg/m³", ((HIGH, 5, 10, 20),), 0.5, 3, 60, "GBZ 2.1-2019", Span(0, 150)),
    LimitTemplate("CO", "mg/m³", ((HIGH, 10, 20, 30),), 1, 3, 60, "GBZ 2.1-2019", Span(0, 600)),
    LimitTemplate("NH3", "mg/m³", ((HIGH, 10, 20, 30),), 1, 3, 60, "GBZ 2.1-2019", Span(0, 400)),
    _vibration("VIBRATION_1_RIGID", 2.3, 4.5, 7.1),
    _vibration("VIBRATION_1_FLEXIBLE", 3.5, 7.1, 11.0),
    _vibration("VIBRATION_2_RIGID", 1.4, 2.8, 4.5),
    _vibration("VIBRATION_2_FLEXIBLE", 2.3, 4.5, 7.1),
    LimitTemplate(
        "BEARING_TEMPERATURE", "°C", ((HIGH, 85, 95, 105),), 1, 10, 60, "GB 50275-2010", Span(-40, 200)
    ),
)
BY_CODE: Final = {each.code: each for each in TEMPLATES}
STANDARDS: Final = (
    "GB/T 50493-2019 5.5.2",
    "GBZ 2.1-2019",
    "GB 17681-1999",
    "GB 30871-2022",
    "GB 50160-2008",
    "GB 50016-2014",
    "GB 50275-2010",
    "AQ 3035-2010",
    "AQ 3036-2010",
    "TSG 21-2016",
    "ISO 10816-3:2009",
)
"""Clauses to choose from; any other may be written."""


def limits_of(template: LimitTemplate) -> tuple[Limit, ...]:
    """The limits of a template, as an indicator has them."""
    return tuple(
        Limit(side, tier, value)
        for side, *values in template.limits
        for tier, value in zip((Tier.YELLOW, Tier.ORANGE, Tier.RED), values, strict=True)
        if value is not None
    )


def indicator_from(template: LimitTemplate, *, indicator_id: UUID, version: int = 1) -> Indicator:
    """Version of an indicator with the limits of a template."""
    return Indicator(
        indicator_id=indicator_id,
        version=version,
        unit=template.unit,
        limits=limits_of(template),
        deadband=template.deadband,
        on_delay=timedelta(seconds=template.on_delay_s),
        off_delay=timedelta(seconds=template.off_delay_s),
        silent_after=timedelta(seconds=template.silent_after_s),
        standard=template.standard,
        span=template.span,
    )


def template_of(code: str) -> LimitTemplate:
    """The template with this code. Raises Refused(NOT_FOUND)."""
    found = BY_CODE.get(code)
    if found is None:
        raise Refused(ErrorCode.NOT_FOUND, f"no template {code}")
    return found


def check_unit(template: LimitTemplate, unit: str) -> None:
    """Raises Refused(UNIT_DIFFERS) where a source that measures in one unit would be judged in another."""
    if unit.strip() and unit.strip() != template.unit:
        raise Refused(ErrorCode.UNIT_DIFFERS, f"the limits of {template.code} are in {template.unit}")
