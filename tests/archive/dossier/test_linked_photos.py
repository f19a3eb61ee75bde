"""What reporters of duplicates photographed is in the dossier of the case that their reports follow."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from backend.archive import queries as archives
from backend.archive.dossier.printing import SECTIONS
from backend.archive.dossier.sheet import Sheet
from backend.cases.rules import Evidence
from backend.core.database import Database, Transaction
from backend.core.print.blocks import Block
from backend.core.print.words import Words
from backend.core.text import Language
from backend.core.vocabulary import HazardCategory, HazardGrade
from backend.hazards import commands as hazards
from backend.hazards.anonymous import commands as anonymity
from backend.hazards.rules import DeclineReason
from backend.hazards.timeline.store import Timelines
from backend.photos.rules import PhotoFacts
from tests.support.cases import Reports, Step, up_to
from tests.support.plants import Plants, photo, plant

NAMELESS = PhotoFacts(sha256="ab" * 32, width=1600, height=1200)


@dataclass
class Original:
    """A case of bob's report, with another report that was linked to it, by number."""

    database: Database
    plants: Plants
    case_id: UUID

    def links(self, report: Callable[[Transaction], UUID]) -> str:
        report_id = self.database.transact(report)
        declined = self.database.transact(
            lambda tx: hazards.decline_hazard(
                tx,
                report_id,
                reason=DeclineReason.DUPLICATE,
                note="已有处置单",
                original_id=self.case_id,
                by=self.plants.alice,
            )
        )
        return declined.number

    def dossier(self) -> dict[str, list[Block]]:
        """The sections of it that show reports and hashes, after the case is archived."""
        up_to(Step.ARCHIVED, self.database, self.plants, self.case_id)
        snapshot, digest = self.database.read(lambda s: archives.snapshot(s, self.plants.alice, self.case_id))
        sheet = Sheet(snapshot, digest, Words(Language.EN), ZoneInfo("Asia/Shanghai"))
        return {name: list(SECTIONS[name](sheet)) for name in ("report", "thread", "evidence")}


@pytest.fixture
def original(database: Database) -> Original:
    plants = plant(database)
    return Original(database, plants, Reports(database, plants).case(plants.bob))


def seen(tx: Transaction, plants: Plants, shown: Evidence) -> dict[str, Any]:
    return {
        "category": HazardCategory.MECHANICAL,
        "grade": HazardGrade.GENERAL,
        "clause": None,
        "description": "护栏松动",
        "area_id": plants.area,
        "equipment_code": None,
        "photos": (shown,),
        "captured_at": tx.now,
    }


def pictures(blocks: list[Block]) -> list[tuple[str, str, str]]:
    """(hash, first line, who sent it)."""
    found = [each for block in blocks for each in block.get("pictures", ())]
    return [(each["hash"], each["lines"][0], each["lines"][2]) for each in found]


def hashes(blocks: list[Block]) -> set[tuple[str, str, str]]:
    """(kind, who, hash)."""
    rows = [row for block in blocks for row in block.get("table", {}).get("rows", ())]
    return {(row[0], row[4], row[5]) for row in rows}


def test_the_photo_of_a_linked_report_is_printed_with_its_hash_under_the_number_of_that_report(
    original: Original,
) -> None:
    erik, shown = original.plants.erik, photo(original.database, "shot by erik", original.plants.erik)
    number = original.links(
        lambda tx: hazards.report_hazard(tx, **seen(tx, original.plants, shown), by=erik).report_id
    )

    dossier = original.dossier()

    assert pictures(dossier["thread"]) == [(shown.sha256, f"Report photo · {number}", "By erik")]
    assert (f"Report photo {number}", "erik", shown.sha256) in hashes(dossier["evidence"])
    assert pictures(dossier["report"]) == [], "its own report showed none"


def test_the_photo_of_a_linked_report_without_a_name_names_nobody(original: Original) -> None:
    north, alice = original.plants.north, original.plants.alice
    transact = original.database.transact
    transact(lambda tx: anonymity.set_anonymous_reports(tx, north, is_allowed=True, by=alice))
    site_pass = transact(lambda tx: tx.get(Timelines).anonymous_pass(north)) or ""
    transact(lambda tx: anonymity.record_photo(tx, NAMELESS, site_pass=site_pass, length=1))
    shown = Evidence(NAMELESS.sha256, taken_at=None)
    number = original.links(
        lambda tx: anonymity.report_anonymously(
            tx,
            uuid4(),
            site_pass=site_pass,
            key_hash="cd" * 32,
            payload_hash="one",
            **seen(tx, original.plants, shown),
        )
    )

    dossier = original.dossier()

    assert pictures(dossier["thread"]) == [(shown.sha256, f"Report photo · {number}", "By Anonymous")]
    assert (f"Report photo {number}", "Anonymous", shown.sha256) in hashes(dossier["evidence"])
