"""Beacons: what each has to show, whether it says that it does, and setting them up."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.agreements.graphql import AgreementNode, agreements_of
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.notifications.beacons import commands, queries
from backend.notifications.beacons.queries import BeaconView
from backend.notifications.beacons.rules import BeaconState
from backend.sites.graphql import AreaNode, area_node


@strawberry.type(name="Beacon", description="A lamp or siren on the spot.")
class BeaconNode:
    id: UUID
    code: str = strawberry.field(description="As it stands in its topics.")
    name: str
    state: BeaconState
    tier: Tier | None = strawberry.field(description="What it has to show; null: to be dark.")
    wanted_at: datetime | None = strawberry.field(description="Since when it has to.")
    shown_at: datetime | None = strawberry.field(description="When it said that it does.")
    was_shown: bool = strawberry.field(description="Whether it has ever confirmed anything.")
    reachable_at: datetime | None = strawberry.field(description="Since when it is, or is not, connected.")
    error: str | None = strawberry.field(description="What the broker said, where it did not take it.")
    tested_at: datetime | None
    test_shown_at: datetime | None
    test_error: str | None
    area_id: strawberry.Private[UUID | None]

    @strawberry.field(description="For which it stands, with all that lies in it; null: the whole site.")
    async def area(self, info: Info) -> AreaNode | None:
        return await area_node(info, self.area_id) if self.area_id else None

    @strawberry.field(description="Requests to take it away, in the order they were asked.")
    async def agreements(self, info: Info) -> list[AgreementNode]:
        return await agreements_of(info, self.id)

    @classmethod
    def of(cls, view: BeaconView) -> "BeaconNode":
        beacon = view.beacon
        return cls(
            id=beacon.beacon_id,
            code=beacon.code,
            name=beacon.name,
            state=view.state,
            tier=beacon.tier,
            wanted_at=beacon.wanted_at,
            shown_at=beacon.shown_at,
            was_shown=beacon.was_shown,
            reachable_at=beacon.reachable_at,
            error=beacon.last_error,
            tested_at=beacon.tested_at,
            test_shown_at=beacon.test_shown_at,
            test_error=beacon.test_error,
            area_id=beacon.area_id,
        )


async def beacon_node(info: Info, beacon_id: UUID) -> BeaconNode:
    return BeaconNode.of(await info.context.load(queries.by_ids, beacon_id))


@strawberry.input
class AddBeaconInput:
    operation_id: UUID
    site_id: UUID
    code: str
    name: str
    area_id: UUID | None = strawberry.field(default=None, description="Null: it stands for the whole site.")


@strawberry.input
class RemoveBeaconInput:
    operation_id: UUID
    beacon_id: UUID
    reason: str
    asks_second_person: bool = False


@strawberry.input
class TestBeaconInput:
    operation_id: UUID
    beacon_id: UUID


@strawberry.type
class BeaconsQuery:
    @strawberry.field(description="Those of the site, by code.")
    async def beacons(self, info: Info, site_id: UUID) -> list[BeaconNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: queries.of_site(session, viewer, site_id))
        return [BeaconNode.of(each) for each in found]

    @strawberry.field(
        description="Those that have to show the alert while it is active; empty for one of another site.",
    )
    async def alert_beacons(self, info: Info, alert_id: UUID) -> list[BeaconNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: queries.of_alert(session, viewer, alert_id))
        return [BeaconNode.of(each) for each in found]


@strawberry.type
class BeaconsMutation:
    @command(returns=beacon_node, needs_proof=lambda _: True)
    def add_beacon(self, tx: Transaction, input: AddBeaconInput, by: Viewer) -> UUID:
        return commands.add_beacon(
            tx, input.site_id, code=input.code, name=input.name, area_id=input.area_id, by=by
        )

    @command(
        returns=beacon_node,
        needs_proof=lambda _: True,
        description="It goes dark and is none any more once a second person agrees; until then it goes on.",
    )
    def remove_beacon(self, tx: Transaction, input: RemoveBeaconInput, by: Viewer) -> UUID:
        return commands.remove_beacon(
            tx,
            input.beacon_id,
            reason=input.reason,
            asks_second_person=input.asks_second_person,
            by=by,
        )

    @command(returns=beacon_node, description="That it showed the test stands on it, once it says so.")
    def test_beacon(self, tx: Transaction, input: TestBeaconInput, by: Viewer) -> UUID:
        return commands.test_beacon(tx, input.beacon_id, by=by)
