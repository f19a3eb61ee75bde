"""Of people who left only what must stay does: contacts, devices, sign-ins and signatures go in time."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func
from sqlmodel import col, select

from backend.agreements import commands as agreements
from backend.agreements import queries as requests
from backend.agreements.leaver_retention.commands import set_leaver_retention
from backend.cases.evidence.store import EvidenceRole
from backend.cases.evidence.tables import EvidenceRow
from backend.core.audit import Audit
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import AuditRow
from backend.core.viewer import Viewer
from backend.jobs import leavers_retention as leavers
from backend.jobs import leavers_retention_store as stored
from backend.notifications.preferences import commands as preferences
from backend.notifications.preferences.rules import QuietHours
from backend.notifications.preferences.tables import NotificationPreferencesRow
from backend.notifications.tables import PushSubscriptionRow
from backend.people.accounts.disable_commands import disable, enable
from backend.people.accounts.sign_ins_rules import SignInMethod
from backend.people.accounts.sign_ins_store import SignIns
from backend.people.accounts.tables import SignInRow
from backend.people.held.queries import kept_days
from backend.people.tables import PersonAddressRow, PersonRow
from backend.photos.rules import RENDITIONS
from backend.photos.store import PhotoStore
from backend.photos.tables import PhotoRow, PhotoUploadRow
from backend.sites.settings.leavers_rules import BOUNDS, LeaverRetention, longest
from backend.sites.settings.store import SitesSettings
from tests.support import archived_case
from tests.support.dying_connection import Died, Fate, dump
from tests.support.fakes import FakeClock
from tests.support.people import add_admin
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("people are locked, and their rows go by statements")
REASON = "离职人员多，按法务要求缩短"
SHORT = LeaverRetention(30, 10, 183, 365)


@pytest.fixture
def photos(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos")


@pytest.fixture
def root(database: Database, plants: Plants) -> Viewer:
    return database.transact(lambda tx: add_admin(tx, plants))


def rows_of(database: Database, table: type, person: Viewer) -> int:
    statement = select(func.count()).select_from(table).where(table.person_id == person.person_id)  # type: ignore[attr-defined]
    return database.read(lambda session: session.exec(statement).one())


def left(database: Database, clock: FakeClock, plants: Plants, root: Viewer, photos: PhotoStore) -> list[str]:
    """Alice has signed a case, has a phone, a mail address and sign-ins, and leaves; her signatures."""
    archived_case.archived(database, plants, clock)

    def own(tx: Transaction) -> None:
        for kind in ("PHONE", "EMAIL"):
            tx.session.add(
                PersonAddressRow(id=uuid4(), person_id=plants.alice.person_id, kind=kind, address="a@b.cn")
            )
        for number in range(3):
            tx.get(SignIns).add(
                uuid4(),
                plants.alice.person_id,
                method=SignInMethod.PASSWORD,
                user_agent=str(number),
                device_hash=None,
                at=tx.now,
            )
        tx.session.add(
            PushSubscriptionRow(
                id=uuid4(),
                person_id=plants.alice.person_id,
                endpoint="https://push/alice",
                p256dh="k",
                auth="a",
                created_at=tx.now,
            )
        )
        tx.session.flush()
        preferences.set_quiet_hours(tx, plants.north, QuietHours(22 * 60, 6 * 60), by=plants.alice)

    database.transact(own)
    signatures = signed(database, plants.alice)
    for sha256 in signatures:
        for size in RENDITIONS:
            path = photos.path(sha256, size)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"ink")
    database.transact(lambda tx: disable(tx, root, plants.alice.person_id, plants.dora.person_id))
    return signatures


def signed(database: Database, person: Viewer) -> list[str]:
    statement = select(EvidenceRow.sha256).where(
        EvidenceRow.role == EvidenceRole.SIGNATURE.value, EvidenceRow.added_by == person.person_id
    )
    return database.read(lambda session: list(session.exec(statement)))


def notes(database: Database) -> list[str]:
    statement = select(AuditRow.note).where(AuditRow.kind == "LEAVER_DATA_FORGOTTEN")
    found = database.read(lambda session: list(session.exec(statement.order_by(col(AuditRow.id)))))
    return [note or "" for note in found]


def archives(database: Database) -> list[str]:
    return dump(database)["case_archives"]


def test_each_kind_goes_when_its_time_is_over_and_is_on_record_once(
    database: Database, clock: FakeClock, plants: Plants, root: Viewer, photos: PhotoStore
) -> None:
    signatures = left(database, clock, plants, root, photos)
    frozen = archives(database)
    kept = LeaverRetention()
    begun, seen = clock.now, {}

    for days in (1, kept.push_days, kept.addresses_days, kept.sign_ins_days, kept.signatures_days):
        clock.advance(begun + timedelta(days=days) - clock.now)
        found = [leavers.forget(database, photos) for _ in range(2)]  # twice is once
        seen[days] = (
            found,
            rows_of(database, PushSubscriptionRow, plants.alice),
            rows_of(database, PersonAddressRow, plants.alice),
            rows_of(database, SignInRow, plants.alice),
            photos.is_complete(signatures[0]),
        )

    assert rows_of(database, NotificationPreferencesRow, plants.alice) == 0
    assert list(seen.values()) == [
        ([0, 0], 1, 2, 3, True),
        ([1, 0], 0, 2, 3, True),
        ([1, 0], 0, 0, 3, True),
        ([1, 0], 0, 0, 0, True),
        ([1, 0], 0, 0, 0, False),
    ]
    assert notes(database) == ["push 2", "addresses 2", "sign-ins 3", f"signatures {len(signatures)}"]
    assert archives(database) == frozen
    assert database.transact(lambda tx: tx.get(Audit).broken_at(plants.north)) is None
    alice = database.read(lambda session: session.get_one(PersonRow, plants.alice.person_id))
    assert alice.name_en == "alice"
    assert signed(database, plants.alice) == signatures


def test_nothing_goes_of_who_works_here_or_came_back(
    database: Database, clock: FakeClock, plants: Plants, root: Viewer, photos: PhotoStore
) -> None:
    left(database, clock, plants, root, photos)
    database.transact(lambda tx: enable(tx, root, plants.alice.person_id))
    clock.advance(timedelta(days=5_000))

    assert leavers.forget(database, photos) == 0
    assert rows_of(database, PersonAddressRow, plants.alice) == 2


def test_a_signature_that_somebody_else_has_sent_too_stays(
    database: Database, clock: FakeClock, plants: Plants, root: Viewer, photos: PhotoStore
) -> None:
    signatures = left(database, clock, plants, root, photos)

    def again(tx: Transaction) -> None:
        for sha256 in signatures:
            tx.session.add(PhotoUploadRow(sha256=sha256, person_id=plants.bob.person_id))

    database.transact(again)
    clock.advance(timedelta(days=2_000))
    leavers.forget(database, photos)

    assert all(photos.is_complete(each) for each in signatures)


def test_many_who_left_are_swept_in_parts(
    database: Database,
    clock: FakeClock,
    plants: Plants,
    root: Viewer,
    photos: PhotoStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left(database, clock, plants, root, photos)
    database.transact(lambda tx: disable(tx, root, plants.bob.person_id, plants.dora.person_id))
    database.transact(lambda tx: disable(tx, root, plants.erik.person_id, plants.dora.person_id))
    monkeypatch.setattr(stored, "AT_ONCE", 1)
    clock.advance(timedelta(days=60))

    found = leavers.forget(database, photos)

    assert found == 2  # alice and bob had browsers
    assert rows_of(database, PushSubscriptionRow, plants.bob) == 0


def test_a_run_that_dies_leaves_nothing_half_and_the_next_one_finishes(
    database: Database, clock: FakeClock, plants: Plants, root: Viewer, photos: PhotoStore
) -> None:
    signatures = left(database, clock, plants, root, photos)
    clock.advance(timedelta(days=2_000))
    before, fate = dump(database), Fate(database)

    for at in range(1, 60, 1 if not database.is_postgres else 9):
        with fate.dies(at):
            try:
                leavers.forget(database, photos)
            except Died:
                assert dump(database) == before, f"something is there of what died at statement {at}"
                continue
        break
    leavers.forget(database, photos)

    assert notes(database) == [f"addresses 2, push 2, sign-ins 3, signatures {len(signatures)}"]
    assert not any(photos.path(each, size).exists() for each in signatures for size in RENDITIONS)
    rows = select(PhotoRow.forgotten_at).where(col(PhotoRow.sha256).in_(signatures))
    assert all(database.read(lambda session: list(session.exec(rows))))


def ask_for(
    database: Database, site_id: UUID, wanted: LeaverRetention, by: Viewer, *, asks: bool = False
) -> None:
    database.transact(
        lambda tx: set_leaver_retention(tx, site_id, wanted, reason=REASON, by=by, asks_second_person=asks)
    )


def in_force(database: Database, site_id: UUID) -> LeaverRetention:
    return database.transact(lambda tx: tx.get(SitesSettings).leaver_retention(site_id))


def test_a_shorter_time_needs_a_second_person_and_a_longer_one_does_not(
    database: Database, plants: Plants
) -> None:
    with pytest.raises(Refused) as alone:
        ask_for(database, plants.north, SHORT, plants.alice)
    ask_for(database, plants.north, SHORT, plants.alice, asks=True)
    until_then = in_force(database, plants.north)
    (waiting,) = database.read(lambda session: requests.waiting(session, plants.dora))
    asked = waiting.agreement.agreement_id
    database.transact(lambda tx: agreements.decide(tx, asked, is_agreed=True, note="", by=plants.dora))
    shorter = in_force(database, plants.north)
    ask_for(database, plants.north, LeaverRetention(), plants.alice)

    assert alone.value.code is ErrorCode.SECOND_PERSON_REQUIRED
    assert until_then == LeaverRetention()
    assert shorter == SHORT
    assert in_force(database, plants.north) == LeaverRetention()
    assert in_force(database, plants.south) == LeaverRetention()


def test_workers_and_other_sites_set_nothing(database: Database, plants: Plants) -> None:
    for by, code in ((plants.bob, ErrorCode.NOT_ALLOWED), (plants.carol, ErrorCode.NOT_FOUND)):
        with pytest.raises(Refused) as refused:
            ask_for(database, plants.north, LeaverRetention(), by)
        assert refused.value.code is code


@pytest.mark.parametrize("name", BOUNDS)
def test_no_kind_is_kept_outside_its_bounds(name: str) -> None:
    least, most = BOUNDS[name]
    for days in (least - 1, most + 1):
        with pytest.raises(Refused) as refused:
            LeaverRetention(**{name: days}).check()
        assert refused.value.code is ErrorCode.INVALID_INPUT
    LeaverRetention(**{name: least}).check()
    LeaverRetention(**{name: most}).check()


def test_who_is_of_two_sites_is_kept_as_long_as_the_longer_one_says(
    database: Database, plants: Plants
) -> None:
    other = LeaverRetention(addresses_days=400, push_days=10)

    assert longest([LeaverRetention(), other]) == LeaverRetention(addresses_days=400, push_days=30)
    ask_for(database, plants.north, LeaverRetention(addresses_days=400), plants.alice)
    shown = database.read(lambda session: kept_days(session, plants.bob))
    assert (shown["addresses"], shown["sign_ins"]) == (400, 210)
