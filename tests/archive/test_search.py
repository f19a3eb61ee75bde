"""Archived cases are found by what people wrote, in Chinese and English, at one's own sites only."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from backend.archive import queries as archives
from backend.archive.filters_queries import ArchiveFilter
from backend.archive.queries import FoundCase
from backend.archive.search_rules import terms
from backend.cases.rules import CaseOutcome
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.paging import Page
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from tests.support import archived_case
from tests.support.fakes import FakeClock
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("search is another index in each")


def found(
    database: Database,
    viewer: Viewer,
    query: str,
    which: ArchiveFilter | None = None,
    *,
    first: int = 20,
    after: str | None = None,
) -> Page[FoundCase]:
    asked = replace(which or ArchiveFilter(), terms=terms(query))
    return database.read(lambda s: archives.page(s, viewer, asked, first=first, after=after))


def ids(page: Page[FoundCase]) -> list[UUID]:
    return [each.view.case_id for _, each in page.items]


def test_a_case_is_found_by_measures_notes_names_places_and_number(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    case_id = archived_case.archived(database, plants, clock)

    measures, notes = ("关闭进料阀", "垫片", "阀"), ("法兰仍有", "泄漏 垫片")
    names, places = ("bob", "production"), ("罐区", "tank FARM", "eq-north")
    for query in (*measures, *notes, *names, *places, "CZ-2026-0001"):
        assert ids(found(database, plants.erik, query)) == [case_id], query
        assert ids(found(database, plants.carol, query)) == [], query


def test_other_words_find_nothing_whatever_signs_are_in_them(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    archived_case.dismissed(database, plants, clock, "标定中触发，阀门正常")

    for query in ("反应釜", "阀 反应釜", "%%", "_", '"', "NOT", "阀*", "' OR 1=1 --", "carol"):
        assert ids(found(database, plants.alice, query)) == [], query


def test_a_reason_with_signs_in_it_is_found_by_them(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    case_id = archived_case.dismissed(database, plants, clock, '读数 100% "卡死"_A\\B')

    for query in ("100%", '"卡死"', "_A\\B", '死"_'):
        assert ids(found(database, plants.alice, query)) == [case_id]


def test_the_match_is_marked_in_the_line_where_it_stands(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    archived_case.archived(database, plants, clock)

    [(_, by_measures)] = found(database, plants.alice, "进料阀").items
    [(_, by_number)] = found(database, plants.alice, "cz-2026").items

    assert [(part.text, part.is_match) for part in by_measures.snippet] == [
        ("关闭", False),
        ("进料阀", True),
        ("，更换法兰垫片", False),
    ]
    assert [part.text for part in by_number.snippet if part.is_match] == ["cz-2026"]


def test_what_has_it_in_the_heading_comes_first_then_the_newest(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    first, second, third = (
        archived_case.dismissed(database, plants, clock, reason)
        for reason in ("普通误报", "与 CZ-2026-0001 重复", "又与 cz-2026-0001 重复")
    )

    assert ids(found(database, plants.alice, "CZ-2026-0001")) == [first, third, second]
    assert ids(found(database, plants.alice, "")) == [third, second, first]


def test_pages_follow_one_another_and_what_is_archived_meanwhile_shifts_nothing(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    cases = [archived_case.dismissed(database, plants, clock, f"误报 {n}") for n in range(5)]

    one = found(database, plants.alice, "误报", first=2)
    archived_case.dismissed(database, plants, clock, "误报 新")
    two = found(database, plants.alice, "误报", first=2, after=one.end_cursor)
    three = found(database, plants.alice, "误报", first=2, after=two.end_cursor)

    assert [*ids(one), *ids(two), *ids(three)] == cases[::-1]
    assert [page.has_next for page in (one, two, three)] == [True, True, False]


def test_outcome_tier_and_dates_narrow_the_search(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    false_alarm = archived_case.dismissed(database, plants, clock, "误报")
    clock.advance(timedelta(days=1))
    noon = clock.now
    other = archived_case.dismissed(
        database,
        plants,
        clock,
        "误报，现场核实过没有异常",
        tier=Tier.ORANGE,
        outcome=CaseOutcome.NOT_A_HAZARD,
    )

    def narrowed(**which: object) -> list[UUID]:
        return ids(found(database, plants.alice, "误报", ArchiveFilter(**which)))  # type: ignore[arg-type]

    assert narrowed(outcomes=[CaseOutcome.NOT_A_HAZARD]) == [other]
    assert narrowed(tiers=[Tier.YELLOW]) == [false_alarm]
    assert narrowed(from_at=noon) == [other]
    assert narrowed(to_at=noon) == [false_alarm]
    assert narrowed(tiers=[Tier.RED]) == []


@pytest.mark.parametrize("query", ["很" * 101, " ".join("一二三四五六七八九")])
def test_a_novel_is_no_query(database: Database, plants: Plants, query: str) -> None:
    with pytest.raises(Refused) as refused:
        found(database, plants.alice, query)

    assert refused.value.code is ErrorCode.INVALID_INPUT


def test_a_long_word_is_looked_up_in_the_trigrams(database: Database, plants: Plants) -> None:
    """The full-text table on SQLite, the index of trigrams on PostgreSQL, are there and hold the words."""
    said = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE name = 'archive_grams'",
        "postgresql": "SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_archive_texts_grams'",
    }[database.engine.dialect.name]

    with database.engine.connect() as connection:
        definition = connection.exec_driver_sql(said).scalar_one()

    assert "trigram" in definition or "gin_trgm_ops" in definition
