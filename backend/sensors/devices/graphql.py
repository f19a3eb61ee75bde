"""Devices that send over HTTP, and their keys."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.viewer import Viewer
from backend.sensors import sources_queries as sources
from backend.sensors.devices import commands
from backend.sensors.devices.refusals_rules import KeyRefusal, RefusedDevice
from backend.sensors.devices.rules import Device, hint_of, new_key


@strawberry.type(name="Device", description="`hint`: how its key begins. No `codes`: it speaks for the site.")
class DeviceNode:
    id: UUID
    name: str
    codes: list[str]
    hint: str
    created_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None

    @classmethod
    def of(cls, device: Device) -> "DeviceNode":
        return cls(
            id=device.device_id,
            name=device.name,
            codes=list(device.codes),
            hint=device.hint,
            created_at=device.created_at,
            revoked_at=device.revoked_at,
            last_used_at=device.last_used_at,
        )


async def device_node(info: Info, device_id: UUID) -> DeviceNode:
    return DeviceNode.of(await info.context.load(sources.by_device_ids, device_id))


@strawberry.type(description="`key` is shown this once; null where the same command was carried out before.")
class CreatedDevice:
    device: DeviceNode
    key: str | None


@strawberry.input
class CreateDeviceInput:
    operation_id: UUID
    site_id: UUID
    name: str
    codes: list[str] = strawberry.field(default_factory=list)


@strawberry.input
class RevokeDeviceInput:
    operation_id: UUID
    device_id: UUID


@strawberry.type(
    name="RefusedDevice",
    description="What a device tried, and got nothing in. `code`: the source that it named; `device`: the"
    " name of that of the key, where it is of this site; both empty for none.",
)
class RefusedDeviceNode:
    site_id: UUID
    code: str
    reason: KeyRefusal
    device: str
    count: int
    first_seen_at: datetime
    last_seen_at: datetime

    @classmethod
    def of(cls, site_id: UUID, refused: RefusedDevice) -> "RefusedDeviceNode":
        return cls(
            site_id=site_id,
            code=refused.code,
            reason=refused.reason,
            device=refused.device,
            count=refused.count,
            first_seen_at=refused.first_seen_at,
            last_seen_at=refused.last_seen_at,
        )


@strawberry.type
class DevicesQuery:
    @strawberry.field(description="Those in use first. For officers and administrators.")
    async def devices(self, info: Info) -> list[DeviceNode]:
        found = await info.context.read(lambda session: sources.devices(session, info.context.viewer))
        return [DeviceNode.of(device) for device in found]

    @strawberry.field(
        description="Devices that sent with a key that is not good there, the latest first. For officers and"
        " administrators.",
    )
    async def refused_devices(self, info: Info) -> list[RefusedDeviceNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: sources.refused_devices(session, viewer))
        return [RefusedDeviceNode.of(site_id, refused) for site_id, refused in found]


@strawberry.type
class DevicesMutation:
    @strawberry.mutation(description="Give a device a key of its own.")
    async def create_device(self, info: Info, input: CreateDeviceInput) -> CreatedDevice:
        viewer, key = info.context.viewer, new_key()
        device_id = await info.context.command(
            input,
            "create_device",
            lambda tx: (
                commands.create_device(
                    tx, site_id=input.site_id, name=input.name, codes=input.codes, key=key, by=viewer
                ).device_id
            ),
        )
        device = await info.context.load(sources.by_device_ids, device_id)
        return CreatedDevice(device=DeviceNode.of(device), key=key if device.hint == hint_of(key) else None)

    @command(returns=device_node, description="From now on its key opens nothing.")
    def revoke_device(self, tx: Transaction, input: RevokeDeviceInput, by: Viewer) -> UUID:
        return commands.revoke_device(tx, input.device_id, by=by).device_id
