"""Groups as lists and pages show them: how many, what explains them, the worst of their alerts."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlmodel import Session, col

from backend.alerts.filters_queries import waiting_order
from backend.alerts.grouping.names_store import GroupNames
from backend.alerts.grouping.rules import GroupCount
from backend.alerts.queries import ALERTS, AlertView, views_of
from backend.alerts.tables import AlertRow
from backend.core.statements import among, rows
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier

MOST_MEMBERS: Final = 50
"""Alerts that a group names by itself; all of them are a list with pages, by the filter of its id."""
_OPEN: Final = (
    among(col(AlertRow.group_id), "groups"),
    col(AlertRow.is_open),
    among(col(AlertRow.site_id), "sites"),
)
_WAITS_FOR_SHELF: Final = and_(
    or_(col(AlertRow.is_active), ~col(AlertRow.is_acknowledged)), col(AlertRow.shelved_until).is_(None)
)
"""As `suppression.rules.waits_for_shelf` says of one."""
COUNTS: Final = (
    select(
        col(AlertRow.group_id),
        func.count(),
        func.count().filter(col(AlertRow.is_active)),
        func.count().filter(col(AlertRow.shelved_until).is_not(None)),
        func.count().filter(_WAITS_FOR_SHELF),
        func.count().filter(_WAITS_FOR_SHELF, col(AlertRow.rank) == Tier.RED),
    )
    .where(*_OPEN)
    .group_by(col(AlertRow.group_id))
)
_RANKED: Final = (
    select(
        col(AlertRow.id),
        func.row_number()
        .over(partition_by=col(AlertRow.group_id), order_by=list(waiting_order()))
        .label("place"),
    )
    .where(*_OPEN)
    .subquery()
)
WORST: Final = ALERTS.join(_RANKED, _RANKED.c.id == AlertRow.id).where(_RANKED.c.place <= MOST_MEMBERS)


def counts(session: Session, viewer: Viewer, group_ids: Iterable[UUID]) -> dict[UUID, GroupCount]:
    """Return how many open alerts each of these groups has, and how many of them are active or shelved."""
    found = session.connection().execute(COUNTS, _asked(viewer, group_ids))
    return {group_id: GroupCount(*numbers) for group_id, *numbers in found if group_id}


def names(session: Session, viewer: Viewer, group_ids: Iterable[UUID]) -> dict[UUID, Text]:
    """Return what explains each of these groups of silences: a parent of theirs, or the site."""
    return GroupNames(session).of(group_ids, site_ids=viewer.site_ids)


def members(session: Session, viewer: Viewer, group_ids: Iterable[UUID]) -> dict[UUID, list[AlertView]]:
    """Return the worst open alerts of each of these groups, in the one order of what waits."""
    wanted = list(group_ids)
    statement = WORST.order_by(*waiting_order())
    found: dict[UUID, list[AlertView]] = {group_id: [] for group_id in wanted}
    for view in views_of(session, viewer, rows(session, statement, _asked(viewer, wanted))):
        if view.alert.group_id is not None:
            found[view.alert.group_id].append(view)
    return found


def _asked(viewer: Viewer, group_ids: Iterable[UUID]) -> dict[str, Any]:
    return {"groups": list(group_ids), "sites": list(viewer.site_ids)}
