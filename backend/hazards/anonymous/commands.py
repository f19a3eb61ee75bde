"""Reports without a name: nothing that is stored leads to a person.

Whoever shows the pass of a site may report at it; who that is nobody asks, and the phone sends no sign-in.
"""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from backend.agreements.module_switches import commands as modules
from backend.cases.rules import Evidence
from backend.core.allowances import Allowances
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.idempotency import once
from backend.core.modules import Module
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import HazardCategory, HazardGrade, ReportKind
from backend.hazards import commands as hazards
from backend.hazards.anonymous.rules import (
    NOBODYS_NAME,
    check_key_hash,
    hash_of_key,
    nobody_at,
)
from backend.hazards.events import ANONYMOUS_REPORTS_SWITCHED
from backend.hazards.objections import commands as objections
from backend.hazards.store import Hazards
from backend.hazards.timeline.store import Timelines
from backend.people.rules import NOBODY, Person
from backend.people.store import People
from backend.photos import commands as photo_commands
from backend.photos.records_store import Upload
from backend.photos.rules import PhotoFacts
from backend.sites.modules.rules import id_of
from backend.sites.modules.store import Modules

NO_SIGN_IN: Final = "!"
"""No hash of any password."""


def set_anonymous_reports(tx: Transaction, site_id: UUID, *, is_allowed: bool, by: Viewer) -> UUID:
    """Allow or forbid reports without a name at a site; allowing it anew gives phones a new pass. It switches
    the module.
    """
    by.require(Permission.SET_ANONYMITY, site_id=site_id)
    tx.get(Timelines).set_anonymous_pass(site_id, None)
    module = tx.get(Modules).state(site_id, Module.REPORTS_WITHOUT_NAME)
    if module.is_on != is_allowed:
        modules.switch(tx, module, is_on=is_allowed, reason="", by=by.person_id)
    if is_allowed:
        _give_pass(tx, site_id)
    tx.announce(
        Event(
            ANONYMOUS_REPORTS_SWITCHED,
            site_id,
            by=by.person_id,
            note="allowed" if is_allowed else "forbidden",
        )
    )
    return site_id


def follow_module(tx: Transaction, happened: Event) -> None:
    """The module was switched on: phones have a pass, the one of before where there was one."""
    is_ours = happened.ref("module") == id_of(happened.site_id, Module.REPORTS_WITHOUT_NAME)
    if is_ours and tx.get(Timelines).anonymous_pass(happened.site_id) is None:
        _give_pass(tx, happened.site_id)


def _give_pass(tx: Transaction, site_id: UUID) -> None:
    tx.get(People).add(Person(NOBODY, NOBODYS_NAME), username=str(NOBODY), password_hash=NO_SIGN_IN)
    tx.get(Timelines).set_anonymous_pass(site_id, secrets.token_urlsafe(16))


def report_anonymously(
    tx: Transaction,
    operation_id: UUID,
    *,
    site_pass: str,
    key_hash: str,
    payload_hash: str,
    category: HazardCategory,
    grade: HazardGrade,
    clause: str | None,
    description: str,
    area_id: UUID | None,
    equipment_code: str | None,
    photos: tuple[Evidence, ...],
    captured_at: datetime,
    kind: ReportKind = ReportKind.HAZARD,
    is_serious: bool = False,
) -> UUID:
    """Take in what somebody saw; with the key of this hash the report is found again. Returns its id.

    The same operation again gives the same report. Raises Refused: ANONYMOUS_NOT_ALLOWED, CONFLICT for a key
    that has a report already, and as a report with a name is refused. Where a photo was taken is not kept.
    """
    nobody = let_in(tx, site_pass)
    check_key_hash(key_hash)

    def command() -> UUID:
        if tx.get(Timelines).report_of_key(key_hash) is not None:
            raise Refused(ErrorCode.CONFLICT, "this key has a report already")
        report = hazards.report_hazard(
            tx,
            category=category,
            grade=grade,
            clause=clause,
            description=description,
            area_id=area_id,
            equipment_code=equipment_code,
            photos=tuple(Evidence(each.sha256, None) for each in photos),
            captured_at=captured_at,
            by=nobody,
            kind=kind,
            is_serious=is_serious,
        )
        tx.get(Timelines).keep_key(report.report_id, key_hash)
        return report.report_id

    return once(tx, operation_id, command, by=NOBODY, kind="report_anonymously", payload_hash=payload_hash)


def object_anonymously(
    tx: Transaction, operation_id: UUID, *, key: str, reason: str, payload_hash: str
) -> UUID:
    """Object with the follow-up key in the place of a name. Raises Refused(NOT_FOUND) for another key."""
    report_id = tx.get(Timelines).report_of_key(hash_of_key(key))
    if report_id is None:
        raise Refused(ErrorCode.NOT_FOUND, "no report has this key")
    site_id = tx.get(Hazards).get(report_id).site_id
    if not tx.get(Modules).is_on(site_id, Module.REPORTS_WITHOUT_NAME):
        raise Refused(ErrorCode.NOT_FOUND, "the site takes no reports without a name")
    nobody = nobody_at(site_id)
    return once(
        tx,
        operation_id,
        lambda: objections.object_report(tx, report_id, reason=reason, by=nobody),
        by=NOBODY,
        kind="object_anonymously",
        payload_hash=payload_hash,
    )


def check_photo(tx: Transaction, site_pass: str, allowances: Allowances) -> None:
    """Before the first byte of a photo. Raises Refused: ANONYMOUS_NOT_ALLOWED for a pass that is no site's,
    TOO_MANY_ATTEMPTS where the site got enough for a day, with a name or without.
    """
    [site_id] = let_in(tx, site_pass).site_ids
    of_site = replace(
        allowances,
        photos_per_day=allowances.photos_of_site_per_day,
        photo_mb_per_day=allowances.photo_mb_of_site_per_day,
    )
    photo_commands.check_allowance(tx, NOBODY, site_id, of_site)


def record_photo(tx: Transaction, facts: PhotoFacts, *, site_pass: str, length: int) -> None:
    """Note a photo that nobody in particular sent: when and where it was taken is left out. It serves one
    report: whoever knows a hash from somebody else's must not show that picture as their own.
    """
    [site_id] = let_in(tx, site_pass).site_ids
    bare = PhotoFacts(sha256=facts.sha256, width=facts.width, height=facts.height)
    photo_commands.record(tx, bare, Upload(NOBODY, site_id, length, uses_left=1))


def let_in(tx: Transaction, site_pass: str) -> Viewer:
    """Return nobody in particular at the site of this pass. Raises Refused(ANONYMOUS_NOT_ALLOWED)."""
    return nobody_at(tx.get(Timelines).site_of_pass(site_pass))
