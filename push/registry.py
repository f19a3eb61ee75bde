"""The channels by which an installation and its sites reach people: one place to ask and to send."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Protocol, runtime_checkable

from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.route import Route

MOST_BUILT: Final = 256
"""Channels of sites that are kept built, with their connections and tokens."""
OPENS_AFTER: Final = 3
"""Failures in a row after which a provider is left alone: it must not keep messages of others waiting."""
OPEN_FOR: Final = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class SendLimit:
    """The most messages that a provider takes for one address within a time; what is beyond is refused."""

    most: int
    within: timedelta


class Channel(Protocol):
    """One way to reach people. Safe to call from several threads."""

    @property
    def kind(self) -> str:
        """Name under which addresses and deliveries keep it."""
        ...

    def accepts(self, address: str) -> bool:
        """Whether messages may be sent to this address."""
        ...

    def limits(self, address: str) -> tuple[SendLimit, ...]:
        """Return the provider's limits for this address; messages beyond them belong into a digest."""
        ...

    def send(self, endpoint: Endpoint, message: Message) -> Outcome:
        """Return what became of it, within the channel's time-out. Never raises for what others do."""
        ...

    def close(self) -> None:
        """Let go of connections, such as when the channel is configured anew."""
        ...


@runtime_checkable
class CardChannel(Channel, Protocol):
    """A chat whose cards change after they were sent."""

    def update_card(self, message: Message) -> Outcome:
        """Bring the card of this message up to date. Never raises for what others do."""
        ...


Build = Callable[[Route], Channel]
"""Makes the channel of a site. Raises ValueError or LookupError that says why it cannot be made."""


def nothing(route: Route) -> Channel:
    """Build no channel. Raises LookupError."""
    raise LookupError(f"this installation has no channel {route.kind}")


@dataclass(slots=True)
class _Circuit:
    """Failures in a row of one channel, and until when it is left alone (monotonic seconds)."""

    failures: int = 0
    open_until: float = 0.0


class Registry:
    """Knows the installation's own channels by kind, and builds those of sites when they are used.

    A provider that has failed several times in a row is left alone for a while, then tried by one message.
    One of the installation's own channels calls many, such as push services: each is a provider of its own,
    and has failed where it did not answer.
    """

    def __init__(
        self,
        channels: Iterable[Channel] = (),
        *,
        build: Build = nothing,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._channels = {channel.kind: channel for channel in channels}
        self._build, self._seconds = build, seconds
        self._built: OrderedDict[str, Channel] = OrderedDict()
        self._circuits: OrderedDict[str, _Circuit] = OrderedDict()
        self._lock = threading.Lock()

    def accepts(self, kind: str, address: str) -> bool:
        """Whether the installation has such a channel and messages may be sent to this address."""
        channel = self._channels.get(kind)
        return channel is not None and channel.accepts(address)

    def send(self, route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        """Send by this channel, and where it does not take the message, by what it was before. FAILED where
        there is none; RETRY while its provider is left alone.
        """
        outcome = self._send_by(route, endpoint, message)
        if route.before is None or outcome.verdict not in (Verdict.FAILED, Verdict.RETRY):
            return outcome
        # Nobody listens any more for what is tapped in a card of the channel before: a text, with its link.
        second = self._send_by(route.before, endpoint, replace(message, card=None))
        return replace(second, fell_back=outcome.reason) if second.verdict is Verdict.ACCEPTED else outcome

    def update_card(self, route: Route, message: Message) -> Outcome:
        """Bring the card of this message up to date; FAILED where the chat cannot. A provider that is left
        alone is asked later, and a card that fails leaves messages alone: its circuit is its own.
        """

        def update(channel: Channel) -> Outcome:
            if not isinstance(channel, CardChannel):
                return Outcome(Verdict.FAILED, f"cards of {route.kind} do not change")
            return channel.update_card(message)

        return self._ask(route, f"cards {route.key}", update)

    def _send_by(self, route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        provider = route.key or f"{route.kind} {endpoint.origin}"
        return self._ask(route, provider, lambda channel: channel.send(endpoint, message))

    def _ask(self, route: Route, provider: str, ask: Callable[[Channel], Outcome]) -> Outcome:
        waits = self._waits(provider)
        if waits:
            return Outcome(Verdict.RETRY, "the provider did not answer lately", retry_after=waits)
        try:
            channel = self._channel_of(route)
        except (ValueError, LookupError) as error:
            return Outcome(Verdict.FAILED, str(error))
        outcome = ask(channel)
        if not outcome.was_asked:
            return outcome
        has_failed = outcome.verdict is Verdict.RETRY and (bool(route.key) or outcome.status is None)
        self._note(provider, has_failed=has_failed)
        return outcome

    def limits(self, route: Route, endpoint: Endpoint) -> tuple[SendLimit, ...]:
        """Return what its provider takes for this address; nothing where there is no such channel."""
        try:
            return self._channel_of(route).limits(endpoint.address)
        except (ValueError, LookupError):
            return ()

    def _channel_of(self, route: Route) -> Channel:
        """The channel of this route. Raises ValueError or LookupError that says why there is none."""
        if not route.key:
            channel = self._channels.get(route.kind)
            if channel is None:
                raise LookupError(f"this site has no channel {route.kind}")
            return channel
        with self._lock:
            found = self._built.get(route.key)
            if found is not None:
                self._built.move_to_end(route.key)
                return found
        made = self._build(route)
        with self._lock:
            self._built[route.key] = made
            gone = [self._built.popitem(last=False) for _ in range(len(self._built) - MOST_BUILT)]
        for _, old in gone:
            old.close()
        return made

    def _waits(self, key: str) -> timedelta | None:
        """How long the provider is left alone from now; None where it may be tried: by one at a time."""
        with self._lock:
            circuit = self._circuits.get(key)
            if circuit is None or circuit.failures < OPENS_AFTER:
                return None
            left = circuit.open_until - self._seconds()
            if left > 0:
                return timedelta(seconds=left)
            circuit.open_until = self._seconds() + OPEN_FOR.total_seconds()
            return None

    def _note(self, key: str, *, has_failed: bool) -> None:
        with self._lock:
            if not has_failed:
                self._circuits.pop(key, None)
                return
            circuit = self._circuits.setdefault(key, _Circuit())
            circuit.failures += 1
            if circuit.failures >= OPENS_AFTER:
                circuit.open_until = self._seconds() + OPEN_FOR.total_seconds()
            while len(self._circuits) > MOST_BUILT:
                self._circuits.popitem(last=False)
