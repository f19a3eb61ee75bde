"""Kinds of report, what its reporter calls serious, the grade of the officer, and voice notes of reports."""

from typing import Any
from uuid import UUID, uuid4

import httpx

from backend.cases import queries as case_views
from backend.cases.evidence import voices_queries as recordings
from backend.cases.evidence.voices_rules import VoiceFacts, VoiceFormat, VoiceNote
from backend.cases.evidence.voices_store import Voices
from backend.core import nouns
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.viewer import Viewer
from backend.core.vocabulary import HazardCategory, HazardGrade, ReportKind, Tier
from backend.hazards import commands as hazards
from backend.hazards import queries as views
from backend.hazards.filters_queries import HazardFilter, counts
from backend.hazards.rules import DeclineReason, HazardReport, HazardState
from backend.hazards.timeline import queries as timeline_views
from backend.hazards.timeline.rules import TimelineStepKind
from backend.people.privacy import commands as privacy
from backend.people.privacy.rules import NoticeAnswer, Purpose
from tests.support.cases import refusal
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants

CLAUSE = "GB 30871-2022 5.2"
SAID = VoiceNote("c" * 64, 12)


def report(database: Database, by: Viewer, plants: Plants, **what: Any) -> HazardReport:
    given: dict[str, Any] = {"description": "护栏松动", **what}
    return database.transact(
        lambda tx: hazards.report_hazard(
            tx,
            category=HazardCategory.MECHANICAL,
            grade=HazardGrade.GENERAL,
            clause=None,
            area_id=plants.area,
            equipment_code=None,
            photos=(),
            captured_at=tx.now,
            by=by,
            **given,
        )
    )


def accept(database: Database, report_id: UUID, by: Viewer, **how: Any) -> HazardReport:
    return database.transact(
        lambda tx: hazards.accept_hazard(
            tx, report_id, tier=Tier.RED, department_id=None, responsible_id=None, by=by, **how
        )
    )


def recorded(database: Database, by: Viewer) -> None:
    facts = VoiceFacts(SAID.sha256, VoiceFormat.WEBM, 100)
    database.transact(lambda tx: tx.get(Voices).record(facts, by=by.person_id, at=tx.now))


def test_reports_are_found_by_their_kind(database: Database, plants: Plants) -> None:
    report(database, plants.bob, plants)
    missed = report(database, plants.bob, plants, kind=ReportKind.NEAR_MISS)
    report(database, plants.bob, plants, kind=ReportKind.UNSAFE_ACT)

    which = HazardFilter(kinds=(ReportKind.NEAR_MISS,))
    page = database.read(lambda s: views.page(s, plants.alice, which, first=10, after=None))
    foreign = database.read(lambda s: counts(s, plants.carol, [which]))

    assert [view.report.report_id for _, view in page.items] == [missed.report_id]
    assert foreign == {which: 0}


def test_what_its_reporter_calls_serious_waits_before_older_reports(
    database: Database, plants: Plants
) -> None:
    older = report(database, plants.bob, plants)
    serious = report(database, plants.erik, plants, is_serious=True)

    waiting = HazardFilter(states=(HazardState.SUBMITTED,))
    page = database.read(lambda s: views.page(s, plants.alice, waiting, first=10, after=None))
    line = database.read(
        lambda s: timeline_views.by_ids(s, plants.erik, [serious.report_id], now=serious.received_at)
    )

    assert [view.report.report_id for _, view in page.items] == [serious.report_id, older.report_id]
    assert serious.grade is HazardGrade.GENERAL, "a worker does not grade"
    assert [step.kind for step in line[serious.report_id].steps] == [TimelineStepKind.RECEIVED]


def test_what_its_reporter_calls_serious_nobody_declines_alone(database: Database, plants: Plants) -> None:
    serious = report(database, plants.bob, plants, is_serious=True)

    def decline(tx: Any) -> HazardReport:
        reason = DeclineReason.NOT_A_HAZARD
        return hazards.decline_hazard(
            tx, serious.report_id, reason=reason, note="看过，没有", by=plants.alice
        )

    assert refusal(lambda: database.transact(decline)) is ErrorCode.SECOND_PERSON_REQUIRED


