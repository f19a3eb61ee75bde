"""Rows of the picture: what is on the first page, groups as one row, and pages while values change."""

import base64
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from random import Random
from uuid import UUID, uuid4

import numpy as np
import pytest

from backend.alerts.grouping.rules import GroupScope
from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Stage, Tier
from backend.worklist.overview import rows_rules as rows
from backend.worklist.overview.nearness_rules import WITHOUT_LIMITS
from backend.worklist.overview.rows_rules import NONE_SEEN, OverviewFilter, RowsPage
from backend.worklist.overview.rules import (
    ALL_GAUGES,
    CELL_GAUGES,
    FEWEST_GAUGES,
    STAGES,
    Alarms,
    CountedAs,
    Picture,
    Places,
    RowGroup,
    Values,
    picture,
)

AT = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
ALL = OverviewFilter()
BLIND = OverviewFilter(counted_as=(CountedAs.BLIND,))
GROUPS = [RowGroup(UUID(int=n), GroupScope.GATEWAY) for n in range(2)]


def pictured(
    size: int,
    *,
    nearness: Sequence[float] | None = None,
    active: Mapping[int, Tier] | None = None,
    unanswered: Mapping[int, Tier] | None = None,
    silent: Sequence[int] = (),
    asks: Sequence[int] = (),
    groups: Mapping[int, int] | None = None,
    parents: Mapping[int, int] | None = None,
    areas: int = 1,
) -> Picture:
    """A picture of sources 0 to `size`, all of them calm but for what is said of them by number."""
    numbers = np.arange(size)
    tiers = {"active": active or {}, "unanswered": unanswered or {}}
    columns = {name: np.array([of.get(n, 0) for n in numbers], np.int64) for name, of in tiers.items()}
    places = Places(
        sensor_ids=numbers,
        area=numbers % areas,
        equipment=np.full(size, -1),
        stage=numbers % len(STAGES),
        area_ids=[UUID(int=n) for n in range(areas)],
        area_codes=[f"A{n}" for n in range(areas)],
        equipment_ids=[],
    )
    reach = WITHOUT_LIMITS._replace(high_from=0.0)
    values = Values(
        is_out=np.zeros(size, np.bool_),
        is_silent=np.isin(numbers, silent),
        is_never_heard=np.zeros(size, np.bool_),
        sampled_us=np.full(size, -1),
        value=np.array(nearness if nearness is not None else [0.0] * size),
        present_us=np.full(size, 300_000_000),
        reaches=np.array([reach] * size).reshape(-1, len(reach)),
    )
    alarms = Alarms(
        is_untrusted=np.zeros(size, np.bool_),
        asks=np.isin(numbers, [*(active or ()), *asks]),
        group=np.array([(groups or {}).get(n, -1) for n in numbers], np.int64),
        groups=GROUPS,
        parent=np.array([(parents or {}).get(n, -1) for n in numbers], np.int64),
        **columns,
    )
    return picture(places, values, alarms, at=AT)


def leads(page: RowsPage) -> list[int]:
    return [row.sensor_id for row in page.rows]


def test_a_group_that_fell_silent_with_a_gateway_is_one_row_and_counts_all() -> None:
    silent = range(10, 3_010)
    shown = pictured(
        3_020,
        silent=silent,
        asks=silent,
        groups=dict.fromkeys(silent, 0),
        unanswered=dict.fromkeys(silent, Tier.BLUE),
    )

    page = rows.page(shown, ALL, first=60, seen=NONE_SEEN)

    assert page.rows[0] == rows.Row(10, 3_000, GROUPS[0])
    assert leads(page)[1:4] == [0, 1, 2]
    assert page.total == 3_020
    assert (
        rows.page(shown, OverviewFilter(counted_as=(CountedAs.BLIND,)), first=60, seen=NONE_SEEN).total
        == 3_000
    )


def test_sources_that_nobody_sees_because_of_one_are_one_row_with_all_of_them_behind_it() -> None:
    silent = range(10, 1_510)
    shown = pictured(1_520, silent=silent, parents=dict.fromkeys(silent, 5))

    page = rows.page(shown, ALL, first=60, seen=NONE_SEEN)

    assert page.rows[0] == rows.Row(10, 1_500, None, explained_by=5)
    assert leads(page)[1:4] == [0, 1, 2]
    assert page.total == 1_520
    blind = rows.page(shown, BLIND, first=60, seen=NONE_SEEN)
    assert (leads(blind), blind.total, blind.has_next) == ([10], 1_500, False)
    behind = OverviewFilter(explained_by=5)
    found = list(_all_pages(shown, behind, 100))
    assert [row.sensor_id for row in found] == list(silent)
    assert {row.stands_for for row in found} == {1}
    assert rows.counts(shown, behind)[CountedAs.BLIND] == 1_500


