"""Quantities that the demo plant measures, and the values from which they are dangerous.

Limit figures and clauses: product page, section 7. Deadbands are the usual first values of EEMUA 191 (level
and flow 5 %, pressure 2 %, temperature 1 % of the span), to be tuned on history. Gas alarms at once, slow
quantities later. Transmitters can measure a little beyond their range (NAMUR NE 43: 3.8 to 20.5 mA are a
measured value, anything else is a broken wire or a short circuit).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from backend.core.vocabulary import Tier
from backend.demo.blueprint import Hazard, id_of
from backend.sensors.rules import Indicator, Limit, LimitSide, RateLimit, Span

Steps = tuple[tuple[Tier, float], ...]

GAS_STANDARD: Final = "GB/T 50493-2019 5.5.2"
HEALTH_STANDARD: Final = "GBZ 2.1-2019"
TOXIC_STANDARD: Final = f"{HEALTH_STANDARD}; {GAS_STANDARD}"
VIBRATION_STANDARD: Final = "GB/T 6075.3 / ISO 10816-3"
DESIGN: Final = "装置设计值与操作规程"
NE_43: Final = (0.2 / 16, 0.5 / 16)
"""How far below and above its range a transmitter of 4 to 20 mA still measures, as shares of the range."""
RATE_WINDOW_S: Final = 120
STUCK_AFTER_S: Final = 600
"""Longer than any rounding to the last shown digit repeats itself, short enough for one round of a person."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A kind of indicator: everything but the source it is bound to. Limits in `unit`, delays in seconds."""

    hazard: Hazard
    unit: str
    deadband: float
    standard: str
    high: Steps = ()
    low: Steps = ()
    on_delay_s: float = 5
    off_delay_s: float = 30
    silent_after_s: float = 60
    range: tuple[float, float] | None = None
    """Of the transmitter, where there is one."""
    rate: tuple[Tier, float] | None = None
    """Tier and limit per minute of a change that no normal operation makes."""
    is_restless: bool = False
    """Its last digit never stands still: a repeated value means that the instrument hangs."""

    def indicator_for(self, sensor_code: str) -> Indicator:
        """Version 1 of the indicator of one sensor."""
        return Indicator(
            indicator_id=id_of("indicator", sensor_code),
            version=1,
            unit=self.unit,
            limits=(*_limits(LimitSide.HIGH, self.high), *_limits(LimitSide.LOW, self.low)),
            deadband=self.deadband,
            on_delay=timedelta(seconds=self.on_delay_s),
            off_delay=timedelta(seconds=self.off_delay_s),
            silent_after=timedelta(seconds=self.silent_after_s),
            standard=self.standard,
            rate_limit=self._rate_limit(),
            stuck_after=timedelta(seconds=STUCK_AFTER_S) if self.is_restless else None,
            span=self._span(),
        )

    def _rate_limit(self) -> RateLimit | None:
        if self.rate is None:
            return None
        tier, per_minute = self.rate
        return RateLimit(per_minute, timedelta(seconds=RATE_WINDOW_S), tier)

    def _span(self) -> Span | None:
        if self.range is None:
            return None
        low, high = self.range
        return Span(low - NE_43[0] * (high - low), high + NE_43[1] * (high - low))


def _limits(side: LimitSide, values: Steps) -> Iterable[Limit]:
    return (Limit(side=side, tier=tier, value=value) for tier, value in values)


def _ladder(yellow: float, orange: float, red: float) -> Steps:
    return ((Tier.YELLOW, yellow), (Tier.ORANGE, orange), (Tier.RED, red))


def _gas(hazard: Hazard, unit: str, deadband: float, standard: str, *, high: Steps, most: float) -> Measure:
    return Measure(hazard, unit, deadband, standard, high, on_delay_s=3, silent_after_s=30, range=(0, most))


def _vibration(a_to_b: float, b_to_c: float, c_to_d: float) -> Measure:
    """Zone boundaries of ISO 10816-3: out of A is early, C asks for action, D is danger."""
    return Measure(
        Hazard.VIBRATION, "mm/s", 0.2, VIBRATION_STANDARD, _ladder(a_to_b, b_to_c, c_to_d),
        on_delay_s=10, range=(0, 20), is_restless=True,
    )  # fmt: skip


FLAMMABLE_GAS: Final = _gas(Hazard.FLAMMABLE_GAS, "%LEL", 1, GAS_STANDARD, high=_ladder(10, 25, 50), most=100)
AMMONIA: Final = _gas(Hazard.TOXIC_GAS, "mg/m³", 1, TOXIC_STANDARD, high=_ladder(10, 20, 30), most=100)
CARBON_MONOXIDE: Final = _gas(
    Hazard.TOXIC_GAS, "mg/m³", 1, HEALTH_STANDARD, high=_ladder(10, 20, 30), most=200
)
HYDROGEN_SULPHIDE: Final = _gas(
    Hazard.TOXIC_GAS, "mg/m³", 0.3, TOXIC_STANDARD, high=_ladder(5, 10, 20), most=100
)
OXYGEN: Final = Measure(
    Hazard.OXYGEN, "%VOL", 0.1, "GB 8958; GB 30871",
    high=((Tier.YELLOW, 22.5), (Tier.ORANGE, 23.5)), low=_ladder(20.0, 19.5, 18.0),
    on_delay_s=3, silent_after_s=30, range=(0, 30),
)  # fmt: skip

