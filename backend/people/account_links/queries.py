"""Links between accounts: people whom nobody confirmed yet, and who may be a second person after whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Permission, Role, Viewer, roles_with
from backend.people.account_links.rules import AccountLink, linked_among
from backend.people.account_links.store import OLDEST_FIRST, AccountLinks, lineage_of, link_of
from backend.people.account_links.tables import AccountLinkRow
from backend.people.accounts.disabled_store import is_disabled
from backend.people.directory.store import Staff
from backend.people.queries import PersonView, by_ids
from backend.people.rules import NO_PASSWORD
from backend.people.store import People
from backend.people.tables import MembershipRow, PersonRow
from backend.sites.settings.store import SitesSettings

MOST_NAMED: Final = 8
"""People named as those who may take a step."""


@dataclass(frozen=True, slots=True)
class LinkView:
    """One step by which an account was opened, with the people of it."""

    link: AccountLink
    opened_by: PersonView
    confirmed_by: PersonView | None


@dataclass(frozen=True, slots=True)
class UnconfirmedView:
    """A person whom nobody but who opened their account has confirmed; links oldest first."""

    person: PersonView
    role: Role
    links: tuple[LinkView, ...]
    may_confirm: bool


@dataclass(frozen=True, slots=True)
class SecondPeople:
    """Whether the viewer may be the second person after some others; where not, who else may.

    `shared`: the account through which the viewer may be one of them. `able`: people who may take the step.
    `confirmers`: people who may confirm the viewer.
    """

    shared: PersonView | None
    able: tuple[PersonView, ...]
    confirmers: tuple[PersonView, ...]


def unconfirmed(session: Session, viewer: Viewer, site_id: UUID) -> list[UnconfirmedView]:
    """List the people of the site who are in and whom nobody confirmed, the newest first; empty for a viewer
    who may not confirm people there.
    """
    if not viewer.may(Permission.CONFIRM_PEOPLE, site_id=site_id):
        return []
    statement = (
        select(AccountLinkRow, MembershipRow.role)
        .join(MembershipRow, col(MembershipRow.person_id) == AccountLinkRow.person_id)
        .join(PersonRow, col(PersonRow.id) == AccountLinkRow.person_id)
        .where(MembershipRow.site_id == site_id, col(AccountLinkRow.confirmed_at).is_(None))
        .where(PersonRow.password_hash != NO_PASSWORD, ~is_disabled(col(PersonRow.id)))
        .order_by(*OLDEST_FIRST)
    )
    found = session.exec(statement).all()
    links, roles = defaultdict(list), {}
    for row, role in found:
        links[row.person_id].append(link_of(row))
        roles[row.person_id] = Role(role)
    views = _views(session, viewer, [each for several in links.values() for each in several], links)
    lineage = lineage_of(session, {viewer.person_id, *links})
    by_newest = sorted(links, key=lambda each: links[each][-1].at, reverse=True)
    return [
        UnconfirmedView(
            person=views[person_id],
            role=roles[person_id],
            links=tuple(_view(each, views) for each in links[person_id]),
            may_confirm=lineage.common(viewer.person_id, person_id) is None,
        )
        for person_id in by_newest
    ]


def of_person(session: Session, viewer: Viewer, person_id: UUID) -> list[LinkView]:
    """List how the account of a person was opened and got its role, oldest first; empty for a viewer who
    neither confirms nor manages people at a site of theirs, unless it is their own.
    """
    sites = {
        *viewer.site_ids_where(Permission.CONFIRM_PEOPLE),
        *viewer.site_ids_where(Permission.MANAGE_PEOPLE),
    }
    at_site = select(MembershipRow.site_id).where(
        MembershipRow.person_id == person_id, col(MembershipRow.site_id).in_(sites)
    )
    if not viewer.is_person(person_id) and session.exec(at_site).first() is None:
        return []
    links = AccountLinks(session).of([person_id])
    views = _views(session, viewer, links, ())
    return [_view(each, views) for each in links]


def second_people(
    session: Session, viewer: Viewer, site_id: UUID, permission: Permission, first: Collection[UUID]
) -> SecondPeople:
    """Return whether the viewer may take a step that needs this permission, after these people took the one
    before; and who may, where the viewer may not.

    Raises Refused: NOT_FOUND for people who are not at the site, NOT_ALLOWED without the permission.
    """
    viewer.require(permission, site_id=site_id)
    if People(session).outsiders(site_id, first):
        raise Refused(ErrorCode.NOT_FOUND, "no such person at the site")
    linked = linked_among(lineage_of(session, {viewer.person_id, *first}), viewer.person_id, first)
    shared = next(iter(linked.values()), None)
    if shared is None:
        return SecondPeople(None, (), ())
    others = _with(session, site_id, permission) - {viewer.person_id, *first}
    confirming = _with(session, site_id, Permission.CONFIRM_PEOPLE) - {viewer.person_id}
    lineage = lineage_of(session, {viewer.person_id, *first, *others, *confirming})
    able = {each for each in others if not linked_among(lineage, each, first)}
    confirmers = {each for each in confirming if lineage.common(viewer.person_id, each) is None}
    views = by_ids(session, viewer, {shared, *able, *confirmers})
    return SecondPeople(views[shared], _named(views, able), _named(views, confirmers))


def _with(session: Session, site_id: UUID, permission: Permission) -> set[UUID]:
    """Return everybody who has the permission at the site and can sign in."""
    staff = Staff(session)
    found = staff.with_role(site_id, roles_with(permission))
    if permission is Permission.AGREE:
        second = SitesSettings(session).get(site_id).second_person_id
        found |= staff.with_role(site_id, tuple(Role)) & {second}
    return found


def _named(views: Mapping[UUID, PersonView], people: Iterable[UUID]) -> tuple[PersonView, ...]:
    """Return these people by name, as many as are named."""
    return tuple(sorted((views[each] for each in people), key=lambda view: view.person.name.en)[:MOST_NAMED])


def _views(
    session: Session, viewer: Viewer, links: Sequence[AccountLink], beside: Iterable[UUID]
) -> dict[UUID, PersonView]:
    wanted = {person for each in links for person in (each.opened_by, each.confirmed_by) if person}
    return by_ids(session, viewer, wanted.union(beside))


def _view(link: AccountLink, views: Mapping[UUID, PersonView]) -> LinkView:
    return LinkView(link, views[link.opened_by], views.get(link.confirmed_by) if link.confirmed_by else None)
