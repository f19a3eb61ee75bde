"""Channels are set up by administrators of the site; what is secret is sealed and never shown again."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import AuditRow
from backend.core.viewer import Role, Viewer
from backend.notifications import commands as deliveries
from backend.notifications.channels import commands as channels
from backend.notifications.channels import queries
from backend.notifications.channels.queries import ChannelView
from backend.notifications.channels.rules import Wanted
from backend.notifications.channels.store import SiteChannels
from backend.notifications.channels.tables import SiteChannelRow
from backend.people.directory.rules import AddressKind
from backend.people.directory.store import Staff
from push.endpoint import Endpoint
from push.message import Message, Purpose
from push.outcome import Outcome, Verdict
from push.route import Route
from tests.hostile.matrix.objects import join
from tests.support.declared import SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("settings are JSON, and the row is locked while it changes")

WANTED = Wanted("aliyun", {"sign_name": "安环"}, {"access_key_secret": "s3cret-value"})


@pytest.fixture
def admin(database: Database, plants: Plants) -> Viewer:
    return database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))


def anything(kind: str, provider: str, settings: object) -> None:
    """A channel that `push` would build."""


def configure(
    database: Database, plants: Plants, by: Viewer, wanted: Wanted = WANTED, *, version: int = 0
) -> UUID:
    return database.transact(
        lambda tx: channels.configure_channel(
            tx, plants.north, "sms", wanted, version=version, check=anything, by=by
        )
    )


def shown(database: Database, plants: Plants, by: Viewer) -> ChannelView:
    [found] = database.read(lambda s: queries.of_site(s, by, plants.north, now=database.clock()))
    return found


def refusal(act: object) -> ErrorCode:
    with pytest.raises(Refused) as refused:
        act()  # type: ignore[operator]
    return refused.value.code


def test_only_an_administrator_of_the_site_sets_up_and_sees_its_channels(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    far_admin = database.transact(lambda tx: join(tx, "south admin", Role.ADMIN, plants.south))
    channel_id = configure(database, plants, admin)

    assert refusal(lambda: configure(database, plants, plants.alice, version=1)) is ErrorCode.NOT_ALLOWED
    assert refusal(lambda: configure(database, plants, far_admin, version=1)) is ErrorCode.NOT_FOUND
    assert refusal(lambda: shown(database, plants, plants.bob)) is ErrorCode.NOT_ALLOWED
    assert refusal(lambda: shown(database, plants, plants.carol)) is ErrorCode.NOT_FOUND
    for act in (channels.resume_channel, channels.send_channel_test):
        assert (
            refusal(lambda act=act: database.transact(lambda tx: act(tx, channel_id, by=far_admin)))  # type: ignore[misc]
            is ErrorCode.NOT_FOUND
        )


def test_a_secret_is_sealed_and_stands_in_no_row_and_no_view(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    channel_id = configure(database, plants, admin)

    row = database.read(lambda s: s.get_one(SiteChannelRow, channel_id).model_dump())
    audit = database.read(
        lambda s: [each.note for each in s.exec(select(AuditRow).order_by(col(AuditRow.id))).all()]
    )
    assert "s3cret" not in repr(row) + repr(audit) + repr(shown(database, plants, admin)) + repr(WANTED)
    assert database.transact(lambda tx: tx.get(SiteChannels).secrets(channel_id)) == {
        "access_key_secret": "s3cret-value"
    }
    assert audit[-1] == "sms: aliyun: sign_name, access_key_secret"


def test_an_empty_secret_stays_as_it_is_unless_the_provider_changes(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    channel_id = configure(database, plants, admin)
    same = Wanted("aliyun", {"sign_name": "新签名"}, {"access_key_secret": ""})
    configure(database, plants, admin, same, version=1)
    kept = database.transact(lambda tx: tx.get(SiteChannels).secrets(channel_id))

    configure(database, plants, admin, Wanted("tencent", {"app": "1"}, {"secret_key": "other"}), version=2)

    assert kept == {"access_key_secret": "s3cret-value"}
    assert database.transact(lambda tx: tx.get(SiteChannels).secrets(channel_id)) == {"secret_key": "other"}


def test_who_saw_an_older_version_overwrites_nothing(
    database: Database, plants: Plants, admin: Viewer
) -> None:
    configure(database, plants, admin)

    assert refusal(lambda: configure(database, plants, admin, version=0)) is ErrorCode.CONFLICT
    assert shown(database, plants, admin).channel.version == 1


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (Outcome(Verdict.ACCEPTED), None),
        (Outcome(Verdict.FAILED, "isv.SMS_SIGNATURE_ILLEGAL"), "isv.SMS_SIGNATURE_ILLEGAL"),
    ],
)
def test_a_test_goes_to_the_own_address_and_its_outcome_stands_on_the_channel(
    database: Database, plants: Plants, admin: Viewer, clock: FakeClock, outcome: Outcome, says: str | None
) -> None:
    channel_id = configure(database, plants, admin)
    sent: list[tuple[str, Purpose]] = []

    def send(_route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        sent.append((endpoint.address, message.purpose))
        return outcome

    def test() -> None:
        database.transact(lambda tx: channels.send_channel_test(tx, channel_id, by=admin))

    assert refusal(test) is ErrorCode.ADDRESS_MISSING
    database.transact(lambda tx: tx.get(Staff).put_address(admin.person_id, AddressKind.PHONE, "13800000009"))
    test()
    database.transact(deliveries.plan_deliveries)
    clock.advance(timedelta(seconds=1))
    deliveries.deliver_due(database, send, SUBJECTS)

    assert sent == [("13800000009", Purpose.TEST)]
    found = shown(database, plants, admin).channel
    assert (found.tested_at, found.test_outcome) == (database.clock(), says)
