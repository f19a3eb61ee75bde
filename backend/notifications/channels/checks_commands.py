"""Whether a channel can be made of what an administrator typed, and can send to an address.

In a file of its own: what stores readings loads the commands of channels, and nothing that they send by.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from backend.core.errors import ErrorCode, Refused
from backend.notifications.channels.commands import Check
from backend.notifications.outlets.commands import CheckAddress
from push import catalogue
from push.catalogue import UnknownProvider
from push.http_client import Network
from push.settings import WrongSetting


def checked_by(network: Network) -> Check:
    """Return a check of settings that makes the channel of them, with the servers that this installation
    lists. It raises Refused: SETTING_INVALID, INVALID_INPUT for an unknown provider.
    """

    def check(kind: str, provider: str, settings: Mapping[str, str]) -> None:
        with _refusing():
            catalogue.check(kind, provider, settings, network)

    return check


def addresses_checked_by(network: Network) -> CheckAddress:
    """Return a check whether the channel of these settings can send to an address. It raises Refused:
    SETTING_INVALID, also for the address, and INVALID_INPUT for an unknown provider.
    """

    def check(kind: str, provider: str, settings: Mapping[str, str], address: str) -> None:
        with _refusing():
            channel = catalogue.build(kind, provider, settings, network)
        is_accepted = channel.accepts(address)
        channel.close()
        if not is_accepted:
            raise Refused(ErrorCode.SETTING_INVALID, "address: MALFORMED")

    return check


@contextmanager
def _refusing() -> Iterator[None]:
    """Raises Refused for settings of which no channel can be made: SETTING_INVALID, INVALID_INPUT."""
    try:
        yield
    except WrongSetting as wrong:
        raise Refused(ErrorCode.SETTING_INVALID, f"{wrong.name}: {wrong.problem}") from wrong
    except UnknownProvider as unknown:
        raise Refused(ErrorCode.INVALID_INPUT, str(unknown)) from unknown
