"""Changing an indicator: proposed, tried, approved by whoever may, looked at again after two weeks."""

from dataclasses import replace
from uuid import UUID, uuid4

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind
from backend.core.viewer import Permission, Viewer, roles_with
from backend.core.vocabulary import Tier
from backend.detection.backtest.results import Comparison
from backend.people.accounts.second_person_commands import require_second_person
from backend.people.directory.store import Staff
from backend.people.store import People
from backend.risks.reviews.commands import call_reviews_of_source
from backend.sensors.rules import Indicator, Sensor
from backend.sensors.store import Sensors
from backend.tuning import indicators_rules as rules
from backend.tuning.events import (
    INDICATOR_CHANGED,
    INDICATOR_PROPOSED,
    INDICATOR_REJECTED,
    INDICATOR_WITHDRAWN,
    SHADOW_STARTED,
    SHADOW_STOPPED,
)
from backend.tuning.indicators_rules import REVIEW_AFTER, Proposal, ProposalAction, ProposalState
from backend.tuning.loosening_rules import loosened_tiers
from backend.tuning.one_tap_rules import Tuning, tuned
from backend.tuning.red_risks_store import RedRisks
from backend.tuning.shadows_store import Shadows
from backend.tuning.store import Indicators


def propose_indicator(
    tx: Transaction,
    sensor_id: int,
    wanted: Indicator,
    *,
    base_version: int,
    reason: str,
    by: Viewer,
    findings: Comparison | None = None,
    is_approved_at_once: bool = False,
) -> Proposal:
    """Ask for `wanted` in place of version `base_version`; who may approve it may do so with the same word.

    `findings` is the back-test that the person looked at. Raises Refused: LIMITS_CHANGED if another version
    came into force meanwhile, REASON_REQUIRED, INVALID_INPUT, and what approving refuses.
    """
    sensor, in_force = source_of(tx, sensor_id, Permission.PROPOSE_LIMITS, by)
    rules.check_reason(reason)
    rules.check_change(in_force, wanted)
    _check_base(in_force, base_version)
    proposal_id = uuid4()
    proposed = replace(
        wanted,
        indicator_id=proposal_id,
        version=in_force.version + 1,
        # What is measured stays: by unit and standard it is a gas, and then nobody changes it alone.
        unit=in_force.unit,
        standard=in_force.standard,
    )
    if replace(proposed, indicator_id=in_force.indicator_id, version=in_force.version) == in_force:
        raise Refused(ErrorCode.INVALID_INPUT, "this changes nothing")
    proposal = Proposal(
        proposal_id=proposal_id,
        site_id=sensor.site_id,
        sensor_id=sensor_id,
        state=ProposalState.DRAFT,
        base_indicator_id=in_force.indicator_id,
        base_version=in_force.version,
        proposed=proposed,
        reason=reason.strip(),
        proposed_by=by.person_id,
        proposed_at=tx.now,
        loosened=_loosened(tx, sensor_id, in_force, proposed),
        findings=findings,
    )
    tx.get(Indicators).add(proposal)
    seconds = _who_decides(tx, proposal) - {by.person_id} if proposal.needs_second_person else set()
    announce(tx, INDICATOR_PROPOSED, proposal, sensor, by=by.person_id, note=proposal.reason, to=seconds)
    if is_approved_at_once:
        return approve_indicator(tx, proposal_id, by=by)
    return proposal


def tune_indicator(
    tx: Transaction,
    sensor_id: int,
    tuning: Tuning,
    *,
    reason: str,
    by: Viewer,
    findings: Comparison | None = None,
    asks_second_person: bool = False,
) -> Proposal:
    """The one-tap fix of a source that calls too often: deadband or delays, never its limits.

    The same path as any change: a proposal, a new version, the audit log, a review after two weeks.
    `asks_second_person`: what nobody puts into force alone waits as a proposal; without it, raises
    Refused(SECOND_PERSON_REQUIRED).
    """
    _, in_force = source_of(tx, sensor_id, Permission.APPROVE_LIMITS, by)
    proposal = propose_indicator(
        tx,
        sensor_id,
        tuned(in_force, tuning),
        base_version=in_force.version,
        reason=reason,
        by=by,
        findings=findings,
    )
    if proposal.needs_second_person and asks_second_person:
        return proposal
    return approve_indicator(tx, proposal.proposal_id, by=by)


def _loosened(tx: Transaction, sensor_id: int, in_force: Indicator, proposed: Indicator) -> frozenset[Tier]:
    red_sides = tx.get(RedRisks).times(sensor_id).sides_now
    return loosened_tiers(in_force, proposed, red_sides=red_sides)


def proposal_of(tx: Transaction, proposal_id: UUID, by: Viewer) -> Proposal:
    """The proposal, for who may look into the lab. Raises Refused(NOT_FOUND)."""
    proposal = tx.get(Indicators).get(proposal_id)
    by.require_sight(Permission.SEE_KPIS, site_id=proposal.site_id)
    return proposal


