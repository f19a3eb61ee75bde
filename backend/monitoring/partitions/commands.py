"""Sharing the partitions of the stream among the evaluators that are alive."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from backend.core.database import Database, Transaction
from backend.monitoring.partitions.rules import (
    ENDED_AFTER,
    LEASE_FOR,
    Fenced,
    Lease,
    Position,
    fair_share,
)
from backend.monitoring.partitions.store import Partitions

Held = Mapping[int, Lease]
"""The leases that an evaluator takes for its own, by partition."""


def tend(
    tx: Transaction, owner: str, *, partitions: int, lease_for: timedelta = LEASE_FOR
) -> dict[int, Lease]:
    """Renew our lease, and take or give back partitions until each evaluator has its share.

    Returns what is ours from now on. Due well within `lease_for`.
    """
    until = tx.now + lease_for
    tx.get(Partitions).know(partitions)
    alive = tx.get(Partitions).attend(owner, now=tx.now, until=until)
    share = fair_share(partitions, alive)
    held = tx.get(Partitions).renew(owner, until=until)
    if len(held) > share:
        tx.get(Partitions).give_back(owner, [lease.partition for lease in held[share:]])
    elif len(held) < share:
        held += tx.get(Partitions).claim(owner, now=tx.now, until=until, limit=share - len(held))
        if len(held) < share:  # somebody who was paused in the middle of a transaction may hold the others
            tx.get(Partitions).end_paused(before=tx.now - ENDED_AFTER)
    return {lease.partition: lease for lease in held[:share]}


def is_shared(tx: Transaction) -> bool:
    """Whether evaluators judge the readings, so that a process that judges them all must keep out."""
    return tx.get(Partitions).alive(now=tx.now) > 0


def hold(tx: Transaction, owner: str, held: Held, *, lease_for: timedelta = LEASE_FOR) -> None:
    """Keep what we take for ours until this transaction is committed. Raises Fenced if it is not all ours.

    Has to come first in every transaction that writes what we know of our sources.
    """
    _compare(held, tx.get(Partitions).renew(owner, until=tx.now + lease_for))


def stay(tx: Transaction, owner: str, held: Held, *, lease_for: timedelta = LEASE_FOR) -> None:
    """`hold`, and be alive: for an evaluator that has no time to `tend`."""
    tx.get(Partitions).attend(owner, now=tx.now, until=tx.now + lease_for)
    hold(tx, owner, held, lease_for=lease_for)


def check(tx: Transaction, owner: str, held: Held) -> None:
    """The same without keeping it, for what does no harm if it comes a moment too late: scores."""
    _compare(held, tx.get(Partitions).of(owner))


def _compare(held: Held, found: Iterable[Lease]) -> None:
    epochs = {lease.partition: lease.epoch for lease in found}
    lost = [number for number, lease in held.items() if epochs.get(number) != lease.epoch]
    if lost:
        raise Fenced(f"partitions {lost} are not ours any more")


def advance(tx: Transaction, held: Held, reached: Mapping[int, Position]) -> None:
    """In the transaction of a batch: its readings are committed up to here.

    Raises Fenced if one of the partitions has another epoch by now, or is further already.
    """
    if tx.get(Partitions).advance(held, reached) != len(reached):
        raise Fenced("another evaluator has gone on with a partition of ours")


def reached(database: Database) -> dict[int, Position]:
    """Up to which entry each partition is committed. Takes no lock."""
    return database.read(lambda session: Partitions(session).reached())


def rewind(tx: Transaction, lease: Lease) -> None:
    """Begin this partition anew: its stream lost what it had. What comes twice is dropped as a duplicate."""
    tx.get(Partitions).rewind(lease)


def leave(tx: Transaction, owner: str) -> None:
    """Give everything back at once, instead of letting the leases run out."""
    tx.get(Partitions).give_back(
        owner, [lease.partition for lease in tx.get(Partitions).renew(owner, until=tx.now)]
    )
    tx.get(Partitions).leave(owner)
