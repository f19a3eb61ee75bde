"""Who plays in the scenarios: the people of `tests/support/plants.py` at their phones, and an executive."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from backend.core.database import Database, Transaction
from backend.core.text import Text
from backend.core.viewer import Membership, Role, Viewer
from backend.people import commands as people
from backend.people.rules import Person
from backend.people.store import People
from tests.support.client import Client
from tests.support.plants import PASSWORD, Plants, id_of, plant

NAMES = ("alice", "bob", "carol", "dora", "erik", "fay")


@dataclass(frozen=True)
class Cast:
    """At north: alice and dora (officers), bob (worker), erik (lead), fay (executive). At south: carol."""

    alice: Client
    bob: Client
    carol: Client
    dora: Client
    erik: Client
    fay: Client


def plant_with_executive(database: Database) -> Plants:
    """Both plants, everybody with a password, and fay who runs north."""
    plants = plant(database, password_hash=people.hasher().hash(PASSWORD))
    database.transact(lambda tx: add_executive(tx, plants))
    return plants


def add_executive(tx: Transaction, plants: Plants) -> Viewer:
    fay = Person(id_of("fay"), Text("fay", "fay"))
    tx.get(People).add(fay, username="fay", password_hash=people.hasher().hash(PASSWORD))
    membership = Membership(fay.person_id, plants.north, Role.EXECUTIVE, None, None)
    tx.get(People).put_membership(membership)
    return Viewer(fay.person_id, (membership,))


def add_admin(tx: Transaction, plants: Plants) -> Viewer:
    """Root, who administrates north."""
    root = Person(id_of("root"), Text("root", "root"))
    tx.get(People).add(root, username="root", password_hash=people.hasher().hash(PASSWORD))
    membership = Membership(root.person_id, plants.north, Role.ADMIN, None, None)
    tx.get(People).put_membership(membership)
    return Viewer(root.person_id, (membership,))


@contextmanager
def on_stage(address: str) -> Iterator[Cast]:
    """Everybody signed in."""
    with ExitStack() as stack:
        phones = {name: Client.signed_in(address, name, PASSWORD) for name in NAMES}
        for phone in phones.values():
            stack.callback(phone.close)
        yield Cast(**phones)
