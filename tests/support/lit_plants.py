"""A site with lamps, and a broker that notes what was left there for them."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel import select

from backend.agreements import commands as agreements
from backend.agreements.tables import AgreementRow
from backend.alerts import commands as alerts
from backend.alerts.tables import AlertRow
from backend.core.database import Database, Transaction
from backend.core.viewer import Role, Viewer
from backend.core.vocabulary import Tier
from backend.monitoring.system import beacons_commands as lost
from backend.notifications.beacons import commands, queries
from backend.notifications.beacons import showing_commands as showing
from backend.notifications.beacons.queries import BeaconView
from backend.notifications.beacons.rules import BeaconState
from backend.notifications.beacons.showing_commands import Heard
from backend.notifications.channels import commands as channels
from backend.notifications.channels.rules import Wanted
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.route import Route
from tests.hostile.matrix.objects import join
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

RED, ORANGE = "RED", "ORANGE"
REASON = "围堰改造，灯杆已经拆除"


class LitPlant:
    """A site with an administrator and a broker that notes what was left there as (beacon, purpose)."""

    def __init__(self, database: Database, plants: Plants, clock: FakeClock) -> None:
        self.database, self.plants, self.clock = database, plants, clock
        self.admin = database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))
        self.outcome = Outcome(Verdict.ACCEPTED)
        self.messages: list[tuple[str, Message]] = []
        self.channel = database.transact(self._set_up)

    def _set_up(self, tx: Transaction) -> UUID:
        wanted = Wanted("mqtt", {"broker_url": "mqtts://broker.example:8883", "site": "north"})
        return channels.configure_channel(
            tx, self.plants.north, "beacon", wanted, version=0, check=lambda *_: None, by=self.admin
        )

    def adds(self, code: str, *, area: UUID | None = None, by: Viewer | None = None) -> UUID:
        return self.database.transact(
            lambda tx: commands.add_beacon(
                tx, self.plants.north, code=code, name=f"灯 {code}", area_id=area, by=by or self.admin
            )
        )

    def measures(self, tier: Tier | None, sensor_id: int | None = None) -> None:
        change = over(self.plants, tier, sensor_id=sensor_id)
        self.database.transact(lambda tx: alerts.apply_changes(tx, [change]))

    def works(self) -> list[tuple[str, str]]:
        """One round of the job: what was left at the broker in it."""
        before = len(self.messages)
        showing.follow(self.database)
        for site_id in showing.sites_due(self.database):
            showing.show_due(self.database, self._send, site_id)
        return [(code, str(message.purpose)) for code, message in self.messages[before:]]

    def after(self, seconds: int) -> list[tuple[str, str]]:
        self.clock.advance(timedelta(seconds=seconds))
        return self.works()

    def hears(self, code: str, message_id: str | None = None, *, is_online: bool | None = None) -> None:
        heard = Heard(self.plants.north, code, message_id, is_online)
        self.database.transact(lambda tx: showing.note_heard(tx, [heard]))

    def echoes(self, code: str) -> None:
        """The beacon repeats the newest message that was left for it."""
        self.hears(code, next(each.message_id for to, each in reversed(self.messages) if to == code))

    def sees(self) -> dict[str, BeaconView]:
        views = self.database.read(lambda s: queries.of_site(s, self.admin, self.plants.north))
        return {each.beacon.code: each for each in views}

    def states(self) -> dict[str, BeaconState]:
        return {code: each.state for code, each in self.sees().items()}

    def watch(self) -> Sequence[tuple[str, bool]]:
        """The job looks for lost beacons; returns the alerts about the product itself, and whether active."""
        self.database.transact(lost.watch_beacons)
        statement = select(AlertRow.aspect, AlertRow.is_active).where(AlertRow.condition == "SYSTEM")
        return [
            (aspect, is_active) for aspect, is_active in self.database.read(lambda s: s.exec(statement).all())
        ]

    def agrees(self, person: Viewer) -> None:
        def command(tx: Transaction) -> None:
            asked = tx.session.exec(select(AgreementRow.id).where(AgreementRow.state == "ASKED")).one()
            agreements.decide(tx, asked, is_agreed=True, note="", by=person)

        self.database.transact(command)

    def _send(self, route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        assert (route.kind, route.provider) == ("beacon", "mqtt")
        self.messages.append((endpoint.address, message))
        return self.outcome
