"""Switching modules of a site on and off."""

from dataclasses import replace
from uuid import UUID

from backend.agreements import commands as agreements
from backend.agreements.rules import Agreement, AgreementKind
from backend.core import words
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, Ref, refs
from backend.core.modules import Module
from backend.core.viewer import Permission, Viewer
from backend.sites.events import MODULE_SWITCHED_OFF, MODULE_SWITCHED_ON
from backend.sites.modules.rules import LONGEST_REASON, ModuleState
from backend.sites.modules.store import Modules


def switch_module(
    tx: Transaction,
    site_id: UUID,
    module: Module,
    *,
    is_on: bool,
    version: int,
    reason: str,
    asks_second_person: bool = False,
    by: Viewer,
) -> UUID:
    """Switch a module on or off, in force at once; nothing that it holds is deleted. Returns its id.

    Off needs a reason, and a second person where something calls nobody without it: `asks_second_person` asks
    one, and until then it stays on. `version`: as the person saw it. Switched as it is: nothing changes.
    Raises Refused: NOT_ALLOWED, NOT_FOUND, CONFLICT, REASON_REQUIRED, INVALID_INPUT, SECOND_PERSON_REQUIRED.
    """
    by.require(Permission.MANAGE_SITE, site_id=site_id)
    before = tx.get(Modules).state(site_id, module)
    if before.is_on == is_on:
        return before.module_id
    if before.version != version:
        raise Refused(ErrorCode.CONFLICT, "somebody switched it in between")
    if not is_on and not reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "say why it is switched off")
    if len(reason) > LONGEST_REASON:
        raise Refused(ErrorCode.INVALID_INPUT, f"a reason of at most {LONGEST_REASON} characters")
    if not before.needs_second_person:
        switch(tx, before, is_on=is_on, reason=reason, by=by.person_id)
    elif asks_second_person:
        _ask(tx, before, reason=reason, by=by)
    else:
        raise Refused(ErrorCode.SECOND_PERSON_REQUIRED, "a second person agrees to fewer calls")
    return before.module_id


def switch(tx: Transaction, before: ModuleState, *, is_on: bool, reason: str, by: UUID) -> None:
    """Switch the module; who may has been checked."""
    after = replace(before, is_on=is_on, version=before.version + 1, reason=reason.strip())
    tx.get(Modules).put(after, at=tx.now, by=by)
    agreements.end(tx, AgreementKind.SWITCH_MODULE_OFF, after.module_id)
    kind = MODULE_SWITCHED_ON if is_on else MODULE_SWITCHED_OFF
    note = f"{after.module}: {after.reason}" if after.reason else after.module.value
    tx.announce(Event(kind, after.site_id, about=refs(module=after.module_id), by=by, note=note))


def switch_agreed(tx: Transaction, agreed: Agreement) -> None:
    """A second person agreed: the module is off by the word of the one who asked."""
    before = tx.get(Modules).state(agreed.site_id, Module(agreed.details["module"]))
    if before.is_on:
        switch(tx, before, is_on=False, reason=agreed.reason, by=agreed.asked_by)


def _ask(tx: Transaction, module: ModuleState, *, reason: str, by: Viewer) -> None:
    name = words.of("Module", module.module)
    agreements.ask(
        tx,
        AgreementKind.SWITCH_MODULE_OFF,
        Ref("module", module.module_id),
        site_id=module.site_id,
        title=name,
        what=words.of("ModuleWithout", module.module),
        reason=reason,
        by=by,
        details={"module": module.module.value},
    )
