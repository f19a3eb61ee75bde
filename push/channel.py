"""What every channel is: one file, one signature, the same four outcomes."""

from typing import Protocol

from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome


class Channel(Protocol):
    """Sends one message to one address. Safe to call from several threads."""

    def send(self, endpoint: Endpoint, message: Message) -> Outcome:
        """Return what became of it, within the channel's time-out. Never raises for what others do."""
        ...
