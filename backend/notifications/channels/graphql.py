"""Channels of a site: what there is to set up, what is set up, pausing and trying it."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.agreements.graphql import AgreementNode, agreements_of
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.viewer import Viewer
from backend.notifications.channels import commands, queries
from backend.notifications.channels.queries import ChannelView, SettingView, StreamView
from backend.notifications.channels.rules import ChannelBefore, Wanted
from backend.notifications.chat_cards import streams_commands as streams


@strawberry.type(name="ChannelSetting", description="One text box of a provider.")
class ChannelSettingNode:
    name: str
    form: str = strawberry.field(
        description="TEXT, CODE, URL, HOST, PORT, EMAIL, CHOICE, LIST, HEADERS, LINES or PEM."
    )
    is_secret: bool
    is_required: bool
    default: str
    choices: list[str]
    longest: int

    @classmethod
    def of(cls, setting: SettingView) -> "ChannelSettingNode":
        return cls(
            name=setting.name,
            form=setting.form.value,
            is_secret=setting.is_secret,
            is_required=setting.is_required,
            default=setting.default,
            choices=list(setting.choices),
            longest=setting.longest,
        )


@strawberry.type(name="ChannelProvider", description="A provider of a kind of channel, and what it asks for.")
class ChannelProviderNode:
    kind: str
    provider: str
    settings: list[ChannelSettingNode]


@strawberry.type(name="ChannelValue", description="A setting that is no secret.")
class ChannelValueNode:
    name: str
    value: str


@strawberry.type(
    name="ChannelBefore",
    description="What a channel was before its last change. What the provider refuses leaves by that.",
)
class ChannelBeforeNode:
    kept_until: datetime | None = strawberry.field(
        description="None as long as its provider has accepted nothing by what the channel is now."
    )
    used_at: datetime | None = strawberry.field(
        description="Since when messages leave by it; None: what the channel is now has not been refused."
    )
    refused: str = strawberry.field(description="What the provider said then.")

    @classmethod
    def of(cls, before: ChannelBefore) -> "ChannelBeforeNode":
        return cls(
            kept_until=before.kept_until if before.proven_at else None,
            used_at=before.used_at,
            refused=before.refused,
        )


@strawberry.type(name="ChannelStream", description="The connection by which alerts are answered in a chat.")
class ChannelStreamNode:
    is_connected: bool = strawberry.field(description="Else messages are texts with a link.")
    lost_at: datetime | None
    error: str = strawberry.field(description="What the provider said.")
    is_taken_over: bool = strawberry.field(
        description="Another connection of the same bot took its place: see reconnectChannel."
    )

    @classmethod
    def of(cls, stream: StreamView) -> "ChannelStreamNode":
        return cls(
            is_connected=stream.is_connected,
            lost_at=stream.lost_at,
            error=stream.error,
            is_taken_over=stream.is_taken_over,
        )


@strawberry.type(name="SiteChannel", description="A channel that the site has set up.")
class SiteChannelNode:
    id: UUID
    kind: str
    provider: str
    settings: list[ChannelValueNode]
    secrets: list[str] = strawberry.field(
        description="Names of those that are there; nobody reads one again."
    )
    paused_at: datetime | None
    pause_reason: str
    monthly_cap: int | None = strawberry.field(
        description="Messages of a calendar month after which only red alerts are sent."
    )
    price_cents: int | None = strawberry.field(description="Of one message, in hundredths.")
    sent_this_month: int
    tested_at: datetime | None
    test_outcome: str | None = strawberry.field(
        description="What the provider said of the last test, where it did not take it."
    )
    version: int
    before: ChannelBeforeNode | None
    stream: ChannelStreamNode | None = strawberry.field(
        description="None for a channel from which no answers are awaited."
    )

    @strawberry.field(description="Requests to pause it, in the order they were asked.")
    async def agreements(self, info: Info) -> list[AgreementNode]:
        return await agreements_of(info, self.id)

    @classmethod
    def of(cls, view: ChannelView) -> "SiteChannelNode":
        channel = view.channel
        return cls(
            id=channel.channel_id,
            kind=channel.kind,
            provider=channel.provider,
            settings=[
                ChannelValueNode(name=name, value=value) for name, value in sorted(channel.settings.items())
            ],
            secrets=sorted(channel.secret_names),
            paused_at=channel.paused_at,
            pause_reason=channel.pause_reason,
            monthly_cap=channel.monthly_cap,
            price_cents=channel.price_cents,
            sent_this_month=view.sent_this_month,
            tested_at=channel.tested_at,
            test_outcome=channel.test_outcome,
            version=channel.version,
            before=ChannelBeforeNode.of(view.before) if view.before else None,
            stream=ChannelStreamNode.of(view.stream) if view.stream else None,
        )


@strawberry.input
class ChannelValueInput:
    name: str
    value: str


@strawberry.input
class ConfigureChannelInput:
    operation_id: UUID
    site_id: UUID
    kind: str
    provider: str
    settings: list[ChannelValueInput]
    secrets: list[ChannelValueInput] = strawberry.field(description="One that is empty stays as it is.")
    monthly_cap: int | None = None
    price_cents: int | None = None
    version: int = strawberry.field(description="As the person saw it; 0 for one that is new.")


@strawberry.input
class PauseChannelInput:
    operation_id: UUID
    channel_id: UUID
    reason: str
    asks_second_person: bool = False


@strawberry.input
class ResumeChannelInput:
    operation_id: UUID
    channel_id: UUID


@strawberry.input
class ForgetChannelBeforeInput:
    operation_id: UUID
    channel_id: UUID


@strawberry.input
class ReconnectChannelInput:
    operation_id: UUID
    channel_id: UUID


@strawberry.input
class SendChannelTestInput:
    operation_id: UUID
    channel_id: UUID


async def channel_node(info: Info, channel_id: UUID) -> SiteChannelNode:
    now = info.context.now
    viewer = info.context.viewer
    found = await info.context.read(lambda session: queries.by_ids(session, viewer, [channel_id], now=now))
    if channel_id not in found:
        raise Refused(ErrorCode.NOT_FOUND, "no such channel")
    return SiteChannelNode.of(found[channel_id])


@strawberry.type
class SiteChannelsQuery:
    @strawberry.field(description="Every kind of channel that a site can set up, with its providers.")
    async def channel_providers(self, info: Info) -> list[ChannelProviderNode]:  # noqa: ARG002 - of every field
        return [
            ChannelProviderNode(
                kind=each.kind,
                provider=each.provider,
                settings=[ChannelSettingNode.of(setting) for setting in each.settings],
            )
            for each in queries.offers()
        ]

    @strawberry.field(description="Those that the site has set up, by kind.")
    async def site_channels(self, info: Info, site_id: UUID) -> list[SiteChannelNode]:
        viewer, now = info.context.viewer, info.context.now
        found = await info.context.read(lambda session: queries.of_site(session, viewer, site_id, now=now))
        return [SiteChannelNode.of(each) for each in found]


@strawberry.type
class SiteChannelsMutation:
    @strawberry.mutation(
        description="In force for every message from now on. SETTING_INVALID: the message names the setting."
    )
    async def configure_channel(self, info: Info, input: ConfigureChannelInput) -> SiteChannelNode:
        viewer, check = info.context.viewer, info.context.edge.check_channel
        wanted = Wanted(
            provider=input.provider,
            settings={each.name: each.value for each in input.settings},
            secrets={each.name: each.value for each in input.secrets},
            monthly_cap=input.monthly_cap,
            price_cents=input.price_cents,
        )
        channel_id = await info.context.command(
            input,
            "configure_channel",
            lambda tx: commands.configure_channel(
                tx, input.site_id, input.kind, wanted, version=input.version, check=check, by=viewer
            ),
            needs_proof=True,
        )
        return await channel_node(info, channel_id)

    @command(
        returns=channel_node,
        needs_proof=lambda _: True,
        description="Nothing more is sent by it once a second person agrees; until then it goes on.",
    )
    def pause_channel(self, tx: Transaction, input: PauseChannelInput, by: Viewer) -> UUID:
        return commands.pause_channel(
            tx,
            input.channel_id,
            reason=input.reason,
            asks_second_person=input.asks_second_person,
            by=by,
        )

    @command(returns=channel_node)
    def resume_channel(self, tx: Transaction, input: ResumeChannelInput, by: Viewer) -> UUID:
        return commands.resume_channel(tx, input.channel_id, by=by)

    @command(
        returns=channel_node,
        allowance=commands.check_allowance,
        description="To the own address of who asks; the outcome stands on the channel.",
    )
    def send_channel_test(self, tx: Transaction, input: SendChannelTestInput, by: Viewer) -> UUID:
        return commands.send_channel_test(tx, input.channel_id, by=by)

    @command(
        returns=channel_node,
        description="No message leaves by what it was any more; refused until the change has proven itself.",
    )
    def forget_channel_before(self, tx: Transaction, input: ForgetChannelBeforeInput, by: Viewer) -> UUID:
        return commands.forget_before(tx, input.channel_id, by=by)

    @command(
        returns=channel_node,
        description="Connect again though another connection of the same bot took over: that one is cut off.",
    )
    def reconnect_channel(self, tx: Transaction, input: ReconnectChannelInput, by: Viewer) -> UUID:
        return streams.reconnect(tx, input.channel_id, by=by)
