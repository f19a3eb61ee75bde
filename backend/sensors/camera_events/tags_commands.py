"""Tags are added, given to other carriers and taken out of use; none is deleted."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final
from uuid import UUID

from backend.agreements import commands as agreements
from backend.agreements.rules import Agreement, AgreementKind
from backend.core import words
from backend.core.codes import LONGEST_NAME, checked_name, clean
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, Ref
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.equipment.store import EquipmentStore
from backend.people.store import People
from backend.sensors.camera_events.store import Tags, tag_from_json, tag_to_json
from backend.sensors.camera_events.tags_rules import Tag, TagKind, loosens, tag_key
from backend.sensors.events import TAG_ADDED, TAG_CHANGED
from backend.sites.store import Sites

CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
"""Codes that gates and locators read from a tag, such as an EPC in hexadecimal digits."""
ROLE: Final = re.compile(r"[A-Z][A-Z0-9_]{0,29}|")
MOST_AREAS: Final = 100


def add_tag(tx: Transaction, site_id: UUID, tag: Tag, *, by: Viewer) -> UUID:
    """Add a tag to the register of the site; returns its key.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, TAG_CODE_INVALID, CODE_TAKEN, NAME_INVALID, INVALID_INPUT.
    """
    by.require(Permission.MANAGE_SOURCES, site_id=site_id)
    added = _checked(tx, site_id, replace(tag, code=clean(tag.code), version=1, closed_at=None))
    if CODE.fullmatch(added.code) is None:
        raise Refused(ErrorCode.TAG_CODE_INVALID, f"no code of a tag: {added.code[:40]!r}")
    if tx.get(Tags).is_taken(site_id, added.code):
        raise Refused(ErrorCode.CODE_TAKEN, f"there is a tag {added.code} already")
    tx.get(Tags).add(site_id, added)
    tx.announce(Event(TAG_ADDED, site_id, by=by.person_id, note=f"{added.code}: {added.kind}"))
    return tag_key(site_id, added.code)


def change_tag(
    tx: Transaction,
    site_id: UUID,
    tag: Tag,
    *,
    is_closed: bool,
    reason: str,
    asks_second_person: bool,
    by: Viewer,
) -> UUID:
    """Give a tag to another carrier, let it be elsewhere or take it out of use. `tag.version`: that was seen.

    What would call less waits for a second person. Raises Refused: as `add_tag`, CONFLICT, and
    SECOND_PERSON_REQUIRED unless one is asked.
    """
    by.require(Permission.MANAGE_SOURCES, site_id=site_id)
    before = tx.get(Tags).known(site_id, tag.code)
    if before is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such tag at this site")
    if before.version != tag.version:
        raise Refused(ErrorCode.CONFLICT, "somebody changed this in between")
    closed_at = (before.closed_at or tx.now) if is_closed else None
    after = _checked(tx, site_id, replace(tag, closed_at=closed_at))
    if after == before:
        return tag_key(site_id, tag.code)
    if not loosens(before, after):
        _put(tx, site_id, before, after, by=by.person_id, reason=reason.strip())
    elif asks_second_person:
        _ask(tx, site_id, after, reason=reason, by=by)
    else:
        raise Refused(ErrorCode.SECOND_PERSON_REQUIRED, "a second person agrees to a tag that calls less")
    return tag_key(site_id, tag.code)


def change_agreed(tx: Transaction, agreed: Agreement) -> None:
    """A second person agreed: the tag is as it was asked for. Raises Refused(CONFLICT) where it changed
    meanwhile.
    """
    after = _checked(tx, agreed.site_id, tag_from_json(agreed.details))
    before = tx.get(Tags).known(agreed.site_id, after.code)
    if before is None or before.version != after.version:
        raise Refused(ErrorCode.CONFLICT, "the tag was changed meanwhile")
    _put(tx, agreed.site_id, before, after, by=agreed.asked_by, reason=agreed.reason)


def follow_area(tx: Transaction, happened: Event) -> None:
    """Tags name the areas where they may be by their codes: where one changed, they follow it."""
    if tx.get(Sites).renamed(happened.site_id):
        _follow(tx, happened, lambda tag: replace(tag, areas=_present(tx, happened.site_id, tag.areas)))


def follow_equipment(tx: Transaction, happened: Event) -> None:
    """Tags name the machine that they belong to by its code: where it changed, they follow it."""
    store, equipment_id = tx.get(EquipmentStore), happened.ref("equipment")
    former = store.other_codes(equipment_id) if equipment_id else []
    if equipment_id and former:
        code = store.get(equipment_id).code
        _follow(tx, happened, lambda tag: replace(tag, equipment=code) if tag.equipment in former else tag)


def _follow(tx: Transaction, happened: Event, renamed: Callable[[Tag], Tag]) -> None:
    if happened.by is None:
        return
    for before in tx.get(Tags).of_site(happened.site_id):
        after = renamed(before)
        if after != before:
            _put(tx, happened.site_id, before, after, by=happened.by, reason="")


def _present(tx: Transaction, site_id: UUID, codes: Iterable[str]) -> frozenset[str]:
    """The codes that these areas have now; somebody, or a request that waited, may name one of old."""
    now = tx.get(Sites).renamed(site_id)
    return frozenset(now.get(each, each) for each in codes)


def _put(tx: Transaction, site_id: UUID, before: Tag, after: Tag, *, by: UUID, reason: str) -> None:
    tx.get(Tags).put(site_id, replace(after, version=before.version + 1))
    agreements.end(tx, AgreementKind.LOOSEN_TAG, tag_key(site_id, after.code))
    note = f"{after.code}: {', '.join(_differences(before, after))}" + (f": {reason}" if reason else "")
    tx.announce(Event(TAG_CHANGED, site_id, by=by, note=note))


def _ask(tx: Transaction, site_id: UUID, after: Tag, *, reason: str, by: Viewer) -> None:
    where = ", ".join(sorted(after.areas))
    agreements.ask(
        tx,
        AgreementKind.LOOSEN_TAG,
        Ref("tag", tag_key(site_id, after.code)),
        site_id=site_id,
        title=after.name,
        what=words.text(
            "agreement.what.tag", tag=after.code, areas=where or words.text("agreement.anywhere")
        ),
        reason=reason,
        by=by,
        details=tag_to_json(after),
    )


def _checked(tx: Transaction, site_id: UUID, tag: Tag) -> Tag:
    person_id = tag.person_id if tag.kind is TagKind.PERSON else None
    tx.get(People).require_at_site(site_id, department_id=None, person_id=person_id)
    name = tx.get(People).name(person_id) if person_id and not tag.name.zh.strip() else tag.name
    areas = _present(tx, site_id, tag.areas)
    known = tx.get(Sites).area_codes(site_id) if areas else frozenset()
    role = clean(tag.role).upper()
    if len(areas) > MOST_AREAS or not areas <= known or ROLE.fullmatch(role) is None:
        raise Refused(ErrorCode.INVALID_INPUT, "an area of another site, or no role")
    equipment = clean(tag.equipment)[:LONGEST_NAME]
    if equipment:
        equipment = tx.get(EquipmentStore).by_code((site_id,), equipment).code
    return replace(
        tag,
        name=_named(name),
        role=role,
        equipment=equipment,
        person_id=person_id,
        areas=areas,
    )


def _named(name: Text) -> Text:
    return checked_name(name.zh, name.en)


def _differences(before: Tag, after: Tag) -> list[str]:
    fields = ("kind", "name", "role", "areas", "equipment", "person_id", "closed_at")
    return [field for field in fields if getattr(before, field) != getattr(after, field)]
