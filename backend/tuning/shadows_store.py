"""State of shadow rules between batches, and the alerts that they would have raised."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from backend.core.statements import one_of
from backend.core.time import moment
from backend.core.vocabulary import ConditionChange
from backend.tuning.tables import ShadowEpisodeRow, ShadowStateRow


class Shadows:
    def __init__(self, session: Session) -> None:
        self._session = session

    def states(self, proposal_ids: Iterable[UUID]) -> dict[UUID, str]:
        """The saved rule state of each of these that has one."""
        statement = select(ShadowStateRow).where(one_of(col(ShadowStateRow.proposal_id), proposal_ids))
        return {row.proposal_id: row.limits for row in self._session.exec(statement)}

    def save(self, proposal_id: UUID, limits: str) -> None:
        row = self._session.get(ShadowStateRow, proposal_id)
        row = row or ShadowStateRow(proposal_id=proposal_id, limits=limits)
        row.limits = limits
        self._session.add(row)

    def record(self, proposal_id: UUID, change: ConditionChange) -> None:
        """Open, re-tier or end the episode of this condition. The same change again does nothing."""
        row = self._session.exec(
            select(ShadowEpisodeRow).where(
                ShadowEpisodeRow.proposal_id == proposal_id,
                ShadowEpisodeRow.condition == change.condition,
                ShadowEpisodeRow.aspect == change.aspect,
                col(ShadowEpisodeRow.ended_at).is_(None),
            )
        ).first()
        if change.tier is None:
            if row is not None:
                row.ended_at = moment(change.sampled_us)
                self._session.add(row)
            return
        tier = int(change.tier)
        if row is None:
            row = ShadowEpisodeRow(
                proposal_id=proposal_id,
                condition=change.condition,
                aspect=change.aspect,
                tier=tier,
                worst_tier=tier,
                started_at=moment(change.sampled_us),
            )
        if tier >= row.worst_tier:
            row.value, row.limit = change.value, change.limit
        row.tier, row.worst_tier = tier, max(row.worst_tier, tier)
        self._session.add(row)
        self._session.flush()

    def forget(self, proposal_id: UUID, *, at: datetime) -> None:
        """The shadow does not run any more: what it had open ends here, and its state is of no use."""
        episodes = update(ShadowEpisodeRow).where(
            col(ShadowEpisodeRow.proposal_id) == proposal_id, col(ShadowEpisodeRow.ended_at).is_(None)
        )
        connection = self._session.connection()
        connection.execute(episodes.values(ended_at=at))
        connection.execute(delete(ShadowStateRow).where(col(ShadowStateRow.proposal_id) == proposal_id))
