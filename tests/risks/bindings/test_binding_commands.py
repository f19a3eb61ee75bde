"""Sources bound to an event and unbound from it: what holds at once, and what a second person says."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.viewer import Viewer
from backend.risks.bindings import commands
from backend.risks.revisions.rules import BoundSide, RevisionState, SourceBinding, WatchedBy
from tests.support.plants import Plants
from tests.support.refusals import code_of
from tests.support.risks import Register, content

pytestmark = pytest.mark.both_databases("bindings are read by a partial index")
WHY = "探头换到隔壁罐，这里看不到了"


@pytest.fixture
def register(database: Database, plants: Plants) -> Register:
    return Register.begun(database, plants)


def bind(register: Register, event_id: UUID, of: SourceBinding, *, by: Viewer, **more: Any) -> None:
    version = more.pop("version", None) or register.event(event_id).version
    register.database.transact(
        lambda tx: commands.bind_source(tx, event_id, of, version=version, by=by, **more)
    )


def unbind(register: Register, event_id: UUID, sensor_id: int, *, by: Viewer, **more: Any) -> None:
    version = more.pop("version", None) or register.event(event_id).version
    register.database.transact(
        lambda tx: commands.unbind_source(
            tx,
            event_id,
            sensor_id,
            version=version,
            by=by,
            **{"reason": WHY, "asks_second_person": True, **more},
        )
    )


def bound(register: Register, event_id: UUID) -> dict[int, BoundSide]:
    return {each.sensor_id: each.side for each in register.content(event_id).bindings}


def test_a_source_bound_to_more_holds_at_once_and_to_less_waits_for_a_second_person(
    register: Register, plants: Plants
) -> None:
    event_id = register.hold()
    bind(register, event_id, SourceBinding(plants.gas, BoundSide.HIGH), by=plants.alice)
    bind(register, event_id, SourceBinding(plants.gas), by=plants.alice)
    assert bound(register, event_id) == {plants.gas: BoundSide.BOTH}
    less = SourceBinding(plants.gas, BoundSide.HIGH)

    alone = code_of(lambda: bind(register, event_id, less, by=plants.alice))
    bind(register, event_id, less, by=plants.alice, reason=WHY, asks_second_person=True)

    assert alone is ErrorCode.SECOND_PERSON_REQUIRED
    assert bound(register, event_id) == {plants.gas: BoundSide.BOTH}
    register.decide(event_id, is_agreed=True)
    assert bound(register, event_id) == {plants.gas: BoundSide.HIGH}


def test_an_unbound_source_stays_bound_until_a_second_person_agrees(
    register: Register, plants: Plants
) -> None:
    event_id = register.hold(
        content(plants, bindings=(SourceBinding(plants.gas), SourceBinding(plants.pump)))
    )

    unbind(register, event_id, plants.gas, by=plants.alice)

    assert set(bound(register, event_id)) == {plants.gas, plants.pump}
    waiting = [each for each in register.revisions(event_id) if each.state is RevisionState.PROPOSED]
    assert [each.reason for each in waiting] == [WHY]
    register.decide(event_id, is_agreed=True)
    assert set(bound(register, event_id)) == {plants.pump}


def test_of_a_draft_a_source_is_unbound_at_once(register: Register, plants: Plants) -> None:
    event_id = register.draft(content(plants, bindings=(SourceBinding(plants.gas),)))

    unbind(register, event_id, plants.gas, by=plants.alice, reason="", asks_second_person=False)

    assert bound(register, event_id) == {}


Refusal = Callable[[Register, UUID, Plants], None]
REFUSALS: dict[str, tuple[Refusal, ErrorCode]] = {
    "alone": (
        lambda r, e, p: unbind(r, e, p.gas, by=p.alice, asks_second_person=False),
        ErrorCode.SECOND_PERSON_REQUIRED,
    ),
    "without a reason": (
        lambda r, e, p: unbind(r, e, p.gas, by=p.alice, reason=""),
        ErrorCode.REASON_REQUIRED,
    ),
    "not bound": (lambda r, e, p: unbind(r, e, p.pump, by=p.alice), ErrorCode.NOT_FOUND),
    "by a worker": (lambda r, e, p: unbind(r, e, p.gas, by=p.bob), ErrorCode.NOT_ALLOWED),
    "of another site": (lambda r, e, p: unbind(r, e, p.gas, by=p.carol), ErrorCode.NOT_FOUND),
    "of an older version": (lambda r, e, p: unbind(r, e, p.gas, by=p.alice, version=1), ErrorCode.CONFLICT),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_may_not_be_unbound_is_refused_by_its_code(
    register: Register, plants: Plants, name: str
) -> None:
    command, code = REFUSALS[name]
    event_id = register.hold(content(plants, bindings=(SourceBinding(plants.gas),)))

    assert code_of(lambda: command(register, event_id, plants)) is code
    assert set(bound(register, event_id)) == {plants.gas}


def test_a_source_that_watches_a_measure_stays_bound_until_the_measure_is_watched_otherwise(
    register: Register, plants: Plants
) -> None:
    of = content(plants, bindings=(SourceBinding(plants.gas),))
    [measure] = of.measures
    watched = replace(measure, watched_by=WatchedBy.SOURCE, sensor_id=plants.gas)
    event_id = register.hold(replace(of, measures=(watched,)))

    refused = code_of(lambda: unbind(register, event_id, plants.gas, by=plants.alice))

    assert refused is ErrorCode.SOURCE_NOT_BOUND
