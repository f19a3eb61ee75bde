"""Shadow rules: proposed indicators judged live beside those in force, without notifying anyone.

They see the very rows that the intake stores, and are saved in its transaction. So a shadow survives a
restart, and what it says is what its indicator would have said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from backend.core.database import Transaction
from backend.core.session import Session
from backend.detection.limits.evaluator import evaluate_rows, remember
from backend.detection.limits.rule_state import RuleState
from backend.detection.limits.sources import Evaluation, Source
from backend.readings.rules import JournalRow
from backend.tuning.shadows_store import Shadows as ShadowsStore
from backend.tuning.store import Indicators


@dataclass(slots=True)
class Shadows:
    """The shadow of each source that has one, by sensor id. Changes in `after_commit` only."""

    sources: dict[str, Source] = field(default_factory=dict)
    proposal_ids: dict[int, UUID] = field(default_factory=dict)


def open_shadows(session: Session, judged: Mapping[int, Source]) -> Shadows:
    """Every shadow of these sources, by sensor id, as it was left; what is stored of a source both know."""
    proposals = {each.proposal_id: each for each in Indicators(session).shadows()}
    states = ShadowsStore(session).states(proposals)
    found = Shadows()
    for proposal_id, proposal in proposals.items():
        if proposal.sensor_id not in judged:
            continue
        source = judged[proposal.sensor_id].as_new()
        saved = states.get(proposal_id)
        source.bind(proposal.proposed, None if saved is None else RuleState.from_json(saved))
        found.sources[str(proposal.sensor_id)] = source
        found.proposal_ids[proposal.sensor_id] = proposal_id
    return found


def observe(tx: Transaction, shadows: Shadows, rows: Sequence[JournalRow]) -> Evaluation | None:
    """Judge what the intake has just stored; None if no source of it has a shadow."""
    if not shadows.proposal_ids:
        return None
    found = evaluate_rows(shadows.sources, rows)
    if not found.rows:
        return None
    for change in found.changes:
        tx.get(ShadowsStore).record(shadows.proposal_ids[change.sensor_id], change)
    for key, source in found.touched.items():
        state = source.state()
        if state is not None and source.states is not shadows.sources[key].states:
            tx.get(ShadowsStore).save(shadows.proposal_ids[source.sensor_id], state.to_json())
    return found


def after_commit(shadows: Shadows, found: Evaluation | None) -> None:
    """The transaction of these rows has been committed."""
    if found is not None:
        remember(shadows.sources, found)
