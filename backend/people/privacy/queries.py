"""Notices as their readers see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.viewer import Role, Viewer
from backend.people.accounts.disabled_store import is_disabled
from backend.people.privacy.consents_store import consents_of
from backend.people.privacy.notices_store import notices_of, reads_of
from backend.people.privacy.rules import Consent, Notice, Purpose
from backend.people.queries import PersonView, by_ids
from backend.people.tables import MembershipRow


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice, when the viewer has read this version of it, and their last word where consent is asked."""

    notice: Notice
    read_at: datetime | None
    consent: Consent | None

    @property
    def is_in_force(self) -> bool:
        """Whether the viewer's consent covers it."""
        return self.consent is not None and self.consent.is_in_force(self.notice)


@dataclass(frozen=True, slots=True)
class Standing:
    """Of the viewer at one site: how many notices they have not read, and what they agree to."""

    unread: int
    agreed: tuple[Purpose, ...]


def notices(session: Session, viewer: Viewer, site_id: UUID) -> list[NoticeView]:
    """The notices of a site of the viewer's; none of another site."""
    return _views(session, viewer, {site_id} & set(viewer.site_ids)).get(site_id, [])


def standing(session: Session, viewer: Viewer) -> dict[UUID, Standing]:
    """Where the viewer stands at each of their sites."""
    return {
        site_id: Standing(
            unread=sum(view.read_at is None for view in views),
            agreed=tuple(view.notice.purpose for view in views if view.is_in_force),
        )
        for site_id, views in _views(session, viewer, set(viewer.site_ids)).items()
    }


def contacts(session: Session, viewer: Viewer, site_id: UUID) -> list[PersonView]:
    """List the people to ask about one's data, by English name: the administrators of this site, empty for a
    foreign one.
    """
    statement = select(MembershipRow.person_id).where(
        MembershipRow.site_id == site_id,
        col(MembershipRow.site_id).in_(viewer.site_ids),
        MembershipRow.role == Role.ADMIN.value,
        ~is_disabled(col(MembershipRow.person_id)),
    )
    found = by_ids(session, viewer, set(session.exec(statement)))
    return sorted(found.values(), key=lambda view: view.person.name.en)


def _views(session: Session, viewer: Viewer, site_ids: set[UUID]) -> dict[UUID, list[NoticeView]]:
    reads, agreed = reads_of(session, viewer.person_id), consents_of(session, viewer.person_id)
    return {
        site_id: [
            NoticeView(
                notice,
                reads.get((site_id, purpose, notice.version)),
                agreed.get((site_id, purpose)),
            )
            for purpose, notice in found.items()
        ]
        for site_id, found in notices_of(session, site_ids).items()
    }
