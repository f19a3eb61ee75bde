"""Transitions of response times, and of where they hold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from backend.core.text import Text
from backend.core.vocabulary import Tier
from backend.policies import commands as policies
from backend.policies.rules import POLICY
from backend.sites import area_commands as areas
from backend.sites.area_commands import AreaDetails
from tests.scenarios.transitions.staging import Stage
from tests.support.dying_connection import Command

STRICT: Final = {
    **POLICY,
    Tier.ORANGE: replace(POLICY[Tier.ORANGE], acknowledge_within=timedelta(minutes=2)),
}


def _own_policy(stage: Stage) -> Command:
    by, north, area = stage.plants.alice, stage.plants.north, stage.plants.area
    return lambda tx: policies.change_tier_policy(
        tx, north, STRICT, based_on=0, reason="罐区", by=by, area_id=area
    )


def _withdraw_policy(stage: Stage) -> Command:
    by, north, area = stage.plants.alice, stage.plants.north, stage.plants.area
    own = {**POLICY}
    stage.database.transact(
        lambda tx: policies.change_tier_policy(tx, north, own, based_on=0, reason="罐区", by=by, area_id=area)
    )
    return lambda tx: policies.withdraw_area_policy(tx, north, area, based_on=2, reason="同全厂", by=by)


def _move_area(stage: Stage) -> Command:
    """Out of an area whose times are shorter: it keeps them as its own."""
    by, north, around = stage.plants.alice, stage.plants.north, stage.plants.area
    stage.database.transact(_own_policy(stage))
    inner = stage.database.transact(
        lambda tx: areas.add_area(tx, north, AreaDetails("ROOM", Text("泵房", ""), parent_id=around), by=by)
    )
    out = AreaDetails("ROOM", Text("泵房", ""), parent_id=None)
    return lambda tx: areas.change_area(tx, inner.area_id, out, version=inner.version, by=by)


OF_POLICIES: Final[dict[str, Callable[[Stage], Command]]] = {
    "change the policy": lambda s: s.deed("change policy", s.plants.alice, s.plants.north),
    "give an area a policy of its own": _own_policy,
    "take that back": _withdraw_policy,
    "move an area out of a stricter one": _move_area,
}
