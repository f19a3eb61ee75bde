"""Removing the demo site whole: its people, sources, readings, cases, archive, audit rows and pictures.

The database lets archived cases and audit rows of a simulated site go, of no other (decision 0050). What
stays is one sealed record.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Final, TypeAlias
from uuid import UUID

from backend.cases.evidence.voices_store import VoiceStore
from backend.core.audit import Audit
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.viewer import Permission, Viewer
from backend.demo.events import SITE_REMOVAL_ASKED
from backend.demo.removal_store import Belongings
from backend.people.store import People
from backend.photos.store import PhotoStore
from backend.sites.removal.rules import FileKind, RemovedSite
from backend.sites.removal.store import Removals
from backend.sites.rules import Site
from backend.sites.store import Sites

DeleteFile: TypeAlias = Callable[[str], None]
STRAYS_FOR: Final = timedelta(hours=1)
"""After a removal every process has heard of it long before."""
SHARED: Final = {FileKind.PHOTO: "photos", FileKind.VOICE: "voices"}


def ask_removal(tx: Transaction, site_id: UUID, *, typed: str, by: Viewer) -> UUID:
    """Let the demo site be removed whole as soon as the jobs run; its simulation stops now.

    `typed`: the name of the site as its person typed it, so that nobody does this by the way.
    Raises Refused: NOT_ALLOWED, NOT_FOUND for a site that is not simulated, NAME_DIFFERS.
    """
    by.require(Permission.MANAGE_SITE, site_id=site_id)
    name = tx.get(People).name(by.person_id).zh
    _ask(tx, tx.get(Sites).get(site_id), typed=typed, asked_by=name, by=by.person_id)
    return site_id


def ask_removal_from_console(tx: Transaction, code: str, *, typed: str) -> None:
    """The same for whoever has the machine. Raises Refused: NOT_FOUND, NAME_DIFFERS."""
    _ask(tx, tx.get(Sites).by_code(code), typed=typed, asked_by="console", by=None)


def _ask(tx: Transaction, site: Site | None, *, typed: str, asked_by: str, by: UUID | None) -> None:
    if site is None or site.is_simulation_running is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such simulated site, and no other is ever removed")
    if typed.strip() not in {site.name.zh, site.name.en, site.code}:
        raise Refused(ErrorCode.NAME_DIFFERS, "another name than that of the site was typed")
    tx.get(Sites).switch_simulation(site.site_id, is_running=False, started_at=None)
    tx.get(Removals).ask(site.site_id, at=tx.now, by=asked_by)
    tx.announce(Event(SITE_REMOVAL_ASKED, site.site_id, by=by))


def remove_asked(database: Database) -> list[RemovedSite]:
    """Remove each site of which somebody asked it, each in one transaction; returns what they were."""
    asked = database.read(lambda session: Removals(session).asked())
    found = (database.transact(lambda tx, site_id=site_id: _remove(tx, site_id)) for site_id in asked)  # type: ignore[misc]  # mypy infers no default of a lambda
    return [each for each in found if each is not None]


def _remove(tx: Transaction, site_id: UUID) -> RemovedSite | None:
    """Delete all that belongs to the site and keep a sealed record; None where another process was faster."""
    removals, belongings = tx.get(Removals), tx.get(Belongings)
    asked_by = removals.asked().get(site_id)
    if asked_by is None:
        return None
    site = tx.get(Sites).get(site_id)
    end = tx.get(Audit).end(site_id)
    belongings.find(site_id, site.code)
    shared = {kind: belongings.shared(table) for kind, table in SHARED.items()}
    rows = belongings.delete()
    for kind, table in SHARED.items():
        removals.discard(kind, belongings.delete_unused(table, shared[kind]))
    removed = RemovedSite(
        site_id=site_id,
        code=site.code,
        name=site.name,
        removed_at=tx.now,
        removed_by=asked_by,
        rows=rows,
        end=end,
    )
    removals.put(removed)
    return removed


def delete_strays(database: Database) -> int:
    """Delete what other processes wrote of removed sources before they heard of it; returns how many rows."""
    since = database.clock() - STRAYS_FOR
    removed = database.read(lambda session: Removals(session).all())
    if not any(each.removed.removed_at > since for each in removed):
        return 0
    return database.transact(lambda tx: tx.get(Belongings).delete_strays())


def delete_files(database: Database, photos: PhotoStore, voices: VoiceStore) -> int:
    """Delete the files of removed sites; returns how many waited. Who dies in the middle leaves the others
    for the next time. A file that came again meanwhile, for another site, stays.
    """
    delete = {FileKind.PHOTO: photos.remove, FileKind.VOICE: voices.remove}
    return sum(_delete_files(database, kind, delete_one) for kind, delete_one in delete.items())


def _delete_files(database: Database, kind: FileKind, delete: DeleteFile) -> int:
    waiting = database.read(lambda session: Removals(session).discarded(kind))
    for sha256 in waiting:
        _delete_file(database, kind, sha256, delete)
    return len(waiting)


def _delete_file(database: Database, kind: FileKind, sha256: str, delete: DeleteFile) -> None:
    if not database.read(lambda session: Belongings(session).is_there(SHARED[kind], sha256)):
        delete(sha256)
    database.transact(lambda tx: tx.get(Removals).forget_file(kind, sha256))
