"""Whether a channel can be made of what an administrator typed.

In a file of its own: what stores readings loads the commands of channels, and nothing that they send by.
"""

from collections.abc import Mapping

from backend.core.errors import ErrorCode, Refused
from backend.notifications.channels.commands import Check
from push import catalogue
from push.catalogue import UnknownProvider
from push.http_client import Network
from push.settings import WrongSetting


def checked_by(network: Network) -> Check:
    """What checks settings by making the channel of them, with the servers that this installation lists."""

    def check(kind: str, provider: str, settings: Mapping[str, str]) -> None:
        try:
            catalogue.build(kind, provider, settings, network).close()
        except WrongSetting as wrong:
            raise Refused(ErrorCode.SETTING_INVALID, f"{wrong.name}: {wrong.problem}") from wrong
        except UnknownProvider as unknown:
            raise Refused(ErrorCode.INVALID_INPUT, str(unknown)) from unknown

    return check
