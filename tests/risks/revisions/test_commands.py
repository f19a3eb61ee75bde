"""Events put in force, revised and closed: who may, what holds at once, what a second person says."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.risks.assessment.rules import ControlLevel, Direct, RiskLevel, assess
from backend.risks.bindings import commands as bindings
from backend.risks.bindings.store import BoundRisks
from backend.risks.revisions import commands
from backend.risks.revisions.rules import (
    EmergencySteps,
    EventContent,
    EventState,
    RevisionState,
    SourceBinding,
)
from backend.risks.revisions.store import RiskEvents
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.risks import CLAUSE, EARLY, Register, content

pytestmark = pytest.mark.both_databases("revisions are JSON, bindings read by a partial index")


@pytest.fixture
def register(database: Database, plants: Plants) -> Register:
    return Register.begun(database, plants)


def _lowered(of: EventContent, level: RiskLevel = RiskLevel.GENERAL) -> EventContent:
    return replace(of, residual=assess(Direct(level, CLAUSE)))


def test_a_draft_is_read_by_no_alarm_and_holds_once_it_is_put_in_force(
    register: Register, plants: Plants
) -> None:
    event_id = register.draft(content(plants, bindings=(SourceBinding(plants.gas),)))
    assert _bound(register, plants.gas) == []

    register.database.transact(lambda tx: commands.put_in_force(tx, event_id, version=1, by=plants.alice))

    event = register.event(event_id)
    assert (event.state, event.is_confirmed) == (EventState.IN_FORCE, False)
    assert _bound(register, plants.gas) == [event_id]


def test_a_red_event_waits_for_a_second_person_and_a_yellow_one_does_not(
    register: Register, plants: Plants
) -> None:
    red = register.hold(is_confirmed=False)
    yellow = register.hold(content(plants, residual=RiskLevel.GENERAL), code="R-2", is_confirmed=False)
    assert not register.event(red).is_confirmed
    assert register.event(yellow).is_confirmed

    register.decide(red, is_agreed=True)

    assert register.event(red).is_confirmed
    [revision] = register.revisions(red)
    assert revision.confirmed_by == plants.dora.person_id


def test_nobody_confirms_their_own(register: Register, plants: Plants) -> None:
    red = register.hold(is_confirmed=False)

    with pytest.raises(Refused) as refused:
        register.decide(red, is_agreed=True, by=plants.alice)

    assert refused.value.code is ErrorCode.SECOND_PERSON_REQUIRED


def test_a_new_event_that_is_declined_is_a_draft_again(register: Register, plants: Plants) -> None:
    event_id = register.hold(content(plants, bindings=(SourceBinding(plants.gas),)), is_confirmed=False)

    register.decide(event_id, is_agreed=False)

    [revision] = register.revisions(event_id)
    assert register.event(event_id).state is EventState.DRAFT
    assert (revision.state, revision.decline_reason) == (RevisionState.PROPOSED, "依据不足，先不改")
    assert _bound(register, plants.gas) == []


def test_what_makes_it_louder_holds_at_once_and_is_undone_where_it_is_declined(
    register: Register, plants: Plants
) -> None:
    before = content(plants, residual=RiskLevel.GENERAL)
    event_id = register.hold(before)

    louder = replace(before, residual=assess(Direct(RiskLevel.LARGER, CLAUSE)), control_level=None)
    register.revise(event_id, louder, asks=False)
    assert register.content(event_id).residual_level is RiskLevel.LARGER
    register.decide(event_id, is_agreed=False)

    assert register.content(event_id).residual_level is RiskLevel.GENERAL
    assert [each.state for each in register.revisions(event_id)] == [
        RevisionState.IN_FORCE,
        RevisionState.DECLINED,
        RevisionState.ENDED,
    ]


def test_what_quietens_waits_while_the_revision_before_holds(register: Register, plants: Plants) -> None:
    before = content(plants)
    event_id = register.hold(before)

    with pytest.raises(Refused) as refused:
        register.revise(event_id, _lowered(before), asks=False)
    assert refused.value.code is ErrorCode.SECOND_PERSON_REQUIRED

    register.revise(event_id, _lowered(before))
    assert register.content(event_id) == before

    register.decide(event_id, is_agreed=True)
    assert register.content(event_id).residual_level is RiskLevel.GENERAL
    first, second = reversed(register.revisions(event_id))
    assert first.state is RevisionState.ENDED
    assert first.until_at == second.from_at


def test_what_was_declined_changes_nothing(register: Register, plants: Plants) -> None:
    before = content(plants)
    event_id = register.hold(before)
    register.revise(event_id, _lowered(before))

    register.decide(event_id, is_agreed=False)

    assert register.content(event_id) == before
    assert register.revisions(event_id)[0].state is RevisionState.DECLINED


def test_a_louder_revision_overtakes_one_that_waits(register: Register, plants: Plants) -> None:
    before = content(plants)
    event_id = register.hold(before)
    register.revise(event_id, _lowered(before))

    register.revise(event_id, replace(before, bindings=(SourceBinding(plants.gas),)))

    assert register.revisions(event_id)[1].state is RevisionState.ENDED
    register.decide(event_id, is_agreed=True)
    assert register.content(event_id).residual_level is RiskLevel.MAJOR


def test_the_author_withdraws_what_waits(register: Register, plants: Plants) -> None:
    before = content(plants)
    event_id = register.hold(before)
    register.revise(event_id, _lowered(before))
    waiting = register.revisions(event_id)[0].revision_id

    register.database.transact(lambda tx: commands.withdraw_revision(tx, waiting, by=plants.alice))

    assert register.revisions(event_id)[0].state is RevisionState.WITHDRAWN
    with pytest.raises(Refused) as refused:
        register.database.transact(lambda tx: commands.withdraw_revision(tx, waiting, by=plants.alice))
    assert refused.value.code is ErrorCode.ILLEGAL_TRANSITION


def test_closing_waits_and_then_nothing_is_bound(register: Register, plants: Plants) -> None:
    event_id = register.hold(content(plants, bindings=(SourceBinding(plants.gas),)))
    version = register.event(event_id).version

    register.database.transact(
        lambda tx: commands.close_event(
            tx,
            event_id,
            reason="鹤管拆除，不再装卸甲醇",
            version=version,
            asks_second_person=True,
            by=plants.alice,
        )
    )
    assert _bound(register, plants.gas) == [event_id]
    register.decide(event_id, is_agreed=True)

    assert register.event(event_id).state is EventState.CLOSED
    assert _bound(register, plants.gas) == []
    with pytest.raises(Refused) as refused:
        register.revise(event_id, content(plants))
    assert refused.value.code is ErrorCode.RISK_CLOSED


def test_the_same_revision_twice_is_one(register: Register, plants: Plants) -> None:
    before = content(plants, residual=RiskLevel.GENERAL)
    event_id = register.hold(before)
    after = replace(before, harm=Text("泄漏", "Leak"))

    register.revise(event_id, after)
    register.revise(event_id, after)

    assert len(register.revisions(event_id)) == 2


def test_a_stale_version_is_refused(register: Register, plants: Plants) -> None:
    before = content(plants)
    event_id = register.hold(before)

    with pytest.raises(Refused) as refused:
        register.database.transact(
            lambda tx: commands.revise_event(
                tx, event_id, replace(before, harm=Text("a", "a")), reason="", version=1, by=plants.alice
            )
        )

    assert refused.value.code is ErrorCode.CONFLICT


def test_sentences_keep_their_signs_and_lose_only_needless_space(register: Register, plants: Plants) -> None:
    said = Text(" 停止卸车，关闭  切断阀。", "Stop,  then close")
    event_id = register.draft(content(plants, title=said, harm=said, steps=EmergencySteps(urgent=(said,))))

    found, clean = register.content(event_id), Text("停止卸车，关闭 切断阀。", "Stop, then close")
    assert (found.title, found.harm, found.steps.urgent) == (clean, clean, (clean,))


WRONG: dict[ErrorCode, Callable[[Plants, EventContent], EventContent]] = {
    ErrorCode.RESIDUAL_WORSE: lambda plants, of: replace(of, inherent=assess(Direct(RiskLevel.LOW, CLAUSE))),
    ErrorCode.MEASURE_REQUIRED: lambda plants, of: replace(_lowered(of), rests_on=()),
    ErrorCode.CONTROL_LEVEL_TOO_LOW: lambda plants, of: replace(of, control_level=ControlLevel.POST),
    ErrorCode.UNKNOWN_ACCIDENT_CLASS: lambda plants, of: replace(of, accident_class="GB_2025/99"),
    ErrorCode.TOO_MANY_SOURCES: lambda plants, of: replace(
        of, bindings=tuple(SourceBinding(plants.gas) for _ in range(21))
    ),
    ErrorCode.TOO_MANY_MEASURES: lambda plants, of: replace(
        of,
        measures=tuple(replace(of.measures[0], measure_id=uuid4(), code=f"M-{n}") for n in range(31)),
        rests_on=(),
    ),
    ErrorCode.CODE_TAKEN: lambda plants, of: replace(
        of, measures=(*of.measures, replace(of.measures[0], measure_id=uuid4()))
    ),
    ErrorCode.NOT_FOUND: lambda plants, of: replace(of, bindings=(SourceBinding(plants.far_gas),)),
    ErrorCode.ADVICE_INTO_GAS: lambda plants, of: replace(
        of, steps=EmergencySteps((Text("到现场查看", "Go and look"),))
    ),
    ErrorCode.INVALID_INPUT: lambda plants, of: replace(of, rests_on=(uuid4(),)),
}


@pytest.mark.parametrize("code", WRONG)
def test_what_is_wrong_is_refused_by_its_code(register: Register, plants: Plants, code: ErrorCode) -> None:
    with pytest.raises(Refused) as refused:
        register.draft(WRONG[code](plants, content(plants)))

    assert refused.value.code is code


def test_somebody_of_another_site_is_not_there(register: Register, plants: Plants) -> None:
    of = content(plants)

    with pytest.raises(Refused) as refused:
        register.draft(replace(of, owner=replace(of.owner, person_id=plants.carol.person_id)))

    assert refused.value.code is ErrorCode.NOT_FOUND


def test_what_was_not_assessed_does_not_hold(register: Register, plants: Plants) -> None:
    event_id = register.draft(content(plants, residual=RiskLevel.MAJOR, team=None))

    with pytest.raises(Refused) as refused:
        register.database.transact(lambda tx: commands.put_in_force(tx, event_id, version=1, by=plants.alice))

    assert refused.value.code is ErrorCode.ASSESSMENT_REQUIRED


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (lambda plants: plants.bob, ErrorCode.NOT_ALLOWED),
        (lambda plants: plants.carol, ErrorCode.NOT_FOUND),
    ],
)
def test_a_worker_changes_nothing_and_for_another_site_there_is_nothing(
    register: Register, plants: Plants, who: Callable[[Plants], Viewer], code: ErrorCode
) -> None:
    before = content(plants)
    event_id, by = register.hold(before), who(plants)

    for attempt in (
        lambda: register.draft(by=by, code="R-9"),
        lambda: register.revise(event_id, replace(before, steps=EmergencySteps((EARLY,))), by=by),
        lambda: register.database.transact(
            lambda tx: bindings.bind_source(tx, event_id, SourceBinding(plants.gas), version=3, by=by)
        ),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code is code


def test_a_person_who_leaves_is_replaced_in_what_holds_and_what_waits(
    register: Register, plants: Plants
) -> None:
    before = content(plants)
    event_id = register.hold(before)
    register.revise(event_id, _lowered(before))
    bob, dora = plants.bob.person_id, plants.dora.person_id

    def command(to: UUID | None) -> int:
        return register.database.transact(
            lambda tx: tx.get(RiskEvents).hand_over(plants.north, of=bob, to=to)
        )

    assert command(None) == 1
    assert command(dora) == 1
    assert command(None) == 0
    assert register.content(event_id).owner.person_id == dora
    register.decide(event_id, is_agreed=True, by=plants.erik)
    assert register.content(event_id).owner.person_id == dora


def _bound(register: Register, sensor_id: int) -> list[UUID]:
    found = register.database.transact(lambda tx: tx.get(BoundRisks).of_each([sensor_id]))
    return [each.event_id for each in found.get(sensor_id, [])]


def test_reviews_are_due_in_a_year_where_it_is_red_and_in_three_where_it_is_yellow(
    register: Register, plants: Plants, clock: FakeClock
) -> None:
    red = register.event(register.hold())
    yellow = register.event(register.hold(content(plants, residual=RiskLevel.GENERAL), code="R-2"))

    assert red.review_due_at == clock.now.replace(year=clock.now.year + 1)
    assert yellow.review_due_at == clock.now.replace(year=clock.now.year + 3)
