"""How to connect a source."""

from uuid import UUID

import strawberry

from backend.core.graphql.context import Info
from backend.core.graphql.qr import qr
from backend.core.viewer import Permission
from backend.sensors import sources_queries as sources
from backend.sensors.connection_rules import ConnectionGuide, ConnectionWay, guide

strawberry.enum(ConnectionWay, name="ConnectionWay")


@strawberry.type(
    name="ConnectionGuide",
    description="What a technician types. `address`: empty where nobody has set that of the broker;"
    " `isLocal`: only the server itself reaches it; `qr`: all of it as a picture, without any secret.",
)
class ConnectionGuideNode:
    site_code: str
    address: str
    topic: str
    payload: str
    command: str
    needs_key: bool
    needs_account: bool
    is_local: bool
    qr: str

    @classmethod
    def of(cls, site_code: str, found: ConnectionGuide) -> "ConnectionGuideNode":
        return cls(
            site_code=site_code,
            address=found.address,
            topic=found.topic,
            payload=found.payload,
            command=found.command,
            needs_key=found.needs_key,
            needs_account=found.needs_account,
            is_local=found.is_local,
            qr=qr(found.text),
        )


@strawberry.type
class ConnectionQuery:
    @strawberry.field(description="For who manages sources: NOT_ALLOWED for others.")
    async def connection_guide(
        self, info: Info, site_id: UUID, way: ConnectionWay, code: str
    ) -> ConnectionGuideNode:
        viewer, edge = info.context.viewer, info.context.edge
        viewer.require(Permission.MANAGE_SOURCES, site_id=site_id)
        sites = await info.context.read(lambda session: sources.managed(session, viewer))
        site = next(each.code for each in sites if each.site_id == site_id)
        found = guide(
            way, site=site, code=code, address=edge.address, broker=edge.broker, now=info.context.now
        )
        return ConnectionGuideNode.of(site, found)