def test_the_officer_who_accepts_a_report_grades_it_major_by_its_clause(
    database: Database, plants: Plants
) -> None:
    made = report(database, plants.bob, plants)

    for how, code in (
        ({"grade": HazardGrade.MAJOR}, ErrorCode.CLAUSE_REQUIRED),
        ({"grade": HazardGrade.MAJOR, "clause": "  "}, ErrorCode.CLAUSE_REQUIRED),
    ):
        assert refusal(lambda how=how: accept(database, made.report_id, plants.alice, **how)) is code
    assert refusal(lambda: accept(database, made.report_id, plants.bob)) is ErrorCode.NOT_ALLOWED
    assert refusal(lambda: accept(database, made.report_id, plants.carol)) is ErrorCode.NOT_FOUND
    accepted = accept(database, made.report_id, plants.alice, grade=HazardGrade.MAJOR, clause=f" {CLAUSE} ")

    case = database.read(lambda s: case_views.of_reports(s, plants.bob, [made.report_id]))[made.report_id]
    assert (accepted.grade, accepted.clause, case.grade) == (HazardGrade.MAJOR, CLAUSE, HazardGrade.MAJOR)


def test_a_report_that_an_older_phone_graded_major_is_not_graded_lower(
    database: Database, plants: Plants
) -> None:
    made = database.transact(
        lambda tx: hazards.report_hazard(
            tx,
            category=HazardCategory.MECHANICAL,
            grade=HazardGrade.MAJOR,
            clause=CLAUSE,
            description="联锁停用",
            area_id=plants.area,
            equipment_code=None,
            photos=(),
            captured_at=tx.now,
            by=plants.bob,
        )
    )

    def lower() -> HazardReport:
        return accept(database, made.report_id, plants.alice, grade=HazardGrade.GENERAL)

    assert refusal(lower) is ErrorCode.ILLEGAL_TRANSITION
    assert accept(database, made.report_id, plants.alice).clause == CLAUSE


def test_a_voice_note_alone_is_a_report_and_the_site_may_hear_it(database: Database, plants: Plants) -> None:
    recorded(database, plants.bob)
    made = report(database, plants.bob, plants, description="", voice=SAID)

    def heard_by(viewer: Viewer) -> bool:
        return database.read(lambda s: recordings.find(s, viewer, SAID.sha256)) is not None

    assert database.read(lambda s: recordings.of_reports(s, plants.alice, [made.report_id])) == {
        made.report_id: SAID
    }
    assert database.read(lambda s: recordings.of_reports(s, plants.carol, [made.report_id])) == {}
    assert (heard_by(plants.alice), heard_by(plants.carol)) == (True, False)


def test_a_voice_note_needs_its_bytes_consent_and_at_most_a_minute(
    database: Database, plants: Plants
) -> None:
    def say(note: VoiceNote = SAID) -> ErrorCode | None:
        return refusal(lambda: report(database, plants.bob, plants, voice=note))

    assert say() is ErrorCode.VOICE_MISSING
    recorded(database, plants.alice)
    assert say() is ErrorCode.VOICE_MISSING, "knowing somebody's hash is not having recorded it"
    recorded(database, plants.bob)
    assert say(VoiceNote(SAID.sha256, 61)) is ErrorCode.INVALID_INPUT
    withdrawn = NoticeAnswer(Purpose.VOICE, 1, is_given=False)
    database.transact(lambda tx: privacy.answer_notices(tx, plants.north, [withdrawn], by=plants.bob))
    assert say() is ErrorCode.CONSENT_MISSING


def test_a_report_sent_twice_from_a_phone_is_one(client: httpx.Client) -> None:
    bob = sign_in(client, "bob")
    content = {
        "operationId": str(uuid4()),
        "category": "PPE",
        "kind": "UNSAFE_ACT",
        "isSerious": True,
        "equipmentCode": "EQ-north",
        "photos": [],
        "description": "没系安全带",
        "capturedAt": "2026-07-01T08:00:00Z",
    }
    wanted = "reportHazard(input: $input) { id kind isSerious voice { sha256 } }"
    send = f"mutation ($input: ReportHazardInput!) {{ {wanted} }}"
    first, again = (ask(client, bob, send, input=content)["data"]["reportHazard"] for _ in range(2))

    assert first == again
    assert (first["kind"], first["isSerious"], first["voice"]) == ("UNSAFE_ACT", True, None)
    assert {"report_kind", "serious"} <= {each.heading for each in nouns.lists()["hazardReports"].columns}
