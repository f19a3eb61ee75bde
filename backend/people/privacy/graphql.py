"""Notices about people's data, and consent."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.graphql.context import Info
from backend.core.graphql.mutations import command
from backend.core.graphql.text import TextNode
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.people.graphql import PersonNode
from backend.people.privacy import commands
from backend.people.privacy import queries as privacy
from backend.people.privacy.queries import NoticeView
from backend.people.privacy.rules import ASKED, ConsentState, NoticeAnswer, Purpose

strawberry.enum(ConsentState, name="ConsentState")


@strawberry.type(
    name="Notice",
    description="What data of people are used for. `isOwn`: in the words of the site. `consent`: the last"
    " word of the viewer, where it is asked; `isAgreed`: whether it covers this version.",
)
class NoticeNode:
    purpose: Purpose
    version: int
    dated: date
    text: TextNode
    is_own: bool
    needs_consent: bool
    read_at: datetime | None
    consent: ConsentState | None
    decided_at: datetime | None
    is_agreed: bool

    @classmethod
    def of(cls, view: NoticeView) -> "NoticeNode":
        notice, consent = view.notice, view.consent
        return cls(
            purpose=notice.purpose,
            version=notice.version,
            dated=notice.dated,
            text=TextNode.of(notice.text),
            is_own=notice.published_by is not None,
            needs_consent=notice.purpose in ASKED,
            read_at=view.read_at,
            consent=consent.state if consent else None,
            decided_at=consent.at if consent else None,
            is_agreed=view.is_in_force,
        )


@strawberry.type(name="SiteNotices", description="`contacts`: whom to ask about one's data.")
class SiteNoticesNode:
    site_id: UUID
    notices: list[NoticeNode]
    contacts: list[PersonNode]


async def site_notices(info: Info, site_id: UUID) -> SiteNoticesNode:
    """The notices of a site as the viewer stands to them."""
    viewer = info.context.viewer
    found = await info.context.read(lambda session: privacy.notices(session, viewer, site_id))
    contacts = await info.context.read(lambda session: privacy.contacts(session, viewer, site_id))
    return SiteNoticesNode(
        site_id=site_id,
        notices=[NoticeNode.of(view) for view in found],
        contacts=[PersonNode.of(view) for view in contacts],
    )


@strawberry.input(description="`isGiven`: consent, where it is asked for and decided.")
class NoticeAnswerInput:
    purpose: Purpose
    version: int
    is_given: bool | None = None


@strawberry.input(description="Each notice in the version that was read.")
class AnswerNoticesInput:
    operation_id: UUID
    site_id: UUID
    answers: list[NoticeAnswerInput]


@strawberry.input(description="`version`: of the notice that it replaces.")
class PublishNoticeInput:
    operation_id: UUID
    site_id: UUID
    purpose: Purpose
    version: int
    text_zh: str
    text_en: str = ""


@strawberry.type
class PrivacyQuery:
    @strawberry.field(description="The notices of a site of the viewer's.")
    async def site_notices(self, info: Info, site_id: UUID) -> SiteNoticesNode | None:
        is_own = info.context.viewer.membership_at(site_id) is not None
        return await site_notices(info, site_id) if is_own else None


@strawberry.type
class PrivacyMutation:
    @command(returns=site_notices, description="Note what was read, and what is agreed to.")
    def answer_notices(self, tx: Transaction, input: AnswerNoticesInput, by: Viewer) -> UUID:
        answers = [NoticeAnswer(each.purpose, each.version, each.is_given) for each in input.answers]
        return commands.answer_notices(tx, input.site_id, answers, by=by)

    @command(returns=site_notices, description="Everybody is shown it, and consent is asked for anew.")
    def publish_notice(self, tx: Transaction, input: PublishNoticeInput, by: Viewer) -> UUID:
        text = Text(input.text_zh, input.text_en)
        return commands.publish_notice(tx, input.site_id, input.purpose, text, version=input.version, by=by)