def approve_indicator(tx: Transaction, proposal_id: UUID, *, by: Viewer, note: str = "") -> Proposal:
    """The proposed indicator comes into force as the next version, to be reviewed after two weeks.

    Raises Refused: SECOND_PERSON_REQUIRED where red or a gas detector becomes looser, LIMITS_CHANGED if the
    version that it was compared with is not in force any more.
    """
    proposal = proposal_of(tx, proposal_id, by)
    sensor, in_force = source_of(tx, proposal.sensor_id, _deciding(tx, proposal), by)
    # The register may have made a risk red since it was proposed.
    loosened = proposal.loosened | _loosened(tx, sensor.sensor_id, in_force, proposal.proposed)
    proposal = replace(proposal, loosened=loosened)
    approved = rules.advance(proposal, ProposalAction.APPROVE, by=by.person_id, at=tx.now, note=note)
    if approved.needs_second_person:
        require_second_person(tx, by.person_id, to=(proposal.proposed_by,))
    _check_base(in_force, proposal.base_version)
    holding = tx.get(Sensors).add_indicator(
        sensor.sensor_id, proposal.proposed, reason=proposal.reason, at=tx.now, by=by.person_id
    )
    version = holding.version
    approved = replace(approved, approved_version=version, review_due_at=tx.now + REVIEW_AFTER)
    tx.get(Indicators).put(approved)
    tx.get(Shadows).forget(proposal_id, at=tx.now)
    note = f"v{in_force.version} → v{version}: {proposal.reason}"
    announce(tx, INDICATOR_CHANGED, approved, sensor, by=by.person_id, note=note)
    call_reviews_of_source(tx, sensor.sensor_id, note=sensor.code)
    return approved


def reject_indicator(tx: Transaction, proposal_id: UUID, *, by: Viewer, reason: str) -> Proposal:
    """The proposal is turned down, with the reason."""
    return _move(
        tx,
        proposal_id,
        ProposalAction.REJECT,
        INDICATOR_REJECTED,
        _deciding(tx, proposal_of(tx, proposal_id, by)),
        by=by,
        note=reason,
    )


def withdraw_indicator(tx: Transaction, proposal_id: UUID, *, by: Viewer) -> Proposal:
    """Withdraw a proposal on behalf of its author."""
    return _move(
        tx,
        proposal_id,
        ProposalAction.WITHDRAW,
        INDICATOR_WITHDRAWN,
        Permission.PROPOSE_LIMITS,
        by=by,
    )


def start_shadow(tx: Transaction, proposal_id: UUID, *, by: Viewer) -> Proposal:
    """From now on the proposed indicator is judged live beside the one in force, and notifies nobody.

    Raises Refused(CONFLICT) while another proposal of the same source does.
    """
    proposal = proposal_of(tx, proposal_id, by)
    source_of(tx, proposal.sensor_id, Permission.PROPOSE_LIMITS, by)
    others = tx.get(Indicators).shadows([proposal.sensor_id])
    if any(other.proposal_id != proposal_id for other in others):
        raise Refused(ErrorCode.CONFLICT, "another proposal of this source runs as a shadow")
    return _move(
        tx,
        proposal_id,
        ProposalAction.START_SHADOW,
        SHADOW_STARTED,
        Permission.PROPOSE_LIMITS,
        by=by,
    )


def stop_shadow(tx: Transaction, proposal_id: UUID, *, by: Viewer) -> Proposal:
    """The shadow ends; what it saw stays with the proposal."""
    return _move(
        tx,
        proposal_id,
        ProposalAction.STOP_SHADOW,
        SHADOW_STOPPED,
        Permission.PROPOSE_LIMITS,
        by=by,
    )


def _move(
    tx: Transaction,
    proposal_id: UUID,
    action: ProposalAction,
    kind: EventKind,
    permission: Permission,
    *,
    by: Viewer,
    note: str = "",
) -> Proposal:
    proposal = proposal_of(tx, proposal_id, by)
    sensor, _ = source_of(tx, proposal.sensor_id, permission, by)
    moved = rules.advance(proposal, action, by=by.person_id, at=tx.now, note=note)
    tx.get(Indicators).put(moved)
    if moved.state is not ProposalState.SHADOW:
        tx.get(Shadows).forget(proposal_id, at=tx.now)
    announce(tx, kind, moved, sensor, by=by.person_id, note=note)
    return moved


def source_of(
    tx: Transaction, sensor_id: int, permission: Permission, by: Viewer
) -> tuple[Sensor, Indicator]:
    """The source and its indicator in force. Raises Refused(NOT_FOUND), also for one of a foreign site."""
    sensor = tx.get(Sensors).get([sensor_id]).get(sensor_id)
    if sensor is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such sensor")
    by.require(permission, site_id=sensor.site_id)
    if sensor.indicator is None:
        raise Refused(ErrorCode.NOT_FOUND, "nothing is measured here yet")
    return sensor, sensor.indicator


def _check_base(in_force: Indicator, base_version: int) -> None:
    if in_force.version != base_version:
        raise Refused(ErrorCode.LIMITS_CHANGED, f"version {in_force.version} is in force, not {base_version}")


def announce(
    tx: Transaction,
    kind: EventKind,
    proposal: Proposal,
    sensor: Sensor,
    *,
    by: UUID | None,
    note: str = "",
    to: set[UUID] | None = None,
) -> None:
    said = ": ".join(filter(None, (sensor.code, note)))
    tx.announce(Event(kind, proposal.site_id, by=by, note=said, to=tuple(sorted(to or ()))))


def _deciding(tx: Transaction, proposal: Proposal) -> Permission:
    """The permission to decide on it: the second person of the only officer is a lead or an executive."""
    author = tx.get(People).membership(proposal.proposed_by, proposal.site_id)
    return rules.deciding(proposal, author=author.role if author else None)


def _who_decides(tx: Transaction, proposal: Proposal) -> set[UUID]:
    """Return the people who are asked: officers; where there is none beside the author, everybody who may
    decide then.
    """
    officers = tx.get(Staff).with_role(proposal.site_id, roles_with(Permission.APPROVE_LIMITS))
    if officers - {proposal.proposed_by}:
        return officers
    return tx.get(Staff).with_role(proposal.site_id, roles_with(_deciding(tx, proposal)))
