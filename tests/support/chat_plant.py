"""A site whose people answer alerts in a chat: processes with jobs, and what stands in everybody's chat."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final
from uuid import UUID

from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.core.database import Database, Transaction
from backend.core.viewer import Role, Viewer
from backend.core.vocabulary import Tier
from backend.entrypoints.job_assembly import chat_listener
from backend.jobs import jobs
from backend.jobs.chat_listeners import ChatListeners
from backend.jobs.jobs import JobContext
from backend.notifications.channels import commands as channels
from backend.notifications.channels import queries as channel_queries
from backend.notifications.channels.queries import StreamView
from backend.notifications.channels.rules import Wanted
from backend.notifications.tables import DeliveryRow
from backend.people.directory.rules import AddressKind
from backend.people.directory.store import Staff
from push import catalogue
from push.held import HeldConnections
from push.http_client import Network
from push.registry import Registry
from tests.hostile.matrix.objects import join
from tests.support.chat_server import ChatServer
from tests.support.declared import SUBJECTS
from tests.support.plants import Plants, over
from tests.support.servers import wait_until

WITHIN_S: Final = 30
PEOPLE: Final = ("bob", "erik", "alice")


class ChatPlant:
    """Bob, Erik and Alice are at north and have verified their chat; `contexts` are processes."""

    def __init__(self, database: Database, plants: Plants, server: ChatServer) -> None:
        self.database, self.plants, self.server = database, plants, server
        self.network = Network(server.origins, 10.0)
        self.contexts: list[JobContext] = []
        self.admin: Viewer = database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))
        self.channel = self.sets_up(server.settings)
        for name in PEOPLE:
            self.reaches(getattr(plants, name), name)

    def sets_up(
        self, settings: dict[str, str], *, version: int = 0, secrets: dict[str, str] | None = None
    ) -> UUID:
        kind = self.server.kind
        wanted = Wanted(kind, settings, self.server.secrets if secrets is None else secrets)
        return self.database.transact(
            lambda tx: channels.configure_channel(
                tx,
                self.plants.north,
                kind,
                wanted,
                version=version,
                check=lambda kind, by, given: catalogue.check(kind, by, given, self.network),
                by=self.admin,
            )
        )

    def reaches(self, person: Viewer, user_id: str, *, is_verified: bool = True) -> None:
        def give(tx: Transaction) -> None:
            tx.get(Staff).put_address(person.person_id, AddressKind.CHAT, user_id)
            if is_verified:
                tx.get(Staff).verify_address(person.person_id, AddressKind.CHAT, at=tx.now)

        self.database.transact(give)

    def starts(self) -> JobContext:
        """One more process."""
        network = replace(self.network, held=HeldConnections())
        registry = Registry(
            build=lambda route: catalogue.build(route.kind, route.provider, route.settings, network),
            seconds=lambda: self.database.clock().timestamp(),
        )
        context = JobContext(
            self.database,
            registry.send,
            SUBJECTS,
            {},
            None,  # type: ignore[arg-type]  # no photo nor voice is looked at
            None,  # type: ignore[arg-type]
            chats=ChatListeners(partial(chat_listener, network, self.database)),
            update_card=registry.update_card,
        )
        self.contexts.append(context)
        return context

    def dies(self, context: JobContext) -> None:
        """A process ends without a word: its connection is gone, its lease stands."""
        assert context.chats
        context.chats._end()
        self.contexts.remove(context)

    def stops(self) -> None:
        for each in self.contexts:
            each.stop()

    def works(self) -> None:
        """One round of the jobs of every process."""
        for context in self.contexts:
            jobs.hear_chats(context)
        for context in self.contexts:
            jobs.deliver(context)
            context.senders.wait()
            jobs.show_cards(context)
            context.senders.wait()

    def until(self, is_so: Callable[[], bool], what: str) -> None:
        def looks() -> bool:
            self.works()
            return is_so()

        wait_until(looks, what, WITHIN_S)

    def connects(self) -> None:
        self.until(lambda: self.stream().is_connected, "answers come back")

    def stream(self) -> StreamView:
        """What the page of the channels says of the connection."""
        now = self.database.clock()
        [found] = self.database.read(
            lambda s: channel_queries.of_site(s, self.admin, self.plants.north, now=now)
        )
        assert found.stream
        return found.stream

    def measures(self, tier: Tier | None, *, sensor_id: int | None = None) -> None:
        change = over(self.plants, tier, sensor_id=sensor_id)
        self.database.transact(lambda tx: alerts.apply_changes(tx, [change]))

    def alert(self) -> AlertRow:
        return self.database.read(lambda s: s.exec(select(AlertRow)).one())

    def history(self) -> list[tuple[str, str | None]]:
        rows = select(AlertTransitionRow).order_by(AlertTransitionRow.at, AlertTransitionRow.kind)  # type: ignore[arg-type]
        found = self.database.read(lambda s: s.exec(rows).all())
        return [(each.kind, each.note) for each in found if each.kind != "RAISED"]

    def delivery_of(self, person: Viewer) -> DeliveryRow:
        statement = select(DeliveryRow).where(
            DeliveryRow.person_id == person.person_id, DeliveryRow.channel == self.server.kind
        )
        return self.database.read(lambda s: s.exec(statement).one())
