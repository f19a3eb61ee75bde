"""Viewers as the rows say who they are: of a sign-in that stands, with their memberships."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final
from uuid import UUID

from sqlalchemy import CompoundSelect, bindparam, exists, literal, literal_column, union_all
from sqlalchemy import select as sql_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from backend.core.modules import Module
from backend.core.statements import among
from backend.core.text import Text
from backend.core.viewer import Membership, Role, SignIn, Viewer
from backend.people.accounts.enrolment_store import MUST_ENROL
from backend.people.tables import MembershipRow, SessionRow
from backend.sites.tables import SiteRow

STANDING: Final = select(SessionRow.token_hash).where(
    SessionRow.family_id == bindparam("family"),
    SessionRow.person_id == bindparam("person"),
    col(SessionRow.revoked_at).is_(None),
)
IS_STANDING: Final = sql_select(literal(1).label("stands")).where(STANDING.exists()).subquery()
_SITE: Final = aliased(SiteRow)
"""Its own name: whether somebody must enrol asks for the site as well."""
STANDING_MEMBERSHIPS: Final = sql_select(
    col(MembershipRow.site_id),
    col(MembershipRow.role),
    col(MembershipRow.department_id),
    col(MembershipRow.post_zh),
    col(MembershipRow.post_en),
    col(_SITE.modules_off),
    col(_SITE.second_person_id),
    MUST_ENROL.label("must_enrol"),
).select_from(
    IS_STANDING.outerjoin(
        MembershipRow.__table__,  # type: ignore[attr-defined]  # SQLModel does not name it
        col(MembershipRow.person_id) == bindparam("person"),
    ).outerjoin(_SITE, col(_SITE.id) == col(MembershipRow.site_id))
)
"""Asked with every request: no row where the sign-in was ended, one of NULLs
where the person belongs nowhere.
"""
AT_ONCE: Final = 50
ALL_STANDING: Final[CompoundSelect[int]] = union_all(
    *(
        select(literal_column(str(number))).where(
            exists()
            .where(col(SessionRow.family_id) == bindparam(f"family{number}"))
            .where(col(SessionRow.person_id) == bindparam(f"person{number}"))
            .where(col(SessionRow.revoked_at).is_(None))
        )
        for number in range(AT_ONCE)
    )
)
"""The same of so many sign-ins. Of each one token is enough: those of a month may be hundreds."""
ALL_MEMBERSHIPS: Final = (
    select(MembershipRow, SiteRow.modules_off, SiteRow.second_person_id)
    .join(SiteRow, col(SiteRow.id) == MembershipRow.site_id)
    .where(among(col(MembershipRow.person_id), "people"))
)
TO_ENROL: Final = select(MembershipRow.person_id).where(
    among(col(MembershipRow.person_id), "people"), MUST_ENROL
)


def is_family_alive(session: Session, family_id: UUID, person_id: UUID) -> bool:
    """Whether any token of this sign-in of this person still stands."""
    return session.exec(STANDING, params={"family": family_id, "person": person_id}).first() is not None


def standing_viewer(session: Session, family_id: UUID, person_id: UUID) -> Viewer | None:
    """The person of this sign-in; None once it was ended."""
    asked = {"family": family_id, "person": person_id}
    found = session.connection().execute(STANDING_MEMBERSHIPS, asked).all()
    if any(row.must_enrol for row in found):
        return Viewer(person_id, (), must_enrol=True)
    memberships = tuple(
        Membership(
            person_id,
            site_id,
            Role(role),
            department_id,
            post_of(post_zh, post_en),
            modules_off=modules_of(off),
            is_second_person=second_person == person_id,
        )
        for site_id, role, department_id, post_zh, post_en, off, second_person, _ in found
        if role is not None
    )
    return Viewer(person_id, memberships) if found else None


def alive(session: Session, sign_ins: Collection[SignIn]) -> set[SignIn]:
    """Return those of these sign-ins that still have a token that stands."""
    left, found = list(sign_ins), set[SignIn]()
    while left:
        some, left = left[:AT_ONCE], left[AT_ONCE:]
        padded = some + [some[0]] * (AT_ONCE - len(some))
        params = {f"person{n}": person_id for n, (person_id, _) in enumerate(padded)}
        params |= {f"family{n}": family_id for n, (_, family_id) in enumerate(padded)}
        found.update(padded[number] for (number,) in session.execute(ALL_STANDING, params))
    return found


def memberships_of(session: Session, people: Collection[UUID]) -> dict[UUID, list[Membership]]:
    """Where these people belong."""
    memberships: dict[UUID, list[Membership]] = {person_id: [] for person_id in people}
    for row, off, second_person in session.exec(ALL_MEMBERSHIPS, params={"people": list(memberships)}):
        membership = replace(
            membership_of(row),
            modules_off=modules_of(off),
            is_second_person=second_person == row.person_id,
        )
        memberships[row.person_id].append(membership)
    return memberships


def viewers_of(session: Session, sign_ins: Collection[SignIn]) -> dict[SignIn, Viewer]:
    """The people of these sign-ins."""
    memberships = memberships_of(session, {person_id for person_id, _ in sign_ins})
    waiting = set(session.exec(TO_ENROL, params={"people": list(memberships)}))
    return {
        (each, family): Viewer(each, (), must_enrol=True)
        if each in waiting
        else Viewer(each, tuple(memberships[each]))
        for each, family in sign_ins
    }


def membership_of(row: MembershipRow) -> Membership:
    post = post_of(row.post_zh, row.post_en)
    return Membership(row.person_id, row.site_id, Role(row.role), row.department_id, post)


def modules_of(names: Collection[str]) -> frozenset[Module]:
    """The modules with these names; an older version of the product may not know all that a newer one did."""
    return frozenset(each for each in Module if each in names)


def post_of(zh: str | None, en: str | None) -> Text | None:
    """Return the post of a person at a site; its Chinese words where there are no English ones, None without
    any.
    """
    return Text(zh, en or zh) if zh else None
