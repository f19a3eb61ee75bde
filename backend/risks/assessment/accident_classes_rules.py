"""Classes of accidents 事故类型: the lists of GB 6441-1986 and of GB 6441-2025, which replaced it."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from heapq import nsmallest
from pathlib import Path
from typing import Final

import msgspec

from backend.core.codes import clean
from backend.core.text import Text
from backend.core.typed import convert

CLASSES: Final = Path(__file__).with_name("accident_classes.json")


class AccidentClassList(StrEnum):
    """List of classes; a code is one of its list only."""

    GB_1986 = "GB_1986"
    """20 classes."""
    GB_2025 = "GB_2025"
    """27 classes, in force since 2026-07-01."""


@dataclass(frozen=True, slots=True)
class AccidentClass:
    """Class of accidents. `became`: codes of the list of 2025 for a class of 1986 whose name says the same;
    empty where the names alone do not. `is_verified`: whether the code was read in the standard.
    """

    code: str
    listed: AccidentClassList
    name: Text
    source: str
    is_verified: bool
    became: tuple[str, ...] = ()


@cache
def accident_classes() -> tuple[AccidentClass, ...]:
    """Return the classes of both lists, each in the order of its codes."""
    return tuple(convert(msgspec.json.decode(CLASSES.read_bytes()), list[AccidentClass]))


def classes_of(listed: AccidentClassList) -> tuple[AccidentClass, ...]:
    """Return the classes of one list in the order of their codes."""
    return tuple(each for each in accident_classes() if each.listed is listed)


def accident_class(text: str, listed: AccidentClassList = AccidentClassList.GB_2025) -> AccidentClass | None:
    """Return the class of a list that has this code, or this name in either language; None for no class."""
    sought = clean(text).casefold()
    return next((each for each in classes_of(listed) if sought in (each.code, *_names(each))), None)


def nearest_classes(
    text: str, n: int = 3, listed: AccidentClassList = AccidentClassList.GB_2025
) -> Sequence[AccidentClass]:
    """Return the `n` classes of a list whose names, in either language, are nearest to a text, the nearest
    first. There is always a nearest one, however far.
    """
    sought = clean(text).casefold()

    def distance(each: AccidentClass) -> float:
        return 1 - max(SequenceMatcher(None, sought, name, autojunk=False).ratio() for name in _names(each))

    return nsmallest(n, classes_of(listed), key=distance)


def counterparts(of: AccidentClass) -> tuple[AccidentClass, ...]:
    """Return the classes of the other list with the same meaning; empty where the names do not tell."""
    if of.listed is AccidentClassList.GB_1986:
        return tuple(each for each in classes_of(AccidentClassList.GB_2025) if each.code in of.became)
    return tuple(each for each in classes_of(AccidentClassList.GB_1986) if of.code in each.became)


def _names(of: AccidentClass) -> tuple[str, str]:
    return clean(of.name.zh).casefold(), clean(of.name.en).casefold()
