"""A site that sends text messages through a gateway on this machine, for tests with real processes."""

import json
import socket
import threading
from dataclasses import dataclass, field

from backend.core.database import Database, Transaction
from backend.core.viewer import Role, Viewer
from backend.notifications.channels import commands as channels
from backend.notifications.channels.rules import Wanted
from backend.people.directory.rules import AddressKind
from backend.people.directory.store import Staff
from tests.hostile.matrix.objects import join
from tests.support.fake_providers import Call, HttpProvider, Mood, Reply
from tests.support.plants import Plants

BODY = '{"to":"{{phone}}","text":"{{text}}","id":"{{id}}"}'
PHONE = "13800138000"


@dataclass
class SmsGateway(HttpProvider):
    """`keeps_silent`: it takes messages and never says so. `asked` is set when it was called."""

    sending: tuple[str, str] = ("POST", "/send")
    accepted: Reply = field(default_factory=lambda: Reply(content={"ok": True}))
    keeps_silent: bool = False
    asked: threading.Event = field(default_factory=threading.Event)

    def _served(self, client: socket.socket) -> None:
        if self.mood is Mood.HANGS:
            self.asked.set()
        super()._served(client)

    def _send(self, client: socket.socket, call: Call) -> None:
        if not self.keeps_silent:
            super()._send(client, call)
            return
        self.received.append(_id_of(call))
        self.asked.set()
        self.released.wait(30)


def gateway() -> SmsGateway:
    """A gateway that notes the id of each message that it takes."""
    return SmsGateway(id_of=_id_of)


def texts_to(database: Database, plants: Plants, person: Viewer, origin: str) -> None:
    """The site sends by this gateway, and the person has shown that a number is theirs."""

    def command(tx: Transaction) -> None:
        admin = join(tx, "north admin", Role.ADMIN, plants.north)
        wanted = Wanted("http", {"accepted_contains": '"ok": true'}, {"url": f"{origin}/send", "body": BODY})
        channels.configure_channel(tx, plants.north, "sms", wanted, version=0, check=_any_settings, by=admin)
        tx.get(Staff).put_address(person.person_id, AddressKind.PHONE, PHONE)
        tx.get(Staff).verify_address(person.person_id, AddressKind.PHONE, at=tx.now)

    database.transact(command)


def _any_settings(kind: str, provider: str, settings: object) -> None:
    """`push` looks at them when it builds the channel."""


def _id_of(call: Call) -> str:
    return str(json.loads(call.body)["id"])
