"""Reports without a name: what the database knows afterwards, and what the key opens, on both databases."""

import hashlib
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import inspect, text

from backend.cases.rules import CaseOutcome, Evidence
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Viewer
from backend.core.vocabulary import HazardCategory, HazardGrade
from backend.hazards import commands as hazards
from backend.hazards.anonymous import commands as anonymity
from backend.hazards.anonymous import queries as views
from backend.hazards.anonymous.rules import hash_of_key
from backend.hazards.objections import commands as objections
from backend.hazards.rules import DeclineReason
from backend.hazards.timeline import queries as timeline_views
from backend.hazards.timeline.rules import TimelineStepKind
from backend.people import commands as people
from backend.people.rules import NOBODY
from backend.people.store import People
from backend.photos.rules import PhotoFacts, Place
from tests.support.cases import Reports, Step, refusal, up_to
from tests.support.fakes import FakeClock
from tests.support.plants import Plants

KEY = "7ZQK9-M2XW4-RT0VB-H3NJC-6DPEY-A"


@pytest.fixture
def plants(database: Database, plants: Plants) -> Plants:
    allow(database, plants, by=plants.alice)
    return plants


def allow(database: Database, plants: Plants, *, by: Viewer, is_allowed: bool = True) -> UUID:
    return database.transact(
        lambda tx: anonymity.set_anonymous_reports(tx, plants.north, is_allowed=is_allowed, by=by)
    )


def site_pass(database: Database, plants: Plants) -> str:
    found = database.read(lambda s: views.passes(s, plants.bob))[plants.north]
    assert found is not None
    return found


def report(
    database: Database,
    plants: Plants,
    *,
    secret: str | None = None,
    operation: UUID | None = None,
    key: str = KEY,
    content: str = "same",
    photos: tuple[Evidence, ...] = (),
) -> UUID:
    shown = site_pass(database, plants) if secret is None else secret
    return database.transact(
        lambda tx: anonymity.report_anonymously(
            tx,
            operation or uuid4(),
            site_pass=shown,
            key_hash=hash_of_key(key),
            payload_hash=content,
            category=HazardCategory.CHEMICAL,
            grade=HazardGrade.GENERAL,
            clause=None,
            description="夜班违规排放",
            area_id=plants.area,
            equipment_code=None,
            photos=photos,
            captured_at=tx.now,
        )
    )


def kinds(database: Database, clock: FakeClock, key: str = KEY) -> list[TimelineStepKind]:
    timeline = database.read(lambda s: timeline_views.of_key(s, hash_of_key(key), now=clock.now))
    assert timeline is not None
    return [step.kind for step in timeline.steps]


def everything(database: Database) -> dict[str, list[str]]:
    """Every row of every table as text, by table."""
    names = inspect(database.engine).get_table_names()
    return {
        name: [
            str(tuple(row))
            for row in database.read(lambda s, n=name: s.execute(text(f'SELECT * FROM "{n}"')).all())
        ]
        for name in names
    }


