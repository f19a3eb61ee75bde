"""Kinds of gas concentration that a unit says, however it is typed: `% lel`, `PPM`, `µg/m3`."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

GAS_DETECTORS: Final = "GB/T 50493"
"""Sources that are judged by this standard measure a gas, in whichever unit (GB/T 50493-2019, scope)."""


DUST: Final = re.compile(r"粉尘|\bdust", re.IGNORECASE)
"""GBZ 2.1 has limits of gases and of dust in one unit: the words of name or clause tell them apart."""


class GasKind(StrEnum):
    """Danger of a gas, as far as the unit says it."""

    FLAMMABLE = "FLAMMABLE"
    TOXIC = "TOXIC"
    OXYGEN = "OXYGEN"
    AIR = "AIR"
    """Mass in the air: dust or vapour at a place of work, or what a detector of toxic gas says."""


SIGNS: Final = {
    " ": "",
    "％": "%",
    "³": "3",
    "₂": "2",
    "㎥": "m3",
    "㎎": "mg",
    "㎍": "ug",
    "µ": "u",
    "μ": "u",
    "Μ": "u",
}
"""Signs to replace before a database, which knows no normal form of Unicode, compares gas units."""


def plain_unit(unit: str) -> str:
    """Return the unit without spaces, in one case, with one form of each sign (`³` and `3`, `％` and `%`)."""
    return "".join(unicodedata.normalize("NFKC", unit).split()).casefold().replace("μ", "u")


def _kinds(kinds: Mapping[GasKind, str]) -> dict[str, GasKind]:
    return {plain_unit(unit): kind for kind, units in kinds.items() for unit in units.split()}


GAS_UNITS: Final = _kinds(
    {
        GasKind.FLAMMABLE: "%LEL %LFL LEL% LFL%",
        GasKind.TOXIC: "ppm ppb ppmv ppbv",
        GasKind.OXYGEN: "%VOL VOL% %(V/V) %O₂ O₂%",
        GasKind.AIR: "mg/m³ µg/m³",
    }
)


def gas_kind(unit: str) -> GasKind | None:
    """Return what the unit says of a gas; None where it is no concentration of one."""
    return GAS_UNITS.get(plain_unit(unit))


def measures_gas(unit: str, standard: str = "") -> bool:
    """Whether a source of this unit and standard measures what people breathe, or what explodes."""
    return gas_kind(unit) is not None or standard.startswith(GAS_DETECTORS)


def is_of_leak(unit: str, standard: str, *names: str) -> bool:
    """Whether a danger of this source is a leak. Mass in the air is one where a standard of the source is
    known and neither that nor a name says dust; whatever else measures a gas always is.
    """
    if gas_kind(unit) is not GasKind.AIR or standard.startswith(GAS_DETECTORS):
        return measures_gas(unit, standard)
    return bool(standard.strip()) and not any(DUST.search(each) for each in (standard, *names))
