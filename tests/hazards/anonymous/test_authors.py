"""Whoever reports without a name is nowhere in what is kept of the case: tried from every side."""

import json
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from backend.archive import queries as archives
from backend.archive.dossier.printing import SECTIONS
from backend.archive.dossier.sheet import Sheet
from backend.archive.filters_queries import ArchiveFilter
from backend.archive.search_rules import terms
from backend.cases.links import commands as links
from backend.cases.rules import Evidence
from backend.core import audit_files
from backend.core.database import Database
from backend.core.print.words import Words
from backend.core.text import Language
from backend.core.vocabulary import HazardCategory, HazardGrade
from backend.hazards import commands as hazards
from backend.hazards.anonymous import commands as anonymity
from backend.hazards.anonymous.rules import NOBODYS_NAME, hash_of_key
from backend.hazards.objections import commands as objections
from backend.hazards.rules import DeclineReason
from backend.hazards.timeline.store import Timelines
from backend.people.rules import NOBODY
from backend.photos.image import demo_pictures
from backend.photos.rules import Place
from backend.photos.store import sanitise
from backend.sites.store import Sites
from tests.support.cases import Reports, Step, up_to
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, plant

KEY = "7ZQK9-M2XW4-RT0VB-H3NJC-6DPEY-A"
ELSEWHERE = Place(31.98765, 121.12345)
"""Where erik stood; nobody must learn that."""


@dataclass
class AnonymousCase:
    """What erik told without his name, and the case that came of it, archived without his doing anything."""

    database: Database
    plants: Plants
    case_id: UUID

    def traces(self, text: str) -> list[str]:
        """What in this text leads to erik: his id, his name, his key, the place of his picture."""
        erik = self.plants.erik.person_id
        secrets = (str(erik), erik.hex, "erik", "Erik", KEY, KEY.replace("-", ""), "31.98765", "121.12345")
        return [each for each in secrets if each in text]


@pytest.fixture
def anonymous(database: Database, clock: FakeClock) -> AnonymousCase:
    """Declined first, objected to with the key, accepted, merged with a report that has a name, archived."""
    plants = plant(database)
    transact = database.transact
    transact(lambda tx: anonymity.set_anonymous_reports(tx, plants.north, is_allowed=True, by=plants.alice))
    secret = transact(lambda tx: tx.get(Timelines).anonymous_pass(plants.north))
    assert secret is not None
    facts = sanitise(demo_pictures.site_photo(3)).facts
    transact(lambda tx: anonymity.record_photo(tx, facts, site_pass=secret, length=1))
    shown = Evidence(facts.sha256, taken_at=clock.now, place=ELSEWHERE)
    report_id = transact(
        lambda tx: anonymity.report_anonymously(
            tx,
            uuid4(),
            site_pass=secret,
            key_hash=hash_of_key(KEY),
            payload_hash="x",
            category=HazardCategory.CHEMICAL,
            grade=HazardGrade.GENERAL,
            clause=None,
            description="夜班违规排放",
            area_id=plants.area,
            equipment_code=None,
            photos=(shown,),
            captured_at=tx.now,
        )
    )
    transact(
        lambda tx: hazards.decline_hazard(
            tx, report_id, reason=DeclineReason.NOT_A_HAZARD, note="正常排放", by=plants.alice
        )
    )
    transact(
        lambda tx: anonymity.object_anonymously(
            tx, uuid4(), key=KEY, reason="不是正常排放，有味道", payload_hash="y"
        )
    )
    objection = transact(lambda tx: tx.get(Timelines).objection_of(report_id))
    assert objection is not None
    transact(
        lambda tx: objections.answer_objection(
            tx, objection.objection_id, is_upheld=True, answer="再查", by=plants.dora
        )
    )
    loops = Reports(database, plants)
    case_id = loops.accept(report_id)
    other = loops.case(plants.bob)
    transact(lambda tx: links.merge_cases(tx, (other,), case_id, note="同一件事", by=plants.alice))
    up_to(Step.ARCHIVED, database, plants, case_id)
    return AnonymousCase(database, plants, case_id)


def test_no_snapshot_leads_to_who_reported_without_a_name(anonymous: AnonymousCase) -> None:
    snapshot, _ = anonymous.database.read(
        lambda s: archives.snapshot(s, anonymous.plants.alice, anonymous.case_id)
    )

    assert anonymous.traces(json.dumps(snapshot, ensure_ascii=False)) == []
    assert snapshot["report"]["reported_by"] == str(NOBODY)
    assert snapshot["names"]["people"][str(NOBODY)] == {"zh": NOBODYS_NAME.zh, "en": NOBODYS_NAME.en}
    assert {each["added_by"] for each in snapshot["evidence"] if each["role"] == "REPORT"} == {str(NOBODY)}
    assert [each["reason"] for each in snapshot["thread"]["objections"]] == ["不是正常排放，有味道"]
    assert str(NOBODY) not in {each["person_id"] for each in snapshot["deliveries"]}


@pytest.mark.parametrize("language", Language)
def test_no_dossier_prints_who_reported_without_a_name(anonymous: AnonymousCase, language: Language) -> None:
    snapshot, digest = anonymous.database.read(
        lambda s: archives.snapshot(s, anonymous.plants.alice, anonymous.case_id)
    )
    later = anonymous.database.read(lambda s: archives.later(s, anonymous.plants.alice, anonymous.case_id))
    sheet = Sheet(snapshot, digest, Words(language), UTC, later=later)

    printed = str([list(make(sheet)) for make in SECTIONS.values()])

    assert anonymous.traces(printed) == []
    assert NOBODYS_NAME.in_(language) in printed


def test_no_search_finds_the_case_by_who_reported_without_a_name(anonymous: AnonymousCase) -> None:
    def found(query: str) -> list[UUID]:
        page = anonymous.database.read(
            lambda s: archives.page(
                s, anonymous.plants.alice, ArchiveFilter(terms(query)), first=5, after=None
            )
        )
        return [each.view.case_id for _, each in page.items]

    erik = anonymous.plants.erik.person_id
    assert anonymous.case_id in found("有味道")
    assert anonymous.case_id in found(NOBODYS_NAME.zh)
    for query in ("erik", str(erik), str(erik)[:8], erik.hex, KEY, "31.98765"):
        assert found(query) == [], query


def test_no_exported_row_of_the_audit_chain_leads_to_who_reported_without_a_name(
    anonymous: AnonymousCase, tmp_path: Path
) -> None:
    site = anonymous.database.transact(lambda tx: tx.get(Sites).by_code("north"))
    assert site is not None
    file = tmp_path / "audit.jsonl"

    count = anonymous.database.read(
        lambda s: audit_files.write(
            s, file, site_id=site.site_id, site_code=site.code, from_at=None, to_at=None
        )
    )

    text = file.read_text(encoding="utf-8")
    assert count == len(text.splitlines()) - 1
    assert "HAZARD_REPORTED" in text
    assert str(NOBODY) in text
    assert anonymous.traces(text) == []
