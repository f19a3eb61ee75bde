"""Everything that a case can hold is in its archive, is found, is named, and is printed in both languages."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from backend.archive import queries as archives
from backend.archive.dossier.printing import KEPT_ON_ONE_PAGE, SECTIONS, Dossiers
from backend.archive.dossier.sheet import Sheet
from backend.archive.filters_queries import ArchiveFilter
from backend.archive.rules import SNAPSHOT_VERSION, Snapshot
from backend.archive.search_rules import terms
from backend.core import words
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.print.words import Words
from backend.core.text import Language
from backend.photos.store import PhotoStore
from tests.support.databases import Reused
from tests.support.fakes import FakeClock
from tests.support.full_case import LONG, RichCase, lived_once
from tests.support.plants import id_of

if TYPE_CHECKING:  # types only
    from backend.core.word_keys import Group

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Strict(Words):
    """Words that refuse a code which nobody worded; a label without words they never had."""

    def of(self, group: "Group", code: str | None) -> str:
        return "" if code is None else words.of(group, code).in_(self.language)


@pytest.fixture
def rich(
    database: Database, clock: FakeClock, reused: Reused, tmp_path_factory: pytest.TempPathFactory
) -> RichCase:
    return lived_once(reused, database, clock, tmp_path_factory.getbasetemp() / "photos")


def snapshot_of(rich: RichCase) -> tuple[Snapshot, str]:
    return rich.database.read(lambda s: archives.snapshot(s, rich.plants.alice, rich.case_id))


def printed(rich: RichCase, language: Language, *, without: frozenset[str] = frozenset()) -> dict[str, str]:
    """What stands in each section, as text."""
    snapshot, digest = snapshot_of(rich)
    kept = {name: part for name, part in snapshot.items() if name not in without}
    later = rich.database.read(lambda s: archives.later(s, rich.plants.alice, rich.case_id))
    sheet = Sheet(kept, digest, Strict(language), SHANGHAI, later=later)
    return {
        name: json.dumps(list(make(sheet)), ensure_ascii=False, default=str)
        for name, make in SECTIONS.items()
    }


def test_the_snapshot_holds_every_part_of_a_case_in_which_everything_happened(rich: RichCase) -> None:
    snapshot, _ = snapshot_of(rich)

    empty = {name for name, part in snapshot.items() if not part}
    assert snapshot["version"] == SNAPSHOT_VERSION
    assert empty == {"dismissal", "links"}, "it was resolved, and points at no other case"
    assert [each["state"] for each in snapshot["extensions"]] == ["APPROVED", "ENDED", "APPROVED"]
    assert [each["relation"] for each in snapshot["related"]] == ["REPEATS", "REPEATS", "HAS_DUPLICATE"]
    assert {each["state"] for each in snapshot["tasks"]} == {"DONE", "CANCELLED"}
    assert all(each["ended_at"] for each in snapshot["deadlines"])
    assert [each["answer"] for each in snapshot["follow_ups"] if each["answer"]] == ["探伤 10 分钟后出结果"]
    assert [each["state"] for each in snapshot["thread"]["objections"]] == ["UPHELD"]
    assert len(snapshot["thread"]["reports"]) == 2, "the one put under it as well"


def test_everybody_in_the_snapshot_has_a_name_in_it(rich: RichCase) -> None:
    snapshot, _ = snapshot_of(rich)
    text = json.dumps({name: part for name, part in snapshot.items() if name != "names"})
    everybody = ("alice", "bob", "dora", "erik", "gina", "hugo", "carol")

    mentioned = {str(id_of(name)) for name in everybody if str(id_of(name)) in text}
    assert mentioned <= set(snapshot["names"]["people"])
    assert len(mentioned) == 6, "all but carol"
    assert set(snapshot["names"]["departments"]) == {each["department_id"] for each in snapshot["tasks"]}


WORDS = (
    "警戒区",  # a task's task
    "监护人到位",  # its measures
    "无需切换",  # why one was cancelled
    "M10 螺栓",  # a comment
    "安全生产费用",  # the remediation plan
    "探伤 10 分钟",  # an answer to a chase
    "补焊后需要冷却",  # a request for more time
    "库存普通螺栓",  # a why
    "备件清单缺少",  # the root cause
    "培训两班",  # the measure against it
    "检修的是另一台泵",  # the objection
    "确有松动",  # the answer to it
    "gina",
    "设备部",
    "联轴器甩出",  # the event of the register
    "可燃气体报警联锁",  # its measure that failed
)


def test_the_archive_is_found_by_what_any_part_says(rich: RichCase) -> None:
    def found(query: str) -> bool:
        page = rich.database.read(
            lambda s: archives.page(s, rich.plants.alice, ArchiveFilter(terms(query)), first=5, after=None)
        )
        return rich.case_id in [each.view.case_id for _, each in page.items]

    assert not [query for query in WORDS if not found(query)]


SAID: dict[str, tuple[str, ...]] = {
    "report": ("GB/T 8196-2018",),
    "risk": ("JX-3", "M-1", "2026-12-12"),
    "related": ("CZ-2026-0001", "CZ-2026-0004"),
    "root_cause": ("备件清单没有等级要求", "修订备件清单", "gina"),
    "five": ("设备部 王磊", "2.4 万元", "启用备用泵"),
    "tasks": ("更换防护罩紧固件", "hugo", "备用泵已在运行", "100 %", LONG[:40]),
    "rounds": ("立即撤离", "0000000", "试车后仍有一颗", "445"),
    "deadlines": ("2026-12-12 17:05:00",),
    "extensions": ("等 8.8 级螺栓送到", "gina", "2026-12-12 16:21:40", "补焊必须探伤"),
    "follow_ups": ("为什么还没有交？", "探伤 10 分钟后出结果"),
    "comments": ("**不要**带压作业", "hugo, bob"),
    "thread": ("YH-2026-0004", "检修的是另一台泵，请现场看", "现场核实，确有松动"),
    "later": ("谢谢，声音没有了", "夜班又听到异响"),
}


@pytest.mark.parametrize("language", Language)
def test_every_part_is_printed_and_every_code_in_it_is_worded(rich: RichCase, language: Language) -> None:
    sections = printed(rich, language)

    missing = {
        name: [each for each in said if each not in sections[name]]
        for name, said in SAID.items()
        if not all(each in sections[name] for each in said)
    }
    assert not missing
    assert [name for name, text in sections.items() if text == "[]"] == ["dismissal"]
    assert all(
        str(person.person_id)[:8] not in str(sections) for person in (rich.plants.bob, rich.there.gina)
    )


def test_an_older_snapshot_without_the_new_parts_is_printed_as_before(rich: RichCase, tmp_path: Path) -> None:
    new = frozenset({"deadlines", "follow_ups", "related", "thread"})
    snapshot, digest = snapshot_of(rich)
    old = {name: part for name, part in snapshot.items() if name not in new}
    old["version"] = 2
    old["names"] = {name: part for name, part in old["names"].items() if name != "departments"}
    old["evidence"] = [
        {name: value for name, value in each.items() if name != "task_id"} for each in old["evidence"]
    ]
    old["voices"] = [
        {name: each[name] for name in ("round", "sha256", "seconds", "taken_at")} for each in old["voices"]
    ]

    pdf = Dossiers(PhotoStore(tmp_path)).print(old, digest, Language.ZH)

    assert pdf.startswith(b"%PDF-1.7")
    assert printed(rich, Language.EN, without=new)["thread"] == "[]"


def test_more_time_names_the_department_whose_task_it_is_for(rich: RichCase) -> None:
    snapshot, digest = snapshot_of(rich)

    def asked_for(extensions: list[dict[str, Any]]) -> list[str]:
        sheet = Sheet({**snapshot, "extensions": extensions}, digest, Strict(Language.EN), SHANGHAI)
        [block] = SECTIONS["extensions"](sheet)
        return [row[0] for row in block["table"]["rows"]]

    found = asked_for(snapshot["extensions"])
    older = asked_for(
        [{name: each[name] for name in each if name != "task_id"} for each in snapshot["extensions"]]
    )

    assert ["Equipment" in each for each in found] == [True, False, False]
    assert [each.splitlines()[:2] for each in found] == [each.splitlines() for each in older]


def test_what_is_never_split_names_sections_that_exist() -> None:
    assert set(SECTIONS) >= KEPT_ON_ONE_PAGE


def test_carol_of_the_other_site_learns_nothing_of_what_came_later(rich: RichCase) -> None:
    with pytest.raises(Refused) as refused:
        rich.database.read(lambda s: archives.later(s, rich.plants.carol, rich.case_id))
    assert refused.value.code is ErrorCode.NOT_FOUND
