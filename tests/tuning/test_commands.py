"""A limit changes by proposal and approval: never silently, a red one never looser by one hand alone."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import AuditRow, OutboxRow
from backend.core.viewer import Role, Viewer
from backend.core.vocabulary import Tier
from backend.people.store import People
from backend.sensors.rules import Indicator, Limit, LimitSide, Span
from backend.sensors.store import Sensors
from backend.sensors.tables import IndicatorRow
from backend.tuning import indicators_commands as indicators
from backend.tuning.indicators_rules import Proposal, ProposalState
from backend.tuning.one_tap_rules import Tuning
from tests.support.people import add_executive
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("sweeps skip what is locked, proposals are a partial index")


def high(yellow: float, orange: float, red: float) -> tuple[Limit, ...]:
    tiers = ((Tier.YELLOW, yellow), (Tier.ORANGE, orange), (Tier.RED, red))
    return tuple(Limit(LimitSide.HIGH, tier, value) for tier, value in tiers)


STRICTER = high(8.0, 20.0, 45.0)
LOOSER_YELLOW = high(12.0, 25.0, 50.0)
LOOSER_RED = high(10.0, 25.0, 60.0)


def propose(
    database: Database, plants: Plants, by: Viewer, limits: tuple[Limit, ...] = STRICTER, **more: Any
) -> Proposal:
    wanted = replace(plants.indicator, limits=limits)
    return database.transact(
        lambda tx: indicators.propose_indicator(
            tx, plants.gas, wanted, base_version=plants.indicator.version, reason="夜班误报多", by=by, **more
        )
    )


def approve(database: Database, proposal: Proposal, by: Viewer) -> Proposal:
    return database.transact(lambda tx: indicators.approve_indicator(tx, proposal.proposal_id, by=by))


def in_force(database: Database, plants: Plants) -> Indicator:
    found = database.transact(lambda tx: tx.get(Sensors).get([plants.gas])[plants.gas].indicator)
    assert found is not None
    return found


def notified(database: Database) -> set[UUID]:
    """Everybody whom the last event names."""
    last = select(OutboxRow.event).order_by(col(OutboxRow.id).desc()).limit(1)
    return {UUID(each) for each in database.read(lambda session: session.exec(last).one())["to"]}


def audited(database: Database, kind: str) -> list[str | None]:
    def notes(session: Session) -> list[str | None]:
        return list(session.exec(select(AuditRow.note).where(AuditRow.kind == kind)))

    return database.read(notes)


def tune(
    database: Database,
    plants: Plants,
    by: Viewer,
    tuning: Tuning,
    reason: str = "抖动",
    *,
    asks_second_person: bool = False,
) -> Proposal:
    return database.transact(
        lambda tx: indicators.tune_indicator(
            tx, plants.gas, tuning, reason=reason, by=by, asks_second_person=asks_second_person
        )
    )


def of_vibration(database: Database) -> None:
    """The source at hand measures no gas, and has no red limit."""

    def command(tx: Transaction) -> None:
        for row in tx.session.exec(select(IndicatorRow)):
            row.unit, row.standard = "mm/s", "GB/T 6075.3"
            row.limits = [limit for limit in row.limits if limit["tier"] != Tier.RED]
            tx.session.add(row)

    database.transact(command)


def test_a_tap_changes_the_deadband_as_a_new_version_with_its_reason(
    database: Database, plants: Plants
) -> None:
    of_vibration(database)
    before = in_force(database, plants)

    done = tune(database, plants, plants.alice, Tuning(deadband=2.5))

    now = in_force(database, plants)
    assert (now.version, now.deadband, now.limits) == (2, 2.5, before.limits)
    assert (done.state, done.approved_version) == (ProposalState.APPROVED, 2)
    assert audited(database, "INDICATOR_CHANGED") == ["GAS-1: v1 → v2: 抖动"]


@pytest.mark.parametrize(
    "tuning",
    [Tuning(), Tuning(deadband=1.0), Tuning(deadband=-1.0), Tuning(deadband=1e6)],
    ids=["nothing", "the same", "below zero", "so wide that red never clears"],
)
def test_a_tap_changes_something_and_nothing_that_never_ends(
    database: Database, plants: Plants, tuning: Tuning
) -> None:
    with pytest.raises(Refused) as refused:
        tune(database, plants, plants.alice, tuning)

    assert refused.value.code is ErrorCode.INVALID_INPUT
    assert in_force(database, plants).version == 1


@pytest.mark.parametrize(
    "tuning",
    [
        Tuning(deadband=2.5),
        Tuning(on_delay=timedelta(minutes=1)),
        Tuning(off_delay=timedelta(minutes=5)),
    ],
    ids=["deadband", "on-delay", "off-delay"],
)
def test_a_tap_on_a_gas_detector_waits_for_a_second_officer(
    database: Database, plants: Plants, tuning: Tuning
) -> None:
    with pytest.raises(Refused) as alone:
        tune(database, plants, plants.alice, tuning)
    asked = tune(database, plants, plants.alice, tuning, asks_second_person=True)
    with pytest.raises(Refused) as herself:
        approve(database, asked, plants.alice)

    assert alone.value.code is herself.value.code is ErrorCode.SECOND_PERSON_REQUIRED
    assert asked.loosened == {Tier.YELLOW, Tier.ORANGE, Tier.RED}
    assert (asked.state, in_force(database, plants).version) == (ProposalState.DRAFT, 1)
    assert approve(database, asked, plants.dora).approved_version == 2


def test_where_there_is_one_officer_a_lead_or_an_executive_is_the_second_person(
    database: Database, plants: Plants
) -> None:
    database.transact(
        lambda tx: tx.get(People).put_membership(replace(plants.dora.memberships[0], role=Role.WORKER))
    )
    fay = database.transact(lambda tx: add_executive(tx, plants))
    slower = Tuning(on_delay=timedelta(minutes=1))
    asked = tune(database, plants, plants.alice, slower, asks_second_person=True)

    assert notified(database) == {fay.person_id, plants.erik.person_id}
    assert approve(database, asked, fay).approved_version == 2
    again = tune(
        database, plants, plants.alice, Tuning(on_delay=timedelta(minutes=2)), asks_second_person=True
    )
    assert approve(database, again, plants.erik).approved_version == 3


def test_two_leads_cannot_make_a_gas_detector_looser_without_an_officer(
    database: Database, plants: Plants
) -> None:
    fay = database.transact(lambda tx: add_executive(tx, plants))
    wanted = replace(plants.indicator, deadband=5.0)
    asked = database.transact(
        lambda tx: indicators.propose_indicator(
            tx, plants.gas, wanted, base_version=1, reason="误报多", by=plants.erik
        )
    )
    with pytest.raises(Refused) as refused:
        approve(database, asked, fay)

    assert refused.value.code is ErrorCode.NOT_ALLOWED
    assert approve(database, asked, plants.alice).approved_version == 2


@pytest.mark.parametrize(
    "change",
    [{"silent_after": timedelta(days=1)}, {"span": Span(0.0, 20.0)}, {"deadband": 5.0}],
    ids=["silence", "span", "deadband"],
)
def test_nobody_alone_approves_at_once_what_blinds_a_gas_detector(
    database: Database, plants: Plants, change: dict[str, Any]
) -> None:
    wanted = replace(plants.indicator, **change)
    with pytest.raises(Refused) as refused:
        database.transact(
            lambda tx: indicators.propose_indicator(
                tx,
                plants.gas,
                wanted,
                base_version=1,
                reason="误报多",
                by=plants.alice,
                is_approved_at_once=True,
            )
        )

    assert refused.value.code is ErrorCode.SECOND_PERSON_REQUIRED


def test_a_source_that_may_be_dumb_for_a_hundred_days_is_refused(database: Database, plants: Plants) -> None:
    wanted = replace(plants.indicator, silent_after=timedelta(days=115))
    with pytest.raises(Refused) as refused:
        database.transact(
            lambda tx: indicators.propose_indicator(
                tx, plants.gas, wanted, base_version=1, reason="误报多", by=plants.alice
            )
        )

    assert refused.value.code is ErrorCode.INVALID_INPUT


@pytest.mark.parametrize(
    ("who", "code"),
    [("bob", ErrorCode.NOT_ALLOWED), ("erik", ErrorCode.NOT_ALLOWED), ("carol", ErrorCode.NOT_FOUND)],
)
def test_only_an_officer_of_the_site_tunes(
    database: Database, plants: Plants, who: str, code: ErrorCode
) -> None:
    with pytest.raises(Refused) as refused:
        tune(database, plants, getattr(plants, who), Tuning(deadband=2.5))

    assert refused.value.code is code


def test_a_change_says_why(database: Database, plants: Plants) -> None:
    with pytest.raises(Refused) as refused:
        tune(database, plants, plants.alice, Tuning(deadband=2.5), reason="  ")

    assert refused.value.code is ErrorCode.REASON_REQUIRED


def test_a_proposal_changes_nothing_until_an_officer_approves_it(database: Database, plants: Plants) -> None:
    proposal = propose(database, plants, plants.erik)
    assert in_force(database, plants).version == 1

    approved = approve(database, proposal, plants.alice)

    assert in_force(database, plants).limits == STRICTER
    assert (approved.decided_by, approved.approved_version) == (plants.alice.person_id, 2)


@pytest.mark.parametrize(
    ("who", "code"),
    [("bob", ErrorCode.NOT_FOUND), ("erik", ErrorCode.NOT_ALLOWED), ("carol", ErrorCode.NOT_FOUND)],
)
def test_nobody_else_approves(database: Database, plants: Plants, who: str, code: ErrorCode) -> None:
    proposal = propose(database, plants, plants.alice)

    with pytest.raises(Refused) as refused:
        approve(database, proposal, getattr(plants, who))

    assert refused.value.code is code


@pytest.mark.parametrize(("who", "code"), [("bob", ErrorCode.NOT_ALLOWED), ("carol", ErrorCode.NOT_FOUND)])
def test_workers_and_outsiders_propose_nothing(
    database: Database, plants: Plants, who: str, code: ErrorCode
) -> None:
    with pytest.raises(Refused) as refused:
        propose(database, plants, getattr(plants, who))

    assert refused.value.code is code


def test_an_officer_may_approve_what_is_stricter_with_the_same_word(
    database: Database, plants: Plants
) -> None:
    done = propose(database, plants, plants.alice, is_approved_at_once=True)

    assert (done.state, in_force(database, plants).version) == (ProposalState.APPROVED, 2)


def test_a_looser_yellow_limit_is_on_record_but_needs_one_officer(database: Database, plants: Plants) -> None:
    of_vibration(database)

    done = propose(database, plants, plants.alice, LOOSER_YELLOW, is_approved_at_once=True)

    assert done.loosened == {Tier.YELLOW}
    assert in_force(database, plants).limits == LOOSER_YELLOW


def test_a_looser_red_limit_needs_a_second_person(database: Database, plants: Plants) -> None:
    proposal = propose(database, plants, plants.alice, LOOSER_RED)

    with pytest.raises(Refused) as refused:
        approve(database, proposal, plants.alice)
    assert refused.value.code is ErrorCode.SECOND_PERSON_REQUIRED
    assert in_force(database, plants).version == 1

    approve(database, proposal, plants.dora)
    assert in_force(database, plants).limits == LOOSER_RED


def test_a_lone_hand_leaves_no_trace_of_a_looser_red_limit_approved_at_once(
    database: Database, plants: Plants
) -> None:
    with pytest.raises(Refused):
        propose(database, plants, plants.alice, LOOSER_RED, is_approved_at_once=True)

    assert audited(database, "INDICATOR_PROPOSED") == []


def test_a_proposal_compared_with_an_older_version_must_be_tested_again(
    database: Database, plants: Plants
) -> None:
    proposal = propose(database, plants, plants.erik)
    tune(database, plants, plants.alice, Tuning(deadband=0.5))

    with pytest.raises(Refused) as refused:
        approve(database, proposal, plants.alice)

    assert refused.value.code is ErrorCode.LIMITS_CHANGED


def test_approving_twice_is_refused_and_makes_one_version(database: Database, plants: Plants) -> None:
    proposal = propose(database, plants, plants.erik)
    approve(database, proposal, plants.alice)

    with pytest.raises(Refused) as refused:
        approve(database, proposal, plants.dora)

    assert refused.value.code is ErrorCode.ILLEGAL_TRANSITION
    assert in_force(database, plants).version == 2


def test_a_rejection_says_why_and_a_withdrawal_is_the_proposers(database: Database, plants: Plants) -> None:
    first, second = propose(database, plants, plants.erik), propose(database, plants, plants.erik)

    with pytest.raises(Refused) as refused:
        database.transact(
            lambda tx: indicators.reject_indicator(tx, first.proposal_id, by=plants.alice, reason="")
        )
    assert refused.value.code is ErrorCode.REASON_REQUIRED
    with pytest.raises(Refused) as refused:
        database.transact(lambda tx: indicators.withdraw_indicator(tx, second.proposal_id, by=plants.alice))
    assert refused.value.code is ErrorCode.NOT_ALLOWED

    rejected = database.transact(
        lambda tx: indicators.reject_indicator(tx, first.proposal_id, by=plants.alice, reason="依据不足")
    )
    withdrawn = database.transact(
        lambda tx: indicators.withdraw_indicator(tx, second.proposal_id, by=plants.erik)
    )
    assert (rejected.state, rejected.decision_note) == (ProposalState.REJECTED, "依据不足")
    assert withdrawn.state is ProposalState.WITHDRAWN


def test_one_source_has_one_shadow(database: Database, plants: Plants) -> None:
    first, second = propose(database, plants, plants.erik), propose(database, plants, plants.alice)
    database.transact(lambda tx: indicators.start_shadow(tx, first.proposal_id, by=plants.erik))

    with pytest.raises(Refused) as refused:
        database.transact(lambda tx: indicators.start_shadow(tx, second.proposal_id, by=plants.erik))
    assert refused.value.code is ErrorCode.CONFLICT

    for outsider in (plants.carol, plants.bob):
        with pytest.raises(Refused) as refused:
            database.transact(lambda tx, by=outsider: indicators.start_shadow(tx, second.proposal_id, by=by))
        assert refused.value.code is ErrorCode.NOT_FOUND

    database.transact(lambda tx: indicators.stop_shadow(tx, first.proposal_id, by=plants.alice))
    shadow = database.transact(lambda tx: indicators.start_shadow(tx, second.proposal_id, by=plants.erik))
    assert shadow.state is ProposalState.SHADOW
