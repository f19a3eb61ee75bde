"""The channels of a site by their kind: one place to ask whether an address is one, and to send to it."""

from collections.abc import Iterable
from typing import Protocol

from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict


class Channel(Protocol):
    """One way to reach people. Safe to call from several threads."""

    @property
    def kind(self) -> str:
        """Name under which addresses and deliveries keep it."""
        ...

    def accepts(self, address: str) -> bool:
        """Whether messages may be sent to this address."""
        ...

    def send(self, endpoint: Endpoint, message: Message) -> Outcome:
        """Return what became of it, within the channel's time-out. Never raises for what others do."""
        ...


class Registry:
    """Knows channels by kind; a new channel is one file, one entry here and one case of the contract test."""

    def __init__(self, channels: Iterable[Channel] = ()) -> None:
        self._channels = {channel.kind: channel for channel in channels}

    def accepts(self, kind: str, address: str) -> bool:
        """Whether there is such a channel and messages may be sent to this address."""
        channel = self._channels.get(kind)
        return channel is not None and channel.accepts(address)

    def send(self, kind: str, endpoint: Endpoint, message: Message) -> Outcome:
        """Send by this kind of channel. FAILED where the site has none."""
        channel = self._channels.get(kind)
        if channel is None:
            return Outcome(Verdict.FAILED, f"this site has no channel {kind}")
        return channel.send(endpoint, message)
