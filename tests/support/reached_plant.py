"""A site whose people are reached by channels that note what leaves by them."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts.tables import AlertRow
from backend.core.database import Database, Transaction
from backend.core.text import Language
from backend.core.viewer import Role, Viewer
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.channels import commands as channels
from backend.notifications.channels.rules import Wanted
from backend.notifications.tables import DeliveryRow
from backend.people.directory.rules import AddressKind
from backend.people.directory.store import Staff
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.registry import SendLimit
from push.route import Route
from tests.hostile.matrix.objects import join
from tests.support.declared import SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over


def anything(kind: str, provider: str, settings: object) -> None:
    """A channel that `push` would build; what it asks of settings is tested there."""


class Plant:
    """A site with an administrator; whatever leaves it is noted as (kind, where)."""

    def __init__(self, database: Database, plants: Plants, clock: FakeClock) -> None:
        self.database, self.plants, self.clock = database, plants, clock
        self.admin = database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))
        self.left: list[tuple[str, str]] = []
        self.messages: list[Message] = []
        self.routes: list[Route] = []
        self.outcome = Outcome(Verdict.ACCEPTED)
        self.limits: dict[str, tuple[SendLimit, ...]] = {}

    def set_up(self, kind: str, *, cap: int | None = None, secrets: dict[str, str] | None = None) -> UUID:
        wanted = Wanted("fake", {"sign": "安环"}, secrets or {"key": "s3cret"}, monthly_cap=cap)
        return self.database.transact(
            lambda tx: channels.configure_channel(
                tx, self.plants.north, kind, wanted, version=0, check=anything, by=self.admin
            )
        )

    def reaches(self, person: Viewer, kind: AddressKind, address: str, *, is_verified: bool = True) -> None:
        def command(tx: Transaction) -> None:
            tx.get(Staff).put_address(person.person_id, kind, address)
            if is_verified:
                tx.get(Staff).verify_address(person.person_id, kind, at=tx.now)

        self.database.transact(command)

    def has_browser(self, person: Viewer, name: str, *, is_in_hand: bool = True) -> None:
        self.database.transact(
            lambda tx: deliveries.subscribe_push(
                tx,
                endpoint=f"https://push.example/{name}",
                p256dh="p",
                auth="a",
                language=Language.ZH,
                by=person,
                is_in_hand=is_in_hand,
            )
        )

    def raises(self, tier: Tier = Tier.RED) -> UUID:
        self.database.transact(lambda tx: alerts.apply_changes(tx, [over(self.plants, tier)]))
        return self.database.read(lambda s: s.exec(select(AlertRow.id)).one())

    def works(self) -> list[tuple[str, str]]:
        """One round of the job: what left in it."""
        self.database.transact(deliveries.plan_deliveries)
        self.left = []
        deliveries.deliver_due(
            self.database, self._send, SUBJECTS, limits=lambda route, _: self.limits.get(route.kind, ())
        )
        return sorted(self.left)

    def after(self, seconds: int) -> list[tuple[str, str]]:
        self.clock.advance(timedelta(seconds=seconds))
        return self.works()

    def deliveries_of(self, person: Viewer) -> Sequence[DeliveryRow]:
        statement = select(DeliveryRow).where(DeliveryRow.person_id == person.person_id)
        return self.database.read(lambda s: s.exec(statement.order_by(DeliveryRow.step)).all())  # type: ignore[arg-type]

    def _send(self, route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        self.left.append((route.kind, endpoint.address.rsplit("/", 1)[-1]))
        self.messages.append(message)
        self.routes.append(route)
        return self.outcome
