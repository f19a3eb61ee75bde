"""The alarms of the viewer: what owns their screen now, who comes, whom to call, and their answer."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.alerts.graphql import AlertNode, alert_node
from backend.alerts.responses import commands, queries
from backend.alerts.responses.queries import Alarm, Call, Owner, ResponseView, Wind
from backend.alerts.responses.rules import Answer
from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command, success
from backend.core.viewer import Viewer
from backend.people.graphql import PersonNode
from backend.sensors.graphql import SensorNode
from backend.sites import queries as sites
from backend.sites.graphql import SiteNode

strawberry.enum(Answer, name="AlertAnswer")


@strawberry.type(name="AlertResponse", description="One person, since the alert is active.")
class AlertResponseNode:
    person: PersonNode
    notified_at: datetime | None = strawberry.field(description="Null for who came across it.")
    shown_at: datetime | None = strawberry.field(description="On an open screen of theirs.")
    answer: Answer | None
    answered_at: datetime | None
    has_to_confirm: bool = strawberry.field(description="Whoever acknowledges it.")
    confirmed_at: datetime | None = strawberry.field(description="Null also where it got worse since.")

    @classmethod
    def of(cls, view: ResponseView) -> "AlertResponseNode":
        response = view.response
        return cls(
            person=PersonNode.of(view.person),
            notified_at=response.notified_at,
            shown_at=response.shown_at,
            answer=response.answer,
            answered_at=response.answered_at,
            has_to_confirm=response.has_to_confirm,
            confirmed_at=None if response.has_yet_to_confirm else response.confirmed_at,
        )


@strawberry.type(name="AlarmCall", description="Somebody responsible, and their number as it was typed.")
class AlarmCallNode:
    person: PersonNode
    phone: str

    @classmethod
    def of(cls, call: Call) -> "AlarmCallNode":
        return cls(person=PersonNode.of(call.person), phone=call.phone)


@strawberry.type(name="Wind", description="The sources that measure it, as far as the site has named some.")
class WindNode:
    speed: SensorNode | None
    direction: SensorNode | None = strawberry.field(
        description="In degrees from north, where the wind comes from."
    )

    @classmethod
    def of(cls, wind: Wind) -> "WindNode":
        return cls(
            speed=SensorNode.of(wind.speed) if wind.speed else None,
            direction=SensorNode.of(wind.direction) if wind.direction else None,
        )


@strawberry.type(name="Alarm", description="A red or orange alert, active or unanswered.")
class AlarmNode:
    id: UUID
    alert: AlertNode
    is_mine: bool = strawberry.field(
        description="The viewer was notified of it; else it is a red one of their site."
    )
    owner: strawberry.Private[Owner]

    @classmethod
    def of(cls, alarm: Alarm) -> "AlarmNode":
        return cls(
            id=alarm.view.alert.alert_id,
            alert=AlertNode.of(alarm.view),
            is_mine=alarm.is_mine,
            owner=alarm.owner,
        )

    @strawberry.field(description="Who comes, who cannot, who saw it, who was notified.")
    async def responses(self, info: Info) -> list[AlertResponseNode]:
        return await responses_of(info, self.id)

    @strawberry.field
    async def site(self, info: Info) -> SiteNode:
        return SiteNode.of(await info.context.load(sites.by_ids, self.owner.site_id))

    @strawberry.field(description="At its site; null where nobody has named a source of it.")
    async def wind(self, info: Info) -> WindNode | None:
        found = await info.context.load_or_none(queries.winds, self.owner.site_id)
        return WindNode.of(found) if found else None

    @strawberry.field(description="Of who answers for it: for its risk, else for its source.")
    async def calls(self, info: Info) -> list[AlarmCallNode]:
        found = await info.context.load_or_none(queries.calls, self.owner)
        return [AlarmCallNode.of(each) for each in found or ()]


async def responses_of(info: Info, alert_id: UUID) -> list[AlertResponseNode]:
    """Return the responses to the present activation: who comes, who cannot, who saw it, who was notified."""
    found = await info.context.load_or_none(queries.responses, alert_id)
    return [AlertResponseNode.of(each) for each in found or ()]


@strawberry.input
class AnswerAlertInput:
    operation_id: UUID
    alert_id: UUID
    answer: Answer


@strawberry.input
class NoteAlarmShownInput:
    operation_id: UUID
    alert_id: UUID


@strawberry.type
class AlarmsQuery:
    @strawberry.field(
        description="Active red and orange alerts that the viewer was notified of, and every red one of their"
        " sites; at most 20, in the one order. With `withUnanswered` also those that were red or orange"
        " and that nobody has acknowledged: they stay on the screen, and ring only while red or orange is"
        " present.",
    )
    async def alarms(self, info: Info, with_unanswered: bool = False) -> list[AlarmNode]:
        viewer = info.context.viewer
        found = await info.context.read(
            lambda session: queries.alarms(session, viewer, with_unanswered=with_unanswered)
        )
        return [AlarmNode.of(each) for each in found]


@strawberry.type
class AlarmsMutation:
    @command(
        returns=alert_node, description="On the way: acknowledges it. Cannot come: the next are notified."
    )
    def answer_alert(self, tx: Transaction, input: AnswerAlertInput, by: Viewer) -> UUID:
        return commands.answer_alert(tx, input.alert_id, input.answer, by=by)

    @command(returns=success, description="A screen of the viewer shows the alert.")
    def note_alarm_shown(self, tx: Transaction, input: NoteAlarmShownInput, by: Viewer) -> UUID:
        return commands.note_shown(tx, input.alert_id, by=by)
