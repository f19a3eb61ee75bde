"""Invitations, and what an account is opened with."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from backend.core.database import Transaction
from backend.core.graphql.context import Context, Info
from backend.core.graphql.mutations import command, success
from backend.core.graphql.qr import qr
from backend.core.viewer import Viewer
from backend.people.accounts import (
    disable_commands,
    invitations_commands,
    leaving_commands,
    sign_in_commands,
)
from backend.people.accounts import queries as accounts
from backend.people.accounts.leaving_rules import Leaving
from backend.people.accounts.link_rules import link
from backend.people.accounts.passkeys_rules import Passkey
from backend.people.accounts.queries import AccountView
from backend.people.accounts.rules import Invitation
from backend.people.accounts.sign_ins_rules import (
    BrowserKind,
    Engine,
    Maker,
    SignInEntry,
    SignInMethod,
    device_name,
)
from backend.people.graphql import PersonNode, person_of

strawberry.enum(SignInMethod, name="SignInMethod")
strawberry.enum(Maker, name="Maker", description="Of a phone, coarse; a computer is OTHER.")
strawberry.enum(Engine, name="Engine", description="What draws the pages of a browser, whatever its name.")


@strawberry.type(name="BrowserKind", description="What kind of browser, coarse: no model, no full version.")
class BrowserKindNode:
    maker: Maker
    engine: Engine
    major: int = strawberry.field(description="Of the engine; 0 where nobody knows.")

    @classmethod
    def of(cls, kind: BrowserKind) -> "BrowserKindNode":
        return cls(maker=kind.maker, engine=kind.engine, major=kind.major)


@strawberry.type(
    name="Invitation",
    description="A one-time invitation to choose a password. `link` and `qr` (an SVG as data URL) only while"
    " it is open.",
)
class InvitationNode:
    id: UUID
    person_id: UUID
    is_reset: bool
    made_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    is_open: bool
    link: str | None
    qr: str | None

    @classmethod
    def of(cls, made: Invitation, context: Context) -> "InvitationNode":
        is_open = made.is_open(at=context.now)
        address = link(context.edge.address, made.secret) if made.secret and is_open else None
        return cls(
            id=made.invitation_id,
            person_id=made.person_id,
            is_reset=made.is_reset,
            made_at=made.made_at,
            expires_at=made.expires_at,
            accepted_at=made.accepted_at,
            is_open=is_open,
            link=address,
            qr=qr(address) if address else None,
        )


@strawberry.type(
    name="SignIn", description="One sign-in that stands. `device`: its system and browser, as far as known."
)
class SignInNode:
    id: UUID
    device: str
    method: SignInMethod
    started_at: datetime
    seen_at: datetime
    is_this: bool
    browser: BrowserKindNode | None = strawberry.field(description="None until the app said it.")

    @classmethod
    def of(cls, entry: SignInEntry, context: Context) -> "SignInNode":
        return cls(
            id=entry.family_id,
            device=device_name(entry.user_agent),
            method=entry.method,
            started_at=entry.started_at,
            seen_at=entry.seen_at,
            is_this=entry.family_id == context.family_id,
            browser=BrowserKindNode.of(entry.browser) if entry.browser else None,
        )


@strawberry.type(
    name="Passkey", description="`host`: the only host name of the installation that it works under."
)
class PasskeyNode:
    id: UUID
    name: str
    host: str
    added_at: datetime
    used_at: datetime | None

    @classmethod
    def of(cls, passkey: Passkey) -> "PasskeyNode":
        return cls(
            id=passkey.passkey_id,
            name=passkey.name,
            host=passkey.host,
            added_at=passkey.added_at,
            used_at=passkey.used_at,
        )


@strawberry.type(
    name="Leaving",
    description="`leavesOn`: first day on which the person cannot sign in; `version`: for its next change.",
)
class LeavingNode:
    leaves_on: date
    set_at: datetime
    version: int
    successor_id: UUID
    set_by_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, leaving: Leaving) -> "LeavingNode":
        return cls(
            leaves_on=leaving.leaves_on,
            set_at=leaving.set_at,
            version=leaving.version,
            successor_id=leaving.successor_id,
            set_by_id=leaving.set_by,
        )

    @strawberry.field(description="Who takes over what is open by then.")
    async def successor(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.successor_id)

    @strawberry.field
    async def set_by(self, info: Info) -> PersonNode | None:
        return await person_of(info, self.set_by_id)


@strawberry.type(
    name="Account",
    description="How a person gets in. `secondPersonFrom`: after a reset, from when on their signature counts"
    " as that of a second person; `codesLeft` and `passkeys`: for the owner only.",
)
class AccountNode:
    person_id: UUID
    username: str
    is_disabled: bool
    has_password: bool
    has_second_factor: bool = strawberry.field(description="An authenticator app or a passkey.")
    has_authenticator: bool
    passkeys: list[PasskeyNode]
    codes_left: int | None
    password_set_at: datetime | None
    second_person_from: datetime | None
    invitation: InvitationNode | None
    leaving: LeavingNode | None = strawberry.field(description="Set while the person is to leave on a day.")
    sign_ins: list[SignInNode]
    may_invite: bool
    may_manage: bool

    @classmethod
    def of(cls, view: AccountView, context: Context) -> "AccountNode":
        return cls(
            person_id=view.person_id,
            username=view.username,
            is_disabled=view.is_disabled,
            has_password=view.has_password,
            has_second_factor=view.has_second_factor,
            has_authenticator=view.has_authenticator,
            passkeys=[PasskeyNode.of(each) for each in view.passkeys],
            codes_left=view.codes_left,
            password_set_at=view.password_set_at,
            second_person_from=view.second_person_from,
            invitation=InvitationNode.of(view.invitation, context) if view.invitation else None,
            leaving=LeavingNode.of(view.leaving) if view.leaving else None,
            sign_ins=[SignInNode.of(each, context) for each in view.sign_ins],
            may_invite=view.may_invite,
            may_manage=view.may_manage,
        )

    @strawberry.field(
        description="Whether wrong passwords make someone wait who signs in as this person now; false for who"
        " may not release it.",
    )
    async def is_sign_in_slowed(self, info: Info) -> bool:
        viewer, now, person_id = info.context.viewer, info.context.now, self.person_id
        return await info.context.read(
            lambda session: accounts.is_sign_in_slowed(session, viewer, person_id, now=now)
        )


async def account_node(info: Info, person_id: UUID) -> AccountNode:
    viewer = info.context.viewer
    found = await info.context.read(lambda session: accounts.account(session, viewer, person_id))
    if found is None:
        raise LookupError(f"no account {person_id} for the viewer")
    return AccountNode.of(found, info.context)


async def invitation_node(info: Info, invitation_id: UUID) -> InvitationNode:
    return InvitationNode.of(await info.context.load(accounts.invitations, invitation_id), info.context)


@strawberry.input
class InvitePersonInput:
    operation_id: UUID
    person_id: UUID


@strawberry.input(description="`major`: of the engine; 0 where the browser does not say.")
class NoteBrowserInput:
    operation_id: UUID
    maker: Maker
    engine: Engine
    major: int


@strawberry.input
class EndSignInInput:
    operation_id: UUID
    sign_in_id: UUID


@strawberry.input
class EndSignInsInput:
    operation_id: UUID
    person_id: UUID


@strawberry.input(description="`successorId`: who takes over what the person has open.")
class DisablePersonInput:
    operation_id: UUID
    person_id: UUID
    successor_id: UUID | None = None


@strawberry.input(
    description="`leavesOn`: the first day without the person; `version`: of the day as it was seen, 0: none."
)
class SetLeaveDateInput:
    operation_id: UUID
    person_id: UUID
    leaves_on: date
    successor_id: UUID
    version: int = 0


@strawberry.input(description="`version`: of the day as it was seen.")
class WithdrawLeaveDateInput:
    operation_id: UUID
    person_id: UUID
    version: int


@strawberry.input
class EnablePersonInput:
    operation_id: UUID
    person_id: UUID


@strawberry.input
class ReleaseSignInInput:
    operation_id: UUID
    person_id: UUID


@strawberry.type
class AccountsQuery:
    @strawberry.field(
        description="How a person gets in: one's own without an id, or that of somebody whom the viewer may"
        " invite or manage.",
    )
    async def account(self, info: Info, person_id: UUID | None = None) -> AccountNode | None:
        viewer = info.context.viewer
        wanted = person_id or viewer.person_id
        found = await info.context.read(lambda session: accounts.account(session, viewer, wanted))
        return AccountNode.of(found, info.context) if found else None


@strawberry.type
class AccountsMutation:
    @command(returns=account_node, description="End one sign-in: its sockets and messages end at once.")
    def end_sign_in(self, tx: Transaction, input: EndSignInInput, by: Viewer) -> UUID:
        return sign_in_commands.end_sign_in(tx, by, input.sign_in_id)

    @strawberry.mutation(
        description="What kind of browser this sign-in is in: how soon messages are shown depends on it."
    )
    async def note_browser(self, info: Info, input: NoteBrowserInput) -> bool:
        viewer, family_id = info.context.viewer, info.context.family_id
        browser = BrowserKind(input.maker, input.engine, input.major)

        def note(tx: Transaction) -> UUID:
            return sign_in_commands.note_browser(tx, viewer, family_id, browser)

        return await success(info, await info.context.command(input, "note_browser", note))

    @strawberry.mutation(description="End all sign-ins of a person; of one's own all but this one.")
    async def end_sign_ins(self, info: Info, input: EndSignInsInput) -> AccountNode:
        viewer, family_id = info.context.viewer, info.context.family_id

        def end(tx: Transaction) -> UUID:
            sign_in_commands.end_sign_ins(tx, viewer, input.person_id, keeping=family_id)
            return input.person_id

        return await account_node(info, await info.context.command(input, "end_sign_ins", end))

    @command(
        returns=account_node,
        description="Forget the wrong passwords of a person: they need not wait before the next try.",
    )
    def release_sign_in(self, tx: Transaction, input: ReleaseSignInInput, by: Viewer) -> UUID:
        sign_in_commands.release_sign_in(tx, by, input.person_id)
        return input.person_id

    @command(
        returns=account_node,
        description="Nobody signs in as this person any more; what they have open goes to the successor.",
    )
    def disable_person(self, tx: Transaction, input: DisablePersonInput, by: Viewer) -> UUID:
        disable_commands.disable(tx, by, input.person_id, input.successor_id)
        return input.person_id

    @command(returns=account_node, description="Let a disabled person sign in again.")
    def enable_person(self, tx: Transaction, input: EnablePersonInput, by: Viewer) -> UUID:
        disable_commands.enable(tx, by, input.person_id)
        return input.person_id

    @command(
        returns=account_node,
        description="Let a person leave on a day: from its beginning nobody signs in as them, "
        "what they have open goes to the successor.",
    )
    def set_leave_date(self, tx: Transaction, input: SetLeaveDateInput, by: Viewer) -> UUID:
        leaving_commands.set_leave_date(
            tx, by, input.person_id, input.leaves_on, input.successor_id, version=input.version
        )
        return input.person_id

    @command(returns=account_node, description="Let a person stay who was to leave on a day.")
    def withdraw_leave_date(self, tx: Transaction, input: WithdrawLeaveDateInput, by: Viewer) -> UUID:
        leaving_commands.withdraw_leave_date(tx, by, input.person_id, version=input.version)
        return input.person_id

    @command(
        returns=invitation_node,
        description="Make the one open invitation of a person. An account with a password loses it, and all"
        " that signs it in.",
    )
    def invite_person(self, tx: Transaction, input: InvitePersonInput, by: Viewer) -> UUID:
        return invitations_commands.invite(tx, by, input.person_id).invitation_id
