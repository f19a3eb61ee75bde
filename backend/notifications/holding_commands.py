"""Messages beyond what a provider takes for one address wait, and leave as one; red ones never wait."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from backend.core.database import Transaction
from backend.core.vocabulary import Tier
from backend.notifications.events import ADDRESS_CODE_SENT, CHANNEL_TESTED, OUTLET_TESTED
from backend.notifications.holding_store import Held
from backend.notifications.messages_commands import tier_of
from backend.notifications.rules import FLOOD_ABOVE, FLOOD_WITHIN, Delivery, free_at
from push.endpoint import Endpoint
from push.registry import SendLimit
from push.route import Route

Limits = Callable[[Route, Endpoint], Sequence[SendLimit]]
"""(channel, address) → what its provider takes for it."""


def unlimited(_route: Route, _endpoint: Endpoint) -> Sequence[SendLimit]:
    """No channel limits anything."""
    return ()


class Claiming:
    """Decides, one after the other, which of the messages of one claim may leave now."""

    def __init__(self, tx: Transaction, claimed: Sequence[Delivery], limits: Limits) -> None:
        self._tx = tx
        self._beside = [each.delivery_id for each in claimed]
        self._limits = limits
        self._leaving: dict[tuple[UUID | None, str], int] = {}

    def holds(self, delivery: Delivery) -> bool:
        """Whether its address takes no more now; then it has been noted until when it waits.

        What leaves in order is not held, nor what somebody waits for, such as a code.
        """
        limits = self._limits_of(delivery)
        if not limits:
            return False
        tx, key = self._tx, (delivery.channel_id, delivery.address_id)
        since = tx.now - max(each.within for each in limits)
        sent = tx.get(Held).sent(delivery, since=since)
        sending = tx.get(Held).under_way(delivery, beside=self._beside) + self._leaving.get(key, 0)
        until = free_at(
            [(each.most, each.within) for each in limits], [*sent, *[tx.now] * sending], now=tx.now
        )
        if until is None or tier_of(tx, delivery) is Tier.RED:
            self._leaving[key] = self._leaving.get(key, 0) + 1
            return False
        tx.get(Held).hold(delivery, until=until, reason=_reason(limits, until))
        return True

    def _limits_of(self, delivery: Delivery) -> Sequence[SendLimit]:
        is_awaited = delivery.event_kind in (ADDRESS_CODE_SENT, CHANNEL_TESTED, OUTLET_TESTED)
        if delivery.channel_id is None or is_awaited or not delivery.event_kind.pace.is_at_once:
            return ()
        limits = self._limits(delivery.route, delivery.endpoint)
        return limits if delivery.person_id else (*limits, SendLimit(FLOOD_ABOVE, FLOOD_WITHIN))


def _reason(limits: Sequence[SendLimit], until: datetime) -> str:
    words = ", ".join(f"{each.most} in {_seconds(each.within)} s" for each in limits)
    return f"the provider takes {words} for one address: held until {until:%H:%M:%S} UTC"


def _seconds(span: timedelta) -> int:
    return round(span.total_seconds())
