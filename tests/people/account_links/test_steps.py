"""One hand with two accounts passes no step that needs two people, whichever account it opened first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

import pytest

from backend.agreements import commands as agreements
from backend.agreements import queries as agreement_views
from backend.cases.escalation.responsible_commands import responsible
from backend.cases.rules import CaseState
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Permission, Viewer
from backend.deadlines.rules import DeadlineStep
from backend.deadlines.store import Deadlines
from backend.people.account_links import commands
from backend.people.account_links import queries as account_links
from backend.people.account_links.rules import LinkKind
from backend.people.account_links.store import AccountLinks
from backend.readings import retention_commands as retention
from backend.sites.rules import Retention
from backend.sites.store import Sites
from backend.tuning.indicators_rules import ProposalState
from tests.support.case_rounds import Story
from tests.support.cases import WorkedCase
from tests.support.fakes import FakeClock
from tests.support.people import add_admin
from tests.support.plants import Plants
from tests.tuning.test_commands import LOOSER_RED, approve, propose

pytestmark = pytest.mark.both_databases("the chain is read by a partial index")
LESS: Final = Retention(30, 730, 3650)


@dataclass(frozen=True)
class Step:
    """A step of two people: `first` did the one before, `word` is that of `second`, true where it counts."""

    first: Viewer
    second: Viewer
    word: Callable[[], bool]
    about: UUID


def recheck(database: Database, plants: Plants, clock: FakeClock) -> Step:
    case = WorkedCase.of_alert(database, plants)
    case.acknowledge(plants.bob)
    case.dispose(plants.bob)
    clock.advance(timedelta(minutes=1))
    case.say(None)
    clock.advance(timedelta(minutes=10))
    return Step(
        plants.bob,
        plants.dora,
        lambda: case.pass_recheck(plants.dora).state is CaseState.ARCHIVED,
        case.case_id,
    )


def limits(database: Database, plants: Plants, clock: FakeClock) -> Step:
    asked = propose(database, plants, plants.erik, LOOSER_RED)
    return Step(
        plants.erik,
        plants.dora,
        lambda: approve(database, asked, plants.dora).state is ProposalState.APPROVED,
        asked.proposal_id,
    )


def agreement(database: Database, plants: Plants, clock: FakeClock) -> Step:
    def ask(tx: Transaction) -> None:
        reason = "磁盘快满了，先少存一些"
        retention.set_retention(
            tx, plants.north, LESS, reason=reason, by=plants.alice, asks_second_person=True
        )

    database.transact(ask)
    [waiting] = database.read(lambda session: agreement_views.waiting(session, plants.dora))
    asked = waiting.agreement.agreement_id

    def agree() -> bool:
        database.transact(lambda tx: agreements.decide(tx, asked, is_agreed=True, note="", by=plants.dora))
        return database.transact(lambda tx: tx.get(Sites).retention(plants.north)) == LESS

    return Step(plants.alice, plants.dora, agree, asked)


def more_time(database: Database, plants: Plants, clock: FakeClock) -> Step:
    story = Story.of(database, plants)
    asked = story.asks(plants.bob, 60)
    return Step(
        plants.bob, plants.erik, lambda: story.decides(asked, plants.erik).due_at is not None, story.case_id
    )


def link(database: Database, person: Viewer, by: Viewer, kind: LinkKind = LinkKind.INVITED) -> None:
    database.transact(lambda tx: tx.get(AccountLinks).add(person.person_id, by.person_id, kind, at=tx.now))


def the_first_opened_the_second(database: Database, plants: Plants, step: Step) -> None:
    link(database, step.second, step.first)


def the_second_opened_the_first(database: Database, plants: Plants, step: Step) -> None:
    link(database, step.first, step.second)


def one_officer_opened_both(database: Database, plants: Plants, step: Step) -> None:
    link(database, step.first, plants.carol)
    link(database, step.second, plants.carol)


def the_second_gave_the_first_their_role(database: Database, plants: Plants, step: Step) -> None:
    link(database, step.first, step.second, LinkKind.ROLE)


@pytest.mark.parametrize("take", [recheck, limits, agreement, more_time])
@pytest.mark.parametrize(
    "opened",
    [
        the_first_opened_the_second,
        the_second_opened_the_first,
        one_officer_opened_both,
        the_second_gave_the_first_their_role,
    ],
)
def test_one_hand_takes_no_step_of_two_and_a_month_changes_nothing_but_a_third_person_does(
    database: Database,
    plants: Plants,
    clock: FakeClock,
    take: Callable[[Database, Plants, FakeClock], Step],
    opened: Callable[[Database, Plants, Step], None],
) -> None:
    root = database.transact(lambda tx: add_admin(tx, plants))
    step = take(database, plants, clock)
    opened(database, plants, step)
    clock.advance(timedelta(days=30))

    with pytest.raises(Refused) as refused:
        step.word()
    assert refused.value.code is ErrorCode.ACCOUNT_LINKED

    both = [step.first.person_id, step.second.person_id]
    results = database.transact(lambda tx: commands.confirm_people(tx, both, by=root))
    assert set(results.values()) == {None}
    assert step.word()


@pytest.mark.parametrize("take", [recheck, limits, agreement, more_time])
def test_what_one_administrator_opened_is_two_people_to_everybody_else(
    database: Database, plants: Plants, clock: FakeClock, take: Callable[[Database, Plants, FakeClock], Step]
) -> None:
    root = database.transact(lambda tx: add_admin(tx, plants))
    step = take(database, plants, clock)
    link(database, step.first, root)
    link(database, step.second, root)

    assert step.word()


def asked_of(database: Database, step: Step) -> frozenset[UUID]:
    """The people of whom the recheck is asked."""

    def asked(tx: Transaction) -> frozenset[UUID]:
        [deadline] = [
            each
            for each in tx.get(Deadlines).running_anywhere(step.about)
            if each.step is DeadlineStep.RECHECK
        ]
        return responsible(tx, deadline).people

    return database.transact(asked)


def test_a_recheck_is_asked_of_those_who_may_take_it_and_the_page_names_them(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    step = recheck(database, plants, clock)
    link(database, plants.bob, plants.dora)

    assert asked_of(database, step) == {plants.alice.person_id}
    found = database.read(
        lambda session: account_links.second_people(
            session, plants.dora, plants.north, Permission.RECHECK, [plants.bob.person_id]
        )
    )
    assert found.shared is not None
    assert found.shared.person.person_id == plants.dora.person_id
    able = {each.person.person_id for each in found.able}
    assert able == {plants.alice.person_id, plants.erik.person_id}, "and not who is linked"


def test_where_everybody_is_linked_the_recheck_is_still_asked_of_the_officers(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    step = recheck(database, plants, clock)
    link(database, plants.bob, plants.dora)
    link(database, plants.alice, plants.dora)

    assert asked_of(database, step) == {plants.alice.person_id, plants.dora.person_id}