def test_after_an_anonymous_report_no_table_knows_more_of_any_person(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    before = everything(database)
    sha256 = hashlib.sha256(b"photo").hexdigest()
    facts = PhotoFacts(sha256, 1600, 1200, taken_at=clock.now, place=Place(31.0, 121.0))
    database.transact(
        lambda tx: anonymity.record_photo(tx, facts, site_pass=site_pass(database, plants), length=1)
    )
    taken = Evidence(sha256, taken_at=clock.now, place=Place(31.0, 121.0))

    report(database, plants, photos=(taken,))

    people_here = [v.person_id for v in (plants.alice, plants.bob, plants.carol, plants.dora, plants.erik)]
    for name, rows in everything(database).items():
        new = "\n".join(row for row in rows if row not in before[name])
        for person_id in people_here:
            assert str(person_id) not in new, name
            assert person_id.hex not in new, name
        assert "31.0" not in new, name
        assert "121.0" not in new, name
        assert KEY.replace("-", "") not in new.replace("-", ""), "the key itself is nowhere"


def test_the_same_anonymous_report_twice_is_one_and_with_other_content_a_conflict(
    database: Database, plants: Plants
) -> None:
    operation = uuid4()

    first = report(database, plants, operation=operation)

    assert report(database, plants, operation=operation) == first
    assert (
        refusal(lambda: report(database, plants, operation=operation, content="other")) is ErrorCode.CONFLICT
    )
    assert refusal(lambda: report(database, plants)) is ErrorCode.CONFLICT, "the key has a report"


def test_only_the_pass_of_a_site_that_allows_it_lets_a_report_in(database: Database, plants: Plants) -> None:
    old = site_pass(database, plants)
    for wrong in ("", "x", old + "x"):
        assert (
            refusal(lambda wrong=wrong: report(database, plants, secret=wrong))
            is ErrorCode.ANONYMOUS_NOT_ALLOWED
        )

    allow(database, plants, by=plants.alice, is_allowed=False)
    assert refusal(lambda: report(database, plants, secret=old)) is ErrorCode.ANONYMOUS_NOT_ALLOWED
    allow(database, plants, by=plants.alice)

    assert refusal(lambda: report(database, plants, secret=old)) is ErrorCode.ANONYMOUS_NOT_ALLOWED
    assert database.read(lambda s: views.passes(s, plants.carol)) == {plants.south: None}
    with pytest.raises(Refused):
        allow(database, plants, by=plants.bob)
    assert refusal(lambda: allow(database, plants, by=plants.carol)) is ErrorCode.NOT_FOUND
    assert refusal(lambda: allow(database, plants, by=plants.erik)) is ErrorCode.NOT_ALLOWED


def test_a_place_at_another_site_is_not_this_pass_business(database: Database, plants: Plants) -> None:
    def far() -> object:
        return database.transact(
            lambda tx: anonymity.report_anonymously(
                tx,
                uuid4(),
                site_pass=site_pass(database, plants),
                key_hash=hash_of_key(KEY),
                payload_hash="x",
                category=HazardCategory.FIRE,
                grade=HazardGrade.GENERAL,
                clause=None,
                description="x",
                area_id=plants.far_area,
                equipment_code=None,
                photos=(),
                captured_at=tx.now,
            )
        )

    assert refusal(far) is ErrorCode.NOT_FOUND


def test_the_key_shows_the_whole_timeline_and_another_key_shows_nothing(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    report_id = report(database, plants)
    case_id = Reports(database, plants).accept(report_id)
    up_to(Step.ARCHIVED, database, plants, case_id)

    step = TimelineStepKind
    assert kinds(database, clock) == [
        step.RECEIVED,
        step.ACCEPTED,
        step.ASSIGNED,
        step.TAKEN_ON,
        step.FIXED,
        step.RECHECKED,
        step.ARCHIVED,
    ]
    other = hash_of_key("0" * 26)
    assert database.read(lambda s: timeline_views.of_key(s, other, now=clock.now)) is None


def test_with_the_key_a_decline_can_be_objected_to_once_and_nobody_else_can(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    report_id = report(database, plants)
    database.transact(
        lambda tx: hazards.decline_hazard(
            tx, report_id, reason=DeclineReason.NOT_A_HAZARD, note="正常排放", by=plants.alice
        )
    )

    def object_(key: str, operation: UUID) -> UUID:
        return database.transact(
            lambda tx: anonymity.object_anonymously(
                tx, operation, key=key, reason="不是正常排放", payload_hash="same"
            )
        )

    assert refusal(lambda: object_("0" * 26, uuid4())) is ErrorCode.NOT_FOUND
    by_bob = lambda: database.transact(  # noqa: E731 - one step of the story
        lambda tx: objections.object_report(tx, report_id, reason="我", by=plants.bob)
    )
    assert refusal(by_bob) is ErrorCode.NOT_ALLOWED
    operation = uuid4()
    assert object_(KEY, operation) == object_(KEY, operation) == report_id
    assert refusal(lambda: object_(KEY, uuid4())) is ErrorCode.ALREADY_OBJECTED
    assert kinds(database, clock)[-1] is TimelineStepKind.OBJECTED


def test_nobody_has_no_sign_in_and_belongs_to_no_site(database: Database, plants: Plants) -> None:
    credential = database.transact(
        lambda tx: people.begin_sign_in(tx, people.Attempt(str(NOBODY), "10.0.0.1"))
    )

    assert credential is not None
    assert not people.is_password(credential, "!")
    assert database.transact(lambda tx: tx.get(People).viewer(NOBODY)).memberships == ()


def test_too_late_is_too_late_for_an_anonymous_reporter_as_well(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    case_id = Reports(database, plants).accept(report(database, plants))
    Reports(database, plants).dismiss(case_id, CaseOutcome.NOT_A_HAZARD)
    clock.advance(timedelta(days=7, seconds=1))

    def object_() -> UUID:
        return database.transact(
            lambda tx: anonymity.object_anonymously(
                tx, uuid4(), key=KEY, reason="不同意", payload_hash="same"
            )
        )

    assert refusal(object_) is ErrorCode.TOO_LATE
