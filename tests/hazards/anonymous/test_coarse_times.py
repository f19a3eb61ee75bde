"""No page and no print says to the second when somebody without a name reported or objected."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from backend.archive import queries as archives
from backend.archive.dossier.printing import SECTIONS
from backend.archive.dossier.sheet import Sheet
from backend.cases import queries as cases
from backend.cases.rules import Evidence
from backend.core.database import Database
from backend.core.print.words import Words
from backend.core.text import Language
from backend.core.vocabulary import HazardCategory, HazardGrade
from backend.hazards.anonymous import commands as anonymity
from backend.hazards.anonymous.rules import hash_of_key
from backend.hazards.objections import queries as objections
from backend.hazards.objections.graphql import OpenObjectionNode
from backend.hazards.timeline import queries as timelines
from backend.hazards.timeline.graphql import ReportTimelineNode
from backend.hazards.timeline.store import Timelines
from backend.people.rules import NOBODY
from backend.photos.rules import PhotoFacts
from tests.support.cases import Reports, Step, up_to
from tests.support.fakes import FakeClock
from tests.support.plants import Plants

KEY: Final = "7ZQK9-M2XW4-RT0VB-H3NJC-6DPEY-A"
PICTURE: Final = PhotoFacts(sha256="ab" * 32, width=1600, height=1200)
SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
REPORTED, ACCEPTED, OBJECTED = "17:42", "31:05", "53:27"
"""Minutes and seconds of what happened, none of them like another."""


class Story:
    """A report without a name, with a photo, whose case is archived and then objected to."""

    def __init__(self, database: Database, plants: Plants, clock: FakeClock) -> None:
        self._database, self._plants, self._clock = database, plants, clock
        north, alice, transact = plants.north, plants.alice, database.transact
        transact(lambda tx: anonymity.set_anonymous_reports(tx, north, is_allowed=True, by=alice))
        self.report_id = self._report(self._at(REPORTED))
        self._at(ACCEPTED)
        self.case_id = Reports(database, plants).accept(self.report_id)
        up_to(Step.ARCHIVED, database, plants, self.case_id)
        self.snapshot, self.digest = self.read(lambda s: archives.snapshot(s, alice, self.case_id))
        self._at(OBJECTED)
        transact(
            lambda tx: anonymity.object_anonymously(
                tx, uuid4(), key=KEY, reason="还在漏", payload_hash="object"
            )
        )

    def read(self, work: Any) -> Any:
        return self._database.read(work)

    def _at(self, minute_and_second: str) -> datetime:
        self._clock.advance(timedelta(hours=1))
        minute, second = map(int, minute_and_second.split(":"))
        self._clock.now = self._clock.now.replace(minute=minute, second=second, microsecond=123456)
        return self._clock.now

    def _report(self, at: datetime) -> UUID:
        north, transact = self._plants.north, self._database.transact
        site_pass = transact(lambda tx: tx.get(Timelines).anonymous_pass(north)) or ""
        transact(lambda tx: anonymity.record_photo(tx, PICTURE, site_pass=site_pass, length=1))
        return transact(
            lambda tx: anonymity.report_anonymously(
                tx,
                uuid4(),
                site_pass=site_pass,
                key_hash=hash_of_key(KEY),
                payload_hash="report",
                category=HazardCategory.MECHANICAL,
                grade=HazardGrade.GENERAL,
                clause=None,
                description="护栏松动",
                area_id=self._plants.area,
                equipment_code=None,
                photos=(Evidence(PICTURE.sha256, None),),
                captured_at=at,
            )
        )


@pytest.fixture
def story(database: Database, plants: Plants, clock: FakeClock) -> Story:
    return Story(database, plants, clock)


def tail(moment: datetime | None) -> str:
    return moment.strftime("%M:%S.%f")[:5] if moment else ""


def test_the_timeline_of_a_case_is_coarse_where_nobody_did_it_and_exact_elsewhere(
    story: Story, plants: Plants
) -> None:
    [entries] = story.read(lambda s: cases.timelines(s, plants.alice, [story.case_id])).values()

    by_nobody = [each for each in entries if each.person and each.person.person.person_id == NOBODY]
    assert [(each.kind, tail(each.at)) for each in by_nobody] == [
        ("HAZARD_REPORTED", "10:00"),
        ("REPORT_OBJECTED", "50:00"),
    ]
    assert {tail(each.at) for each in entries if each not in by_nobody} == {ACCEPTED}


def test_the_timeline_of_the_report_its_photos_and_its_objection_are_coarse(
    story: Story, plants: Plants, clock: FakeClock
) -> None:
    found = story.read(lambda s: timelines.by_ids(s, plants.alice, [story.report_id], now=clock.now))
    timeline = ReportTimelineNode.of(found[story.report_id])
    waiting = story.read(lambda s: objections.page(s, plants.alice, first=10, after=None))
    listed = [OpenObjectionNode.of(each) for _, each in waiting.items]

    [photo] = timeline.steps()[0].photos
    assert (tail(photo.taken_at), tail(photo.uploaded_at)) == ("", "10:00")
    assert timeline.objection is not None
    assert [tail(timeline.objection.made_at), *(tail(each.made_at) for each in listed)] == ["50:00"] * 2


def test_the_dossier_prints_none_of_them_and_its_snapshot_stays_exact(story: Story, plants: Plants) -> None:
    notified = {"person_id": str(plants.alice.person_id), "channel": "web_push", "opened_at": None}
    moment = next(each["at"] for each in story.snapshot["timeline"] if each["kind"] == "HAZARD_REPORTED")
    times = dict.fromkeys(("planned_at", "accepted_at", "shown_at"), moment)
    deliveries = [{**notified, **times, "event_kind": "HAZARD_REPORTED"}]
    later = story.read(lambda s: archives.later(s, plants.alice, story.case_id))
    said = {"reason": "x", "state": "OPEN", "answer": None, "answered_by": None, "answered_at": None}
    report = {"report_id": str(story.report_id), "number": "YH-1"}
    reporters = {**story.snapshot["thread"], "objections": [{**report, **said, "made_at": moment}]}
    snapshot = {**story.snapshot, "deliveries": deliveries, "thread": reporters}
    sheet = Sheet(snapshot, story.digest, Words(Language.EN), SHANGHAI, later=later)

    printed = {name: str(list(make(sheet))) for name, make in SECTIONS.items()}

    assert [name for name, text in printed.items() if REPORTED in text or OBJECTED in text] == []
    coarse = {name for name, text in printed.items() if ":10:00'" in text or ":10:00\\n" in text}
    assert {"report", "thread", "timeline", "notified", "evidence"} <= coarse
    assert ":50:00" in printed["later"]
    assert f":{ACCEPTED}" in printed["timeline"]
    assert story.read(lambda s: archives.check(s, plants.alice, story.case_id)).is_intact
