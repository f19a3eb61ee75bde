"""Modules of a site are switched with a reason; what quietens an alarm takes two, and jobs leave it alone."""

from uuid import UUID

import pytest
from sqlmodel import select

from backend.agreements import commands as agreements
from backend.agreements.module_switches import commands as modules
from backend.agreements.rules import AgreementKind, AgreementState
from backend.agreements.tables import AgreementRow
from backend.cases.rules import CaseState
from backend.cases.tasks.store import Tasks
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import EventKind
from backend.core.modules import OFF_AT_FIRST, QUIETENING, Module
from backend.core.tables import AuditRow
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.sites import commands as sites
from backend.sites.events import MODULE_SWITCHED_OFF, MODULE_SWITCHED_ON
from backend.sites.modules.store import Modules
from tests.support.cases import Step, WorkedCase, alert_case
from tests.support.departments import with_departments
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.tasks import Joint

pytestmark = pytest.mark.both_databases("a switch is written by one of two, by a unique key")
WHY = "本厂目前没有摄像头可接"


def switch(
    database: Database,
    plants: Plants,
    module: Module,
    *,
    is_on: bool = False,
    version: int = 0,
    reason: str = WHY,
    asks: bool = False,
    by: Viewer | None = None,
) -> UUID:
    return database.transact(
        lambda tx: modules.switch_module(
            tx,
            plants.north,
            module,
            is_on=is_on,
            version=version,
            reason=reason,
            asks_second_person=asks,
            by=by or plants.alice,
        )
    )


def is_on(database: Database, plants: Plants, module: Module) -> bool:
    return database.transact(lambda tx: tx.get(Modules).is_on(plants.north, module))


def events(database: Database, *kinds: EventKind) -> list[tuple[str, UUID | None, str | None]]:
    statement = select(AuditRow).where(AuditRow.kind.in_(kinds)).order_by(AuditRow.id)
    return database.read(lambda s: [(row.kind, row.by, row.note) for row in s.exec(statement)])


def request(database: Database) -> AgreementRow:
    kind = AgreementKind.SWITCH_MODULE_OFF
    return database.read(lambda s: s.exec(select(AgreementRow).where(AgreementRow.kind == kind)).one())


def test_a_switch_says_who_when_and_why(database: Database, plants: Plants, clock: FakeClock) -> None:
    switch(database, plants, Module.SUGGESTIONS, reason="试用期先不收")
    state = database.transact(lambda tx: tx.get(Modules).state(plants.north, Module.SUGGESTIONS))

    assert (state.is_on, state.version, state.reason) == (False, 1, "试用期先不收")
    assert (state.changed_by, state.changed_at) == (plants.alice.person_id, clock())
    switch(database, plants, Module.SUGGESTIONS, is_on=True, version=1, reason="")
    assert is_on(database, plants, Module.SUGGESTIONS)
    assert events(database, MODULE_SWITCHED_OFF, MODULE_SWITCHED_ON) == [
        (MODULE_SWITCHED_OFF, plants.alice.person_id, "SUGGESTIONS: 试用期先不收"),
        (MODULE_SWITCHED_ON, plants.alice.person_id, Module.SUGGESTIONS),
    ]


def test_twice_changes_nothing_more(database: Database, plants: Plants) -> None:
    first = switch(database, plants, Module.TUNING)
    again = switch(database, plants, Module.TUNING)

    assert first == again
    assert len(events(database, MODULE_SWITCHED_OFF)) == 1


def test_of_two_administrators_the_second_hears_that_somebody_was_first(
    database: Database, plants: Plants
) -> None:
    switch(database, plants, Module.TUNING)
    switch(database, plants, Module.TUNING, is_on=True, version=1, by=plants.dora)

    with pytest.raises(Refused) as refused:
        switch(database, plants, Module.TUNING)

    assert refused.value.code is ErrorCode.CONFLICT


