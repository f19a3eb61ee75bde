"""Links between accounts: who opened which, who confirmed the person, and who may be a second person."""

from datetime import datetime
from uuid import UUID

import strawberry

from backend.core.errors import ErrorCode
from backend.core.graphql.context import Info
from backend.core.viewer import Permission, Role
from backend.people.account_links import commands
from backend.people.account_links import queries as account_links
from backend.people.account_links.queries import LinkView, UnconfirmedView
from backend.people.account_links.rules import LinkKind
from backend.people.graphql import PersonNode

strawberry.enum(LinkKind, name="AccountLinkKind")


@strawberry.type(
    name="AccountLink",
    description="One step by which a person opened an account or gave it its role. `confirmedAt` without"
    " `confirmedBy`: of before links were kept.",
)
class AccountLinkNode:
    id: UUID
    kind: LinkKind
    at: datetime
    opened_by: PersonNode
    is_by_administrator: bool
    confirmed_at: datetime | None
    confirmed_by: PersonNode | None

    @classmethod
    def of(cls, view: LinkView) -> "AccountLinkNode":
        return cls(
            id=view.link.link_id,
            kind=view.link.kind,
            at=view.link.at,
            opened_by=PersonNode.of(view.opened_by),
            is_by_administrator=view.link.is_by_administrator,
            confirmed_at=view.link.confirmed_at,
            confirmed_by=PersonNode.of_optional(view.confirmed_by),
        )


@strawberry.type(
    name="UnconfirmedPerson", description="A person whom nobody but who opened their account has confirmed."
)
class UnconfirmedPersonNode:
    person: PersonNode
    role: Role
    links: list[AccountLinkNode]
    may_confirm: bool

    @classmethod
    def of(cls, view: UnconfirmedView) -> "UnconfirmedPersonNode":
        return cls(
            person=PersonNode.of(view.person),
            role=view.role,
            links=[AccountLinkNode.of(each) for each in view.links],
            may_confirm=view.may_confirm,
        )


@strawberry.type(
    name="SecondPeople",
    description="Who may be the second person. `shared`: the account through which the viewer may be one of"
    " the first; null where they may take the step. Else `able`: others who may, `confirmers`: who may"
    " confirm the viewer; at most eight.",
)
class SecondPeopleNode:
    shared: PersonNode | None
    able: list[PersonNode]
    confirmers: list[PersonNode]


@strawberry.type(
    name="ConfirmedPerson", description="`code`: why the person was not confirmed; null where they were."
)
class ConfirmedPersonNode:
    id: UUID
    code: ErrorCode | None


@strawberry.input(description="People of the viewer's sites, at most 200.")
class ConfirmPeopleInput:
    operation_id: UUID
    person_ids: list[UUID]


@strawberry.type
class AccountLinksQuery:
    @strawberry.field(
        description="People of a site who are in and not confirmed, the newest first; nobody where the viewer"
        " may not confirm people.",
    )
    async def unconfirmed_people(self, info: Info, site_id: UUID) -> list[UnconfirmedPersonNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: account_links.unconfirmed(session, viewer, site_id))
        return [UnconfirmedPersonNode.of(view) for view in found]

    @strawberry.field(description="How the account of a person was opened, oldest first.")
    async def account_links(self, info: Info, person_id: UUID) -> list[AccountLinkNode]:
        viewer = info.context.viewer
        found = await info.context.read(lambda session: account_links.of_person(session, viewer, person_id))
        return [AccountLinkNode.of(view) for view in found]

    @strawberry.field(
        description="Who may take a step that needs this permission after `firstPeople` took the one before.",
    )
    async def second_people(
        self, info: Info, site_id: UUID, permission: Permission, first_people: list[UUID]
    ) -> SecondPeopleNode:
        viewer = info.context.viewer
        found = await info.context.read(
            lambda session: account_links.second_people(session, viewer, site_id, permission, first_people)
        )
        return SecondPeopleNode(
            shared=PersonNode.of_optional(found.shared),
            able=[PersonNode.of(each) for each in found.able],
            confirmers=[PersonNode.of(each) for each in found.confirmers],
        )


@strawberry.type
class AccountLinksMutation:
    @strawberry.mutation(
        description="Confirm that each of these is a person of their own, not another name of who opened"
        " their account."
    )
    async def confirm_people(self, info: Info, input: ConfirmPeopleInput) -> list[ConfirmedPersonNode]:
        viewer = info.context.viewer
        results = await info.context.bulk_command(
            input, "confirm_people", lambda tx: commands.confirm_people(tx, input.person_ids, by=viewer)
        )
        return [ConfirmedPersonNode(id=person_id, code=code) for person_id, code in results.items()]