def test_what_is_active_or_unanswered_of_its_own_stands_behind_no_parent() -> None:
    silent = range(40)
    shown = pictured(
        40,
        silent=silent,
        parents=dict.fromkeys(silent, 99),
        active={3: Tier.RED},
        unanswered={7: Tier.BLUE, 8: Tier.RED},
        asks=(11,),
    )

    page = rows.page(shown, ALL, first=60, seen=NONE_SEEN)

    assert [row.sensor_id for row in page.rows if row.stands_for == 1] == [3, 8, 7, 11]
    assert [row for row in page.rows if row.stands_for > 1] == [rows.Row(0, 36, None, explained_by=99)]
    assert rows.page(shown, OverviewFilter(explained_by=99), first=60, seen=NONE_SEEN).total == 36


def test_two_parents_are_two_rows_and_a_dozen_behind_one_are_as_many_rows() -> None:
    parents = dict.fromkeys(range(20), 7) | dict.fromkeys(range(20, 33), 8) | dict.fromkeys(range(33, 45), 9)
    shown = pictured(45, silent=range(45), parents=parents, groups=dict.fromkeys(range(45), 0))

    page = rows.page(shown, ALL, first=60, seen=NONE_SEEN)

    assert [(row.stands_for, row.explained_by) for row in page.rows] == [(20, 7), (13, 8), *[(1, 9)] * 12]


def _all_pages(shown: Picture, which: OverviewFilter, first: int) -> Iterator[rows.Row]:
    seen, has_next = NONE_SEEN, True
    while has_next:
        page = rows.page(shown, which, first=first, seen=seen)
        yield from page.rows
        has_next = page.has_next
        seen = rows.seen_until(rows.cursors(page)[-1])


def test_a_row_of_a_group_counts_only_what_is_in_the_filter() -> None:
    shown = pictured(60, silent=range(60), groups=dict.fromkeys(range(60), 0), areas=4)

    page = rows.page(shown, OverviewFilter(area_codes=("A1",)), first=60, seen=NONE_SEEN)

    assert page.rows == [rows.Row(1, 15, GROUPS[0])]


def test_a_group_of_a_dozen_is_as_many_rows_for_each_value_wants_to_be_seen() -> None:
    active = dict.fromkeys(range(25), Tier.RED)
    shown = pictured(25, active=active, groups=dict.fromkeys(range(12), 0) | dict.fromkeys(range(12, 25), 1))

    page = rows.page(shown, ALL, first=60, seen=NONE_SEEN)

    assert [(row.sensor_id, row.stands_for) for row in page.rows] == [*((n, 1) for n in range(12)), (12, 13)]


def test_what_waits_for_an_answer_never_stands_behind_what_was_answered() -> None:
    active = dict.fromkeys(range(14), Tier.RED)
    shown = pictured(14, active=active, unanswered={13: Tier.RED}, groups=dict.fromkeys(range(14), 0))

    page = rows.page(shown, ALL, first=60, seen=NONE_SEEN)

    assert [(row.sensor_id, row.stands_for) for row in page.rows] == [(0, 13), (13, 1)]


def test_the_first_page_holds_all_that_is_active_or_unanswered() -> None:
    silent = range(100)
    shown = pictured(
        1_000,
        silent=silent,
        active={500: Tier.RED, 501: Tier.BLUE},
        unanswered={700: Tier.ORANGE, 701: Tier.YELLOW},
    )

    page = rows.page(shown, ALL, first=10, seen=NONE_SEEN)

    assert leads(page) == [500, 700, *range(6), 501, 701]
    assert page.has_next


def test_the_first_page_is_no_longer_than_two_hundred_rows_and_the_next_goes_on() -> None:
    shown = pictured(1_000, active=dict.fromkeys(range(0, 1_000, 2), Tier.YELLOW))

    first = rows.page(shown, ALL, first=60, seen=NONE_SEEN)
    second = rows.page(shown, ALL, first=60, seen=rows.seen_until(rows.cursors(first)[-1]))

    assert leads(first) == list(range(0, 400, 2))
    assert leads(second) == list(range(400, 520, 2))


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_left_out_and_nothing_comes_twice_while_values_change(seed: int) -> None:
    draw = Random(seed)
    size, seen, met = 500, NONE_SEEN, list[int]()
    while True:
        shown = pictured(
            size,
            nearness=[draw.random() for _ in range(size)],
            active={draw.randrange(size): draw.choice(list(Tier)) for _ in range(20)},
            silent=draw.sample(range(size), 20),
        )
        page = rows.page(shown, ALL, first=draw.choice((1, 17, 60)), seen=seen)
        met += leads(page)
        if not page.has_next:
            break
        seen = rows.seen_until(rows.cursors(page)[-1])

    assert sorted(met) == list(range(size))