@pytest.mark.parametrize(
    ("who", "reason", "code"),
    [
        ("bob", WHY, ErrorCode.NOT_ALLOWED),
        ("erik", WHY, ErrorCode.NOT_ALLOWED),
        ("carol", WHY, ErrorCode.NOT_FOUND),
        ("alice", "  ", ErrorCode.REASON_REQUIRED),
        ("alice", "长" * 501, ErrorCode.INVALID_INPUT),
    ],
)
def test_who_may_not_and_what_has_no_reason_is_refused(
    database: Database, plants: Plants, who: str, reason: str, code: ErrorCode
) -> None:
    with pytest.raises(Refused) as refused:
        switch(database, plants, Module.SUGGESTIONS, reason=reason, by=getattr(plants, who))

    assert refused.value.code is code
    assert is_on(database, plants, Module.SUGGESTIONS)


@pytest.mark.parametrize("module", sorted(QUIETENING))
def test_nobody_alone_switches_off_what_calls_somebody(
    database: Database, plants: Plants, module: Module
) -> None:
    with pytest.raises(Refused) as refused:
        switch(database, plants, module)
    assert refused.value.code is ErrorCode.SECOND_PERSON_REQUIRED

    switch(database, plants, module, asks=True)
    assert is_on(database, plants, module), "all is as it was until somebody agrees"
    asked = request(database)
    with pytest.raises(Refused):
        database.transact(
            lambda tx: agreements.decide(tx, asked.id, is_agreed=True, note="", by=plants.alice)
        )
    database.transact(lambda tx: agreements.decide(tx, asked.id, is_agreed=True, note="", by=plants.dora))

    assert not is_on(database, plants, module)
    assert events(database, MODULE_SWITCHED_OFF) == [
        (MODULE_SWITCHED_OFF, plants.alice.person_id, f"{module}: {WHY}")
    ]
    switch(database, plants, module, is_on=True, version=1, reason="")
    assert is_on(database, plants, module), "more calls need nobody's word"


def test_a_declined_request_leaves_it_on(database: Database, plants: Plants) -> None:
    switch(database, plants, Module.CAMERA_EVENTS, asks=True)
    asked = request(database)

    database.transact(
        lambda tx: agreements.decide(tx, asked.id, is_agreed=False, note="下月就装摄像头", by=plants.erik)
    )

    assert is_on(database, plants, Module.CAMERA_EVENTS)
    assert request(database).state == AgreementState.DECLINED


def test_a_new_site_begins_without_what_somebody_decides_on_first(database: Database, plants: Plants) -> None:
    site = database.transact(
        lambda tx: sites.add_site(tx, code="new", name=Text("新厂", "New"), timezone="Asia/Shanghai")
    )

    found = database.transact(lambda tx: {m for m in Module if not tx.get(Modules).is_on(site.site_id, m)})
    assert found == OFF_AT_FIRST


def off(database: Database, plants: Plants, module: Module) -> None:
    """Switched off, as two agreed."""

    def command(tx: Transaction) -> None:
        before = tx.get(Modules).state(plants.north, module)
        modules.switch(tx, before, is_on=False, reason=WHY, by=plants.alice.person_id)

    database.transact(command)


def test_a_case_does_not_wait_for_tasks_that_nobody_sees(database: Database, plants: Plants) -> None:
    joint = Joint(database, plants)
    there = joint.tasks()
    assert there
    joint.up_to(Step.ACKNOWLEDGED)
    with pytest.raises(Refused) as refused:
        joint.up_to(Step.DISPOSED)
    assert refused.value.code is ErrorCode.TASKS_OPEN

    off(database, plants, Module.DEPARTMENT_TASKS)
    joint.up_to(Step.DISPOSED)

    assert joint.case.state is CaseState.AWAITING_RECHECK
    assert joint.tasks() == there, "nothing of them is deleted or changed"


def test_a_case_opens_no_tasks_while_they_are_off(database: Database, plants: Plants) -> None:
    with_departments(database, plants)
    off(database, plants, Module.DEPARTMENT_TASKS)
    case_id = alert_case(database, plants, Tier.ORANGE)
    assert database.transact(lambda tx: tx.get(Tasks).of_case(case_id)) == []

    switch(database, plants, Module.DEPARTMENT_TASKS, is_on=True, version=1)
    WorkedCase(database, plants, case_id).say(Tier.RED)

    assert database.transact(lambda tx: tx.get(Tasks).of_case(case_id)), "what gets worse then asks for them"
