"""Rows of the picture: sources in their order, many of one cause as one, page by page."""

import base64
import binascii
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final, NamedTuple
from uuid import UUID

import numpy as np

from backend.alerts.grouping.rules import MOST_APART
from backend.core.errors import ErrorCode, Refused
from backend.core.lists import Ids
from backend.core.vocabulary import Stage
from backend.worklist.overview.rules import (
    COLOURED,
    STAGES,
    WORST_FIRST,
    CountedAs,
    Counts,
    Flags,
    Numbers,
    Picture,
    RowGroup,
    counts_of,
)

MOST_ROWS: Final = 500
"""Rows of a page, for walls and phones that go where there is no network."""
MOST_THAT_ASK: Final = 200
"""Rows of the first page, however few are asked for: what is active or unanswered comes at once."""
MOST_SEEN: Final = 1_000_000
"""Sources that a cursor may name."""


@dataclass(frozen=True, slots=True)
class OverviewFilter:
    """None: whichever. `explained_by`: only those of the row of this source."""

    area_ids: Sequence[UUID] | None = None
    area_codes: Sequence[str] | None = None
    stages: Sequence[Stage] | None = None
    equipment_ids: Sequence[UUID] | None = None
    counted_as: Sequence[CountedAs] | None = None
    explained_by: Annotated[
        int | None,
        Ids(
            "Only those that nobody sees because of this source, and of which nothing else is active or"
            " unanswered; each is a row of its own."
        ),
    ] = None


class Row(NamedTuple):
    """`stands_for`: the number of sources of the filter that are in this row, itself included;
    `explained_by`: the source because of which nobody sees any of them.
    """

    sensor_id: int
    stands_for: int
    group: RowGroup | None
    explained_by: int | None = None


@dataclass(frozen=True, slots=True)
class RowsPage:
    """`total`: sources of the filter, not rows."""

    rows: Sequence[Row]
    seen: Numbers
    has_next: bool
    total: int


NONE_SEEN: Final[Numbers] = np.empty(0, np.int64)


def page(picture: Picture, which: OverviewFilter, *, first: int, seen: Numbers) -> RowsPage:
    """Return the next rows of the picture as it is now, without those of the sources that were `seen`: so
    nothing is left out and nothing comes twice while values change. Of the first page (none was seen) all
    that is active or unanswered, though it were more than `first`. Raises Refused(INVALID_INPUT).
    """
    if not 0 <= first <= MOST_ROWS:
        raise Refused(ErrorCode.INVALID_INPUT, f"first must be between 0 and {MOST_ROWS}")
    is_wanted = _is_wanted(picture, which)
    order = picture.order[is_wanted[picture.order]]
    leads, numbers = _led(picture, order, is_apart=which.explained_by is not None)
    is_new = ~np.isin(picture.places.sensor_ids[leads], seen)
    leads, numbers = leads[is_new], numbers[is_new]
    taken = _taken(picture, leads, first) if not len(seen) else np.arange(len(leads)) < first
    if first == 0:
        taken[:] = False
    shown = zip(leads[taken].tolist(), numbers[taken].tolist(), strict=True)
    rows = [_row(picture, lead, number) for lead, number in shown]
    return RowsPage(rows, seen, has_next=bool((~taken).any()), total=len(order))


def _row(picture: Picture, lead: int, stands_for: int) -> Row:
    alarms, sensor_id = picture.alarms, int(picture.places.sensor_ids[lead])
    if (parent_id := int(picture.explained[lead])) >= 0:
        return Row(sensor_id, stands_for, None, parent_id)
    group = alarms.group[lead]
    return Row(sensor_id, stands_for, alarms.groups[group] if group >= 0 else None)


def counts(picture: Picture, which: OverviewFilter) -> Counts:
    """Return the number of sources of the filter by what they count as."""
    return counts_of(picture.counted[_is_wanted(picture, which)])


def _is_wanted(picture: Picture, which: OverviewFilter) -> Flags:
    places = picture.places
    found = np.ones(places.size, np.bool_)
    for column, values, wanted in (
        (places.area, places.area_ids, which.area_ids),
        (places.area, places.area_codes, which.area_codes),
        (places.stage, STAGES, which.stages),
        (places.equipment, places.equipment_ids, which.equipment_ids),
        (picture.counted, WORST_FIRST, which.counted_as),
    ):
        if wanted is not None:
            asked = set(wanted)
            found &= np.isin(column, [place for place, value in enumerate(values) if value in asked])
    if which.explained_by is not None:
        found &= picture.explained == which.explained_by
    return found


def _led(picture: Picture, order: Numbers, *, is_apart: bool) -> tuple[Numbers, Numbers]:
    """Return the most urgent source of each row, in order, and the number of sources in it. A large group is
    one row, of which what waits for an answer never stands behind what was answered; so are many that nobody
    sees because of one source, unless they are to be `is_apart`.
    """
    alarms = picture.alarms
    group, parent = alarms.group[order], picture.explained[order]
    of_group = group * 2 + (alarms.unanswered[order] > 0)
    alone = -1 - np.arange(len(order))
    row = np.where(group >= 0, of_group, alone)
    row = np.where(parent >= 0, alone if is_apart else 2 * len(alarms.groups) + parent, row)
    _, row_of, size = np.unique(row, return_inverse=True, return_counts=True)
    row = np.where(size[row_of] > MOST_APART, row, alone)
    _, first, numbers = np.unique(row, return_index=True, return_counts=True)
    by_place = np.argsort(first)
    return order[first[by_place]], numbers[by_place]


def _taken(picture: Picture, leads: Numbers, first: int) -> Flags:
    """Whether each row is of the first page."""
    alarms = picture.alarms
    must = (alarms.asks | (alarms.active >= COLOURED) | (alarms.unanswered > 0))[leads]
    must &= np.cumsum(must) <= max(first, MOST_THAT_ASK)
    left = max(0, first - int(must.sum()))
    found: Flags = must | (~must & (np.cumsum(~must) <= left))
    return found


def cursors(page: RowsPage) -> list[str]:
    """Return the cursor behind each row: the sources that were seen until then."""
    before = _packed(page.seen)
    ids = [row.sensor_id for row in page.rows]
    return [f"{before}.{_packed(np.array(ids[: n + 1], np.int64))}" for n in range(len(ids))]


def seen_until(cursor: str | None) -> Numbers:
    """Return the sources that a cursor names. Raises Refused(INVALID_INPUT)."""
    if cursor is None:
        return NONE_SEEN
    try:
        before, after = cursor.split(".")
        return np.union1d(_unpacked(before), _unpacked(after))
    except (binascii.Error, ValueError, zlib.error) as error:
        raise Refused(ErrorCode.INVALID_INPUT, "not a cursor of ours") from error


def _packed(sensor_ids: Numbers) -> str:
    """Thousands of neighbours are some bytes: sources of a plant were mostly made one after the other."""
    steps = np.diff(np.sort(sensor_ids), prepend=0).astype("<u4")
    return base64.urlsafe_b64encode(zlib.compress(steps.tobytes())).decode()


def _unpacked(text: str) -> Numbers:
    unpacking = zlib.decompressobj()
    steps = unpacking.decompress(base64.urlsafe_b64decode(text.encode()), MOST_SEEN * 4)
    if not unpacking.eof:
        raise ValueError("not whole, or endless")
    return np.cumsum(np.frombuffer(steps, "<u4"), dtype=np.int64)