VIBRATION_LARGE: Final = _vibration(2.3, 4.5, 7.1)  # group 1, rigid support
VIBRATION_MEDIUM: Final = _vibration(1.4, 2.8, 4.5)  # group 2, rigid support
BEARING: Final = Measure(
    Hazard.BEARING, "°C", 1, "GB 50275: ≤ 95 °C", _ladder(80, 90, 95),
    on_delay_s=10, range=(0, 150), is_restless=True,
)  # fmt: skip
COMPRESSOR_CURRENT: Final = Measure(
    Hazard.CURRENT, "A", 3, DESIGN, _ladder(190, 205, 220), on_delay_s=15, range=(0, 300), is_restless=True
)

DUST: Final = Measure(Hazard.DUST, "mg/m³", 0.4, HEALTH_STANDARD, _ladder(4, 8, 16), range=(0, 50))
TANK_LEVEL: Final = Measure(
    Hazard.LEVEL, "%", 2, DESIGN, _ladder(85, 90, 95), ((Tier.YELLOW, 15), (Tier.ORANGE, 10)),
    on_delay_s=10, off_delay_s=60, range=(0, 100),
)  # fmt: skip
TANK_HEAT: Final = Measure(
    Hazard.STORE_CLIMATE, "°C", 0.6, DESIGN, _ladder(35, 40, 45), on_delay_s=10, range=(-20, 80)
)
TANK_PRESSURE: Final = Measure(
    Hazard.PRESSURE, "MPa", 0.03, "TSG 21-2016", _ladder(1.4, 1.6, 1.9),
    range=(0, 2.5), rate=(Tier.YELLOW, 0.1), is_restless=True,
)  # fmt: skip
REACTOR_HEAT: Final = Measure(
    Hazard.PROCESS_HEAT, "°C", 1, DESIGN, _ladder(85, 90, 95), ((Tier.YELLOW, 65), (Tier.ORANGE, 60)),
    range=(0, 150), rate=(Tier.ORANGE, 3), is_restless=True,
)  # fmt: skip
REACTOR_PRESSURE: Final = Measure(
    Hazard.PRESSURE, "MPa", 0.01, "TSG 21-2016", _ladder(0.60, 0.70, 0.80), range=(0, 1), is_restless=True
)
COLUMN_HEAT: Final = Measure(
    Hazard.PROCESS_HEAT, "°C", 0.8, DESIGN, _ladder(72, 76, 80),
    range=(0, 150), rate=(Tier.YELLOW, 2), is_restless=True,
)  # fmt: skip
COLUMN_PRESSURE: Final = Measure(
    Hazard.PRESSURE, "kPa", 1, DESIGN, _ladder(45, 52, 60), range=(0, 100), is_restless=True
)
STEAM_PRESSURE: Final = Measure(
    Hazard.PRESSURE, "MPa", 0.02, "TSG 11-2020", _ladder(1.15, 1.20, 1.25),
    range=(0, 1.6), rate=(Tier.YELLOW, 0.03), is_restless=True,
)  # fmt: skip
DRUM_LEVEL: Final = Measure(
    Hazard.LEVEL, "mm", 5, "TSG 11-2020", _ladder(50, 75, 100), _ladder(-50, -75, -100),
    off_delay_s=60, range=(-150, 150), rate=(Tier.YELLOW, 20), is_restless=True,
)  # fmt: skip
WATER_PRESSURE: Final = Measure(
    Hazard.PRESSURE, "MPa", 0.01, DESIGN, ((Tier.YELLOW, 0.50),), _ladder(0.28, 0.24, 0.20),
    range=(0, 1), is_restless=True,
)  # fmt: skip
EARTHING: Final = Measure(Hazard.EARTHING, "Ω", 3, "GB 12158-2006", ((Tier.YELLOW, 50), (Tier.ORANGE, 100)))

FORKLIFT: Final = Measure(
    Hazard.FORKLIFT, "km/h", 0.3, "GB 4387-2008", _ladder(5, 8, 12), on_delay_s=3, off_delay_s=15
)
STACKING: Final = Measure(Hazard.STACKING, "m", 0.1, "仓库管理规程", _ladder(3.5, 4.0, 4.5), on_delay_s=10)
STORE_HEAT: Final = Measure(
    Hazard.STORE_CLIMATE, "°C", 0.5, "GB 15603-2022", _ladder(30, 35, 40), on_delay_s=10, range=(-20, 60)
)
STORE_HUMIDITY: Final = Measure(
    Hazard.STORE_CLIMATE, "%RH", 2, "GB 15603-2022", ((Tier.YELLOW, 75), (Tier.ORANGE, 85)),
    on_delay_s=10, range=(0, 100),
)  # fmt: skip
PROTECTION: Final = Measure(
    Hazard.PROTECTION, "%", 0.5, "GB 39800.1-2020", low=_ladder(95, 90, 80), on_delay_s=10
)
CROWDING: Final = Measure(
    Hazard.CROWDING, "人", 0.5, "现场定员管理规定", ((Tier.YELLOW, 9), (Tier.ORANGE, 12)), on_delay_s=10
)
EFFLUENT: Final = Measure(
    Hazard.EFFLUENT, "pH", 0.1, "GB 8978-1996",
    ((Tier.YELLOW, 8.5), (Tier.ORANGE, 9.0)), ((Tier.YELLOW, 6.5), (Tier.ORANGE, 6.0)),
    on_delay_s=10, range=(0, 14),
)  # fmt: skip
NOISE: Final = Measure(
    Hazard.NOISE, "dB(A)", 0.5, "GBZ 2.2-2007", ((Tier.YELLOW, 85), (Tier.ORANGE, 90)),
    range=(30, 130), is_restless=True,
)  # fmt: skip
WIND: Final = Measure(
    Hazard.WIND, "m/s", 0.5, "GB 30871-2022", _ladder(8.0, 10.8, 17.2), on_delay_s=10, range=(0, 60)
)
