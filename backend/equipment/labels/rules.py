"""Sheets of labels: how many there are on a page, and how large."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Language, Text
from backend.sites.labels.rules import LabelPage

MOST_LABELS: Final = 500


class SheetKind(StrEnum):
    """Labels of these sheets are sold cut; single ones are for label printers."""

    THREE_BY_EIGHT = "3x8"
    TWO_BY_FIVE = "2x5"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Lengths in millimetres; what is left of the page stands half above and half below."""

    columns: int
    rows: int
    label_width: float
    label_height: float
    page_width: float = 210
    page_height: float = 297

    @property
    def places(self) -> int:
        return self.columns * self.rows


SHEETS: Final[Mapping[SheetKind, Sheet]] = {
    SheetKind.THREE_BY_EIGHT: Sheet(3, 8, 70, 37),
    SheetKind.TWO_BY_FIVE: Sheet(2, 5, 105, 57),
    SheetKind.SINGLE: Sheet(1, 1, 100, 60, 100, 60),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Labels of these machines and areas, and of all that stands in `whole_areas` and these themselves.
    `first_place`: how many places of the first page are used up already, and one more.
    """

    site_id: UUID
    equipment_ids: frozenset[UUID]
    area_ids: frozenset[UUID]
    whole_areas: frozenset[UUID]
    sheet: SheetKind
    first_place: int = 1

    def check(self) -> None:
        """Raises Refused: INVALID_INPUT for a place that the sheet has not, or for no label at all."""
        if not (self.equipment_ids or self.area_ids or self.whole_areas):
            raise Refused(ErrorCode.INVALID_INPUT, "no label is chosen")
        if not 1 <= self.first_place <= SHEETS[self.sheet].places:
            raise Refused(ErrorCode.INVALID_INPUT, "the sheet has no such place")


@dataclass(frozen=True, slots=True)
class PrintedLabel:
    """`area`: where a machine stands; of an area, None."""

    label_code: str
    code: str
    name: Text
    area: Text | None


@dataclass(frozen=True, slots=True)
class ShownLabel:
    """Content that a label may show at all. `site_pass`: with it people report without a name; None where
    they do not. `muster`: the muster point of the area.
    """

    page: LabelPage
    site: Text
    code: str
    name: Text
    area: Text | None
    muster: Text
    area_id: UUID
    equipment_code: str | None
    site_pass: str | None
    language: Language

    @property
    def takes_reports(self) -> bool:
        return self.page is LabelPage.REPORT and self.site_pass is not None
