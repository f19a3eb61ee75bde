"""A site whose group chats and other systems are notified, and what they were sent."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from backend.alerts import commands as alerts
from backend.alerts.events import ALERT_TIER_RAISED
from backend.core.database import Database, Transaction
from backend.core.events import Event, refs
from backend.core.text import Language
from backend.core.viewer import Role, Viewer
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.channels.checks_commands import addresses_checked_by, checked_by
from backend.notifications.channels.commands import configure_channel
from backend.notifications.channels.rules import Wanted
from backend.notifications.channels.store import SiteChannels
from backend.notifications.outlets import commands, queries
from backend.notifications.outlets.queries import OutletView
from backend.notifications.outlets.rules import WantedOutlet
from push.endpoint import WEB_PUSH, Endpoint
from push.http_client import Network
from push.message import Message
from push.outcome import Outcome, Verdict
from push.registry import SendLimit
from push.route import Route
from tests.hostile.matrix.objects import join
from tests.support.alerts import only_alert
from tests.support.declared import SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

BOT = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={'5' * 28}3f2a"
HOOK = "https://control.example.com/alerts"
REASON = "值班群换成新的了，这个群已解散"
SIGNING_SECRET = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="
CHECKS = commands.Checks(checked_by(Network()), addresses_checked_by(Network()))


class Groups:
    """A site with an administrator, and what its group chats were sent as (address, message)."""

    def __init__(self, database: Database, plants: Plants, clock: FakeClock) -> None:
        self.database, self.plants, self.clock = database, plants, clock
        self.admin = database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))
        self.outcome = Outcome(Verdict.ACCEPTED)
        self.sent: list[tuple[str, Message]] = []
        self.pushed: list[str] = []
        self.limits: Sequence[SendLimit] = ()

    def adds(
        self,
        name: str = "值班群",
        *,
        kind: str = "wecom",
        address: str = BOT,
        secret: str = "",
        from_tier: Tier = Tier.ORANGE,
        area_id: UUID | None = None,
        by: Viewer | None = None,
    ) -> UUID:
        wanted = WantedOutlet(kind, name, address, secret, from_tier, area_id)
        return self.database.transact(
            lambda tx: commands.add_outlet(tx, self.plants.north, wanted, checks=CHECKS, by=by or self.admin)
        )

    def adds_system(self) -> UUID:
        """Another system of the company, by webhook, for every alert."""
        wanted = Wanted("webhook", {}, {"signing_secret": SIGNING_SECRET})
        self.database.transact(
            lambda tx: configure_channel(
                tx, self.plants.north, "webhook", wanted, version=0, check=CHECKS.channel, by=self.admin
            )
        )
        return self.adds("应急平台", kind="webhook", address=HOOK, from_tier=Tier.BLUE)

    def subscribes(self, person: Viewer) -> None:
        endpoint = "https://push.example/1"
        self.database.transact(
            lambda tx: deliveries.subscribe_push(
                tx, endpoint=endpoint, p256dh="p", auth="a", language=Language.ZH, by=person
            )
        )

    def channels(self) -> list[str]:
        """Kinds of channels that the site has set up."""
        found = self.database.read(lambda s: SiteChannels(s).of_site(self.plants.north))
        return [each.kind for each in found]

    def measures(self, tier: Tier | None, sensor_id: int | None = None) -> None:
        change = over(self.plants, tier, sensor_id=sensor_id)
        self.database.transact(lambda tx: alerts.apply_changes(tx, [change]))

    def announces(self, *tiers: Tier) -> None:
        """One alert event after the other, as a flood brings them."""
        alert_id = only_alert(self.database).alert_id

        def command(tx: Transaction) -> None:
            for tier in tiers:
                tx.announce(
                    Event(ALERT_TIER_RAISED, self.plants.north, about=refs(alert=alert_id), tier=tier)
                )

        self.database.transact(command)

    def works(self) -> list[tuple[str, str]]:
        """One round of the job: what was sent to groups in it, as (last characters of the address, title)."""
        before = len(self.sent)
        self.database.transact(deliveries.plan_deliveries)
        deliveries.deliver_due(self.database, self._send, SUBJECTS, limits=lambda *_: self.limits)
        return [(address[-4:], message.title) for address, message in self.sent[before:]]

    def sees(self) -> list[OutletView]:
        return self.database.read(lambda s: queries.of_site(s, self.admin, self.plants.north))

    def tests(self, outlet_id: UUID) -> None:
        self.database.transact(lambda tx: commands.test_outlet(tx, outlet_id, by=self.admin))

    def replays(self, outlet_id: UUID) -> None:
        self.database.transact(lambda tx: commands.replay_outlet(tx, outlet_id, by=self.admin))

    def lost(self, outlet_id: UUID) -> int:
        """What it has not taken within a day."""
        wanted = queries.LostSince(outlet_id, self.clock() - timedelta(hours=24))
        return self.database.read(lambda s: queries.lost(s, self.admin, [wanted]))[wanted]

    def removes(self, outlet_id: UUID, *, asks: bool = True) -> None:
        self.database.transact(
            lambda tx: commands.remove_outlet(
                tx, outlet_id, reason=REASON, asks_second_person=asks, by=self.admin
            )
        )

    def _send(self, route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        if route.kind == WEB_PUSH:
            self.pushed.append(message.title)
            return Outcome(Verdict.ACCEPTED)
        self.sent.append((endpoint.address, message))
        return self.outcome
