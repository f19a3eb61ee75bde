"""An official map becomes a PDF: each plan on a sheet of its own, behind it every area in words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from backend.core.print.press import print_pdf
from backend.core.print.qr import qr_drawing
from backend.core.print.words import Words
from backend.core.text import Language
from backend.live_risk.maps.rules import RiskMap, levels_of
from backend.sites.plans.queries import ShownPicture

if TYPE_CHECKING:  # types only
    from backend.core.word_keys import Group, Key

TEMPLATE: Final = Path(__file__).with_name("map.typ")
SIZES: Final = ("A3", "A4")
LANGUAGES: Final[Mapping[str, Sequence[Language]]] = MappingProxyType(
    {"zh": (Language.ZH,), "en": (Language.EN,), "both": (Language.ZH, Language.EN)}
)
DARK: Final = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
VARIABLE: Final = re.compile(r"(--[\w-]+):\s*([^;}]+)")
USED: Final = re.compile(r"var\((--[\w-]+)\)")
ENDINGS: Final = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}
GROUPS: Final[Mapping[str, "Group"]] = MappingProxyType(
    {"RISK": "RiskLevel.RISK", "EMERGENCY": "RiskLevel.EMERGENCY"}
)
COLOURS: Final = {4: "RED", 3: "ORANGE", 2: "YELLOW", 1: "BLUE"}


def map_pdf(
    issued: RiskMap,
    pictures: Mapping[str, ShownPicture],
    size: str,
    languages: Sequence[Language],
    address: str,
) -> bytes:
    """Return the map as one PDF (PDF/A-2b, A3 or A4 across). `address`: of the site, for the code that
    opens the map as it is now. Takes a core for a moment.
    """
    sheet = _Sheet(issued, languages)
    files: dict[str, bytes | str] = {
        _file(sha256, picture): _printable(picture, languages[0]) for sha256, picture in pictures.items()
    }
    files["living.svg"] = qr_drawing(f"{address}/plan")
    content = sheet.content(size) | {
        "pictures": {sha256: _file(sha256, picture) for sha256, picture in pictures.items()}
    }
    return print_pdf(TEMPLATE, content, files, is_archival=True)


class _Sheet:
    """Words of a map in one language or two."""

    def __init__(self, issued: RiskMap, languages: Sequence[Language]) -> None:
        self._map = issued
        self._words = [Words(each) for each in languages]

    def label(self, key: "Key", **values: Any) -> str:
        return _joined(each.label(key, **values) for each in self._words)

    def text(self, text: Mapping[str, str]) -> str:
        return _joined(each.text(text) for each in self._words)

    def level(self, level: int | None) -> str:
        if level is None:
            return self.label("riskMap.notAssessed")
        group = GROUPS[self._map.content["label_set"]]
        return _joined(each.of(group, COLOURS[level]) for each in self._words)

    def content(self, size: str) -> dict[str, Any]:
        """Return the input of the template."""
        issued, frozen = self._map, self._map.content
        zone = ZoneInfo(frozen["site"]["timezone"])
        day = f"{issued.issued_at.astimezone(zone):%Y-%m-%d}"
        until = f"{issued.redrawn_by.astimezone(zone):%Y-%m-%d}"
        names = {each["id"]: self.text(each["name"]) for each in frozen["plans"]}
        return {
            "size": size.lower(),
            "language": "en" if self._words[0].language is Language.EN else "zh",
            "title": self.label("riskMap.title"),
            "site": self.text(frozen["site"]["name"]),
            "number": issued.number,
            "facts": [
                [self.label("riskMap.number"), issued.number],
                [self.label("riskMap.day"), day],
                [self.label("riskMap.until"), until],
            ],
            "rule": self.label("riskMap.rule"),
            "scale": [self._cutoffs(each) for each in frozen["cutoff_sets"]],
            "legend": [
                {"level": level, "word": self.level(level or None), "areas": count}
                for level, count in levels_of(frozen).items()
            ],
            "areas_label": self.label("riskMap.areas"),
            "living": self.label("riskMap.living"),
            "hash": issued.sha256,
            "plans": [
                each
                | {
                    "name": names[each["id"]],
                    "areas": [self._area(area) for area in frozen["areas"] if area["plan"] == each["id"]],
                }
                for each in frozen["plans"]
            ],
            "list": {
                "title": self.label("riskMap.list"),
                "head": [
                    self.label(key)
                    for key in (
                        "riskMap.column.level",
                        "riskMap.column.area",
                        "riskMap.column.events",
                        "riskMap.column.worst",
                        "riskMap.column.units",
                        "riskMap.column.plan",
                    )
                ],
                "rows": [self._row(area, names) for area in frozen["areas"]],
                "widths": ["30mm", "1.6fr", "18mm", "2.4fr", "1.6fr", "1fr"],
            },
        }

    def _area(self, area: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "name": self.text(area["name"]) or area["code"],
            "polygon": area["polygon"],
            "level": area["residual"] or 0,
            "word": self.level(area["residual"]),
            "units": [{"code": each["code"], "level": each["residual"]} for each in area["units"]],
        }

    def _row(self, area: Mapping[str, Any], plans: Mapping[str, str]) -> list[str]:
        worst = area["worst"]
        units = (f"{each['code']} {self.level(each['residual'])}" for each in area["units"])
        return [
            self.level(area["residual"]),
            f"{area['code']} {self.text(area['name'])}",
            str(area["events"]),
            f"{worst['code']} {self.text(worst['name'])}" if worst else "",
            " · ".join(units),
            plans[area["plan"]] if area["plan"] else self.label("riskMap.notOnPlan"),
        ]

    def _cutoffs(self, each: Mapping[str, Any]) -> str:
        bounds = " · ".join(
            f"{self.level(level)} ≥ {each[colour]:g}"
            for level, colour in ((4, "red"), (3, "orange"), (2, "yellow"))
        )
        mark = "" if each["is_verified"] else f" ({self.label('riskMap.unverified')})"
        return f"{each['code']} v{each['version']}{mark}: {bounds}"


def _printable(picture: ShownPicture, language: Language) -> bytes:
    """Return a picture as Typst can show it: the drawing that comes with the product has variables for dark
    screens, and the words of a language by the address, neither of which it knows.
    """
    if picture.media_type != "image/svg+xml":
        return picture.content
    drawing = DARK.sub("", picture.content.decode())
    values = dict(VARIABLE.findall(drawing))
    drawing = USED.sub(lambda found: values.get(found[1], "none"), drawing)
    if language is Language.EN:
        drawing = drawing.replace("#en {", ".zh {", 1)
    return drawing.encode()


def _file(sha256: str, picture: ShownPicture) -> str:
    return f"{sha256}.{ENDINGS.get(picture.media_type, 'png')}"


def _joined(found: Iterable[str]) -> str:
    """Return both languages side by side, once where they say the same."""
    return " / ".join(dict.fromkeys(each for each in found if each))