def test_a_source_that_leaves_its_group_comes_as_a_row_of_its_own() -> None:
    grouped = pictured(20, silent=range(15), groups=dict.fromkeys(range(15), 0))
    apart = pictured(20, silent=range(15))

    first = rows.page(grouped, ALL, first=1, seen=NONE_SEEN)
    rest = rows.page(apart, ALL, first=60, seen=rows.seen_until(rows.cursors(first)[-1]))

    assert leads(first) == [0]
    assert leads(rest) == list(range(1, 20))


def test_a_page_of_no_rows_only_counts() -> None:
    page = rows.page(pictured(5, active={1: Tier.RED}), ALL, first=0, seen=NONE_SEEN)

    assert (leads(page), page.total, page.has_next) == ([], 5, True)


@pytest.mark.parametrize("first", [-1, 501])
def test_a_page_that_is_too_long_is_refused(first: int) -> None:
    with pytest.raises(Refused) as refused:
        rows.page(pictured(1), ALL, first=first, seen=NONE_SEEN)

    assert refused.value.code is ErrorCode.INVALID_INPUT


def packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(content)).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "nothing",
        "a.b.c",
        f"{packed(b'')}.{packed(b'abc')}",
        f"{packed(b'')}.{packed(bytes(64_000_000))}",
        f"{packed(b'')}.é",
        "WzEsIDIsICJ4IiwgNF0=",
    ],
)
def test_a_cursor_that_is_none_of_ours_is_refused(cursor: str) -> None:
    with pytest.raises(Refused) as refused:
        rows.seen_until(cursor)

    assert refused.value.code is ErrorCode.INVALID_INPUT


def test_a_cursor_of_thousands_of_neighbours_is_short() -> None:
    page = RowsPage([rows.Row(9_000, 1, None)], np.arange(1, 9_000), has_next=True, total=9_000)

    [cursor] = rows.cursors(page)

    assert len(cursor) < 200
    assert rows.seen_until(cursor).tolist() == list(range(1, 9_001))


@pytest.mark.parametrize("areas", [1, 20, 200])
def test_gauges_are_the_most_urgent_of_each_cell_and_bounded_in_all(areas: int) -> None:
    shown = pictured(3_000, nearness=[n / 3_000 for n in range(3_000)], areas=areas)

    cells = shown.cells
    numbers = [len(cell.gauges) for cell in cells]

    assert sum(sum(cell.counts.values()) for cell in cells) == 3_000
    assert max(numbers) <= CELL_GAUGES
    assert sum(numbers) <= max(ALL_GAUGES, FEWEST_GAUGES * len(cells))
    assert all(list(cell.gauges) == sorted(cell.gauges, reverse=True) for cell in cells)


def test_an_area_says_its_worst_state_of_now_and_what_it_was_beside() -> None:
    shown = pictured(
        5,
        active={0: Tier.ORANGE, 3: Tier.BLUE},
        unanswered={0: Tier.RED, 1: Tier.RED},
        silent=[2],
        areas=5,
    )

    areas = {area.area: area for area in shown.areas}

    assert [area.area for area in shown.areas] == [0, 1, 2, 3, 4]
    assert (areas[0].worst, areas[0].former_tier, areas[0].counts[CountedAs.ORANGE]) == (0, Tier.RED, 1)
    assert (areas[1].worst, areas[1].former_tier, areas[1].counts[CountedAs.NORMAL]) == (None, Tier.RED, 1)
    assert [cell.former_tier for cell in shown.cells] == [
        areas[cell.area].former_tier for cell in shown.cells
    ]
    assert (areas[2].worst, areas[2].former_tier, areas[2].counts[CountedAs.BLIND]) == (2, None, 1)
    assert (areas[3].worst, areas[3].blue) == (3, 1)
    assert (areas[4].worst, areas[4].blue, areas[4].is_past) == (None, 0, False)


def test_a_site_without_sources_has_a_picture_of_nothing() -> None:
    shown = pictured(0)

    assert (shown.cells, shown.areas) == ([], [])
    assert rows.page(shown, ALL, first=60, seen=NONE_SEEN).rows == []


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (OverviewFilter(area_ids=(UUID(int=1),)), [1, 3]),
        (OverviewFilter(area_codes=("A0", "nowhere")), [0, 2]),
        (OverviewFilter(stages=(STAGES[0], Stage(STAGES[1]))), [0, 1]),
        (OverviewFilter(equipment_ids=(uuid4(),)), []),
        (OverviewFilter(counted_as=(CountedAs.RED,)), [2]),
        (OverviewFilter(area_ids=()), []),
    ],
)
def test_a_filter_narrows_rows_and_counts_alike(which: OverviewFilter, expected: list[int]) -> None:
    shown = pictured(4, active={2: Tier.RED}, areas=2)

    page = rows.page(shown, which, first=60, seen=NONE_SEEN)

    assert sorted(leads(page)) == expected
    assert sum(rows.counts(shown, which).values()) == page.total == len(expected)
