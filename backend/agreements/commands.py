"""Asking for a second person, and that person's word."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from uuid import UUID, uuid4

from backend.agreements import rules
from backend.agreements.rules import (
    AGREEMENT_ASKED,
    AGREEMENT_DECLINED,
    AGREEMENT_ENDED,
    AGREEMENT_GIVEN,
    Agreement,
    AgreementKind,
)
from backend.agreements.store import Agreements
from backend.core.database import Reaction, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, Ref
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer, roles_with
from backend.core.vocabulary import Tier
from backend.people.accounts.second_person_commands import require_second_person
from backend.people.directory.store import Staff
from backend.people.rules import Audience
from backend.people.store import People
from backend.sites.settings.store import SitesSettings

CarriesOut: TypeAlias = Callable[[Transaction, Agreement], None]
"""Function of a noun that does what a second person agreed to, by the word of the one who asked."""


def ask(
    tx: Transaction,
    kind: AgreementKind,
    about: Ref,
    *,
    site_id: UUID,
    title: Text,
    what: Text,
    reason: str,
    by: Viewer,
    tier: Tier | None = None,
    department_id: UUID | None = None,
    details: dict[str, Any] | None = None,
) -> Agreement:
    """Ask for the word of a second person; the officers, the executives and the lead of the department are
    notified. The caller has checked that `by` may take the step itself.

    Raises Refused: ILLEGAL_TRANSITION where an earlier request waits, and as `rules.check_reason` does.
    """
    rules.check_reason(reason, last=tx.get(Agreements).last_reason(by.person_id))
    return file_request(
        tx,
        kind,
        about,
        site_id=site_id,
        title=title,
        what=what,
        reason=reason,
        by=by.person_id,
        tier=tier,
        department_id=department_id,
        details=details,
    )


def file_request(
    tx: Transaction,
    kind: AgreementKind,
    about: Ref,
    *,
    site_id: UUID,
    title: Text,
    what: Text,
    reason: str,
    by: UUID,
    tier: Tier | None = None,
    department_id: UUID | None = None,
    details: dict[str, Any] | None = None,
) -> Agreement:
    """Ask for the word of a second person where the reason was checked already, or none is needed because
    what is asked for holds until somebody says no. Raises Refused(ILLEGAL_TRANSITION) as `ask`.
    """
    if tx.get(Agreements).waiting(kind, about.object_id) is not None:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "an earlier request is not decided yet")
    asked = Agreement(
        agreement_id=uuid4(),
        site_id=site_id,
        kind=kind,
        noun=about.noun,
        object_id=about.object_id,
        title=title,
        what=what,
        reason=reason.strip(),
        asked_by=by,
        asked_at=tx.now,
        tier=tier,
        details=details or {},
    )
    tx.get(Agreements).put(asked)
    to = _seconds(tx, asked, department_id) - {by}
    _announce(tx, asked, AGREEMENT_ASKED, by=by, note=asked.reason or None, to=to)
    return asked


def decide(tx: Transaction, agreement_id: UUID, *, is_agreed: bool, note: str, by: Viewer) -> Agreement:
    """A second person agrees, and what was asked for is done; or says why not. Who asked is notified.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, RESET_LATELY and ACCOUNT_LINKED for a word that does not count,
    as `rules.decide` does, and what carrying it out refuses.
    """
    asked = tx.get(Agreements).get(agreement_id)
    by.require(rules.permission_for(asked.kind), site_id=asked.site_id)
    if is_agreed:
        require_second_person(tx, by.person_id, to=(asked.asked_by,))
    decided = rules.decide(asked, is_agreed=is_agreed, note=note, by=by.person_id, at=tx.now)
    tx.get(Agreements).put(decided)
    kind = AGREEMENT_GIVEN if is_agreed else AGREEMENT_DECLINED
    _announce(tx, decided, kind, by=by.person_id, note=decided.note or None, to={asked.asked_by})
    return decided


def carries_out(of_kind: Mapping[AgreementKind, CarriesOut]) -> Reaction:
    """Return the reaction to AGREEMENT_GIVEN: what was agreed to is done by the function of its kind."""

    def react(tx: Transaction, happened: Event) -> None:
        given = tx.get(Agreements).get(dict(happened.about)["agreement"])
        of_kind[given.kind](tx, given)

    return react


def end(tx: Transaction, kind: AgreementKind, object_id: UUID) -> None:
    """End the request that waits for a word about this object, if there is one; who asked is notified."""
    asked = tx.get(Agreements).waiting(kind, object_id)
    if asked is None:
        return
    ended = rules.end(asked, at=tx.now)
    tx.get(Agreements).put(ended)
    _announce(tx, ended, AGREEMENT_ENDED, by=None, note=None, to={asked.asked_by})


def describe(tx: Transaction, agreement_id: UUID) -> Text:
    """Name in a message what the request is about."""
    return tx.get(Agreements).get(agreement_id).title


def _seconds(tx: Transaction, asked: Agreement, department_id: UUID | None) -> set[UUID]:
    """Return the people notified of a request; everybody with the permission for its kind may answer it."""
    permission = rules.permission_for(asked.kind)
    if permission is not Permission.AGREE:
        return tx.get(Staff).with_role(asked.site_id, roles_with(permission)) - {asked.object_id}
    people: set[UUID] = set()
    for group in (Audience.LEAD, Audience.OFFICER, Audience.EXECUTIVE):
        people |= tx.get(People).audience(
            asked.site_id, group, department_id=department_id, responsible_id=None
        )
    named = tx.get(SitesSettings).get(asked.site_id).second_person_id
    return people | ({named} if named else set())


def _announce(
    tx: Transaction,
    agreement: Agreement,
    kind: EventKind,
    *,
    by: UUID | None,
    note: str | None,
    to: set[UUID],
) -> None:
    about = (Ref(agreement.noun, agreement.object_id), Ref("agreement", agreement.agreement_id))
    tx.announce(
        Event(
            kind, agreement.site_id, about=about, by=by, tier=agreement.tier, note=note, to=tuple(sorted(to))
        )
    )
