"""Official maps: what they freeze, for whom, and until when."""

from datetime import timedelta
from uuid import UUID

import pytest

from backend.core.audit_chain import content_digest
from backend.core.database import Database, Transaction
from backend.deadlines.rules import Deadline, DeadlineStep
from backend.deadlines.store import Deadlines
from backend.live_risk.maps import commands, queries
from backend.live_risk.maps.rules import MAPS_PER_DAY
from backend.risks.assessment.rules import RiskLevel
from backend.risks.reviews.rules import months_after
from backend.sites import area_commands as areas
from backend.sites.area_commands import Drawing
from tests.live_risk.issued_maps import assessed, issue, put_picture
from tests.support.cases import refusal
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.risks import Register, content


@pytest.fixture
def event_id(database: Database, plants: Plants) -> UUID:
    return assessed(database, plants)


def due(database: Database, plants: Plants) -> Deadline:
    (found,) = database.transact(lambda tx: tx.get(Deadlines).running(plants.north, DeadlineStep.REDRAW))
    return found


def test_a_map_freezes_each_area_with_its_worst_residual_level(
    database: Database, plants: Plants, event_id: UUID
) -> None:
    issued = issue(database, plants)

    first, second = issued.content["areas"]
    assert (first["code"], first["residual"], first["events"]) == ("A1", 3, 1)
    assert first["worst"] == {
        "code": "R-1",
        "name": {"zh": "卸车软管脱落泄漏", "en": "Unloading hose comes off"},
    }
    assert [each["code"] for each in first["units"]] == ["TF-1"]
    assert (second["code"], second["residual"], second["plan"]) == ("A2", None, None)
    assert issued.number == "RM-2026-0001"
    assert issued.sha256 == content_digest(issued.content)


def test_what_happens_later_changes_no_map(database: Database, plants: Plants, event_id: UUID) -> None:
    before = issue(database, plants)
    Register.begun(database, plants, code="RX").hold(content(plants, residual=RiskLevel.MAJOR), code="R-9")

    again = database.read(lambda session: queries.by_ids(session, plants.alice, [before.map_id]))
    assert again[before.map_id] == before
    after = issue(database, plants)
    assert (after.number, after.content["areas"][0]["residual"]) == ("RM-2026-0002", 4)
    found = database.read(lambda session: queries.of_site(session, plants.bob, plants.north))
    assert [each.number for each in found] == ["RM-2026-0002", "RM-2026-0001"]


def test_a_site_has_three_months_for_its_first_map_and_each_map_gives_its_own_time(
    database: Database, plants: Plants, clock: FakeClock, event_id: UUID
) -> None:
    first = due(database, plants)
    assert first.due_at == months_after(clock.now, 3)

    clock.advance(timedelta(days=20))
    issued = issue(database, plants, months=6)
    assert due(database, plants).due_at == issued.redrawn_by == months_after(clock.now, 6)
    assert first.deadline_id != due(database, plants).deadline_id


def test_more_events_in_force_leave_the_time_for_the_map_as_it_is(
    database: Database, plants: Plants, clock: FakeClock, event_id: UUID
) -> None:
    before = due(database, plants)
    clock.advance(timedelta(days=1))
    Register.begun(database, plants, code="RX").hold(code="R-9")
    assert due(database, plants) == before


def test_the_officers_answer_for_the_map(database: Database, plants: Plants, event_id: UUID) -> None:
    redraw = due(database, plants)
    found = database.transact(lambda tx: commands.responsible(tx, redraw))
    assert found.people == {plants.alice.person_id, plants.dora.person_id}


def test_bob_issues_none_carol_finds_no_site_and_sees_no_map(
    database: Database, plants: Plants, event_id: UUID
) -> None:
    for by, code in ((plants.bob, "NOT_ALLOWED"), (plants.carol, "NOT_FOUND")):
        assert refusal(lambda by=by: issue(database, plants, by=by)) == code  # type: ignore[misc]
    issued = issue(database, plants)
    assert database.read(lambda s: queries.by_ids(s, plants.carol, [issued.map_id])) == {}
    assert database.read(lambda s: queries.of_site(s, plants.carol, plants.north)) == []


def test_a_site_without_events_or_without_a_drawn_area_has_no_map(database: Database, plants: Plants) -> None:
    assert refusal(lambda: issue(database, plants)) == "RISK_MAP_EMPTY"
    Register.begun(database, plants).hold()

    def undraw(tx: Transaction) -> None:
        area = areas.area_of(tx, plants.area, plants.alice)
        areas.draw_area(tx, plants.area, Drawing(None), version=area.version, by=plants.alice)

    database.transact(undraw)
    assert refusal(lambda: issue(database, plants)) == "PLAN_MISSING"


@pytest.mark.parametrize("months", [0, 13])
def test_a_map_holds_for_one_to_twelve_months(
    database: Database, plants: Plants, event_id: UUID, months: int
) -> None:
    assert refusal(lambda: issue(database, plants, months=months)) == "INVALID_INPUT"


def test_no_site_fills_the_database_with_maps(database: Database, plants: Plants, event_id: UUID) -> None:
    for _ in range(MAPS_PER_DAY):
        issue(database, plants)
    assert refusal(lambda: issue(database, plants)) == "TOO_MANY_ATTEMPTS"


def test_the_picture_of_the_plan_stays_under_the_map_after_the_plan_has_another(
    database: Database, plants: Plants, event_id: UUID
) -> None:
    put_picture(database, plants, "a" * 64)
    issued = issue(database, plants)
    put_picture(database, plants, "b" * 64)
    shown = database.read(lambda session: queries.pictures(session, issued))
    assert {key: each.content for key, each in shown.items()} == {"a" * 64: b"a" * 64}
