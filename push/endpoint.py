"""Where a message goes: one address of one channel."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

AMBIGUOUS: Final = re.compile(r"[\\\s\x00-\x1f]")
NAME: Final = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")
"""Labels of letters and digits: with `%23` in it, one client reads a name and another one its beginning."""

WEB_PUSH: Final = "webpush"
"""Kind of channel, known without loading what it sends with."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`address` as the channel understands it: the URL of a push subscription, a phone number, a robot's URL.

    `keys` are what the channel needs besides (Web Push: `p256dh` and `auth`, base64url). Whoever knows the
    address of a subscription can send to it, so neither is shown in a log; `origin` may be.
    """

    address: str = field(repr=False)
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def origin(self) -> str:
        """Scheme, host and port of an address that is a URL (`https://push.example:8443`), else empty.

        Empty, too, where HTTP clients disagree about which part is the host (backslash, space, `user@`,
        escapes): what is allowed by one reading must not be called by another.
        """
        if AMBIGUOUS.search(self.address):
            return ""
        try:
            parts = urlsplit(self.address)
            port = parts.port
        except ValueError:
            return ""
        if not parts.scheme or not parts.hostname or "@" in parts.netloc:
            return ""
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        if "%" in host or not (host.startswith("[") or NAME.fullmatch(host)):
            return ""
        default = {"http": 80, "https": 443}.get(parts.scheme)
        return f"{parts.scheme}://{host}" + ("" if port in {None, default} else f":{port}")
