"""Access to /metrics: figures of all sites are for whoever runs the machine, and for nobody else."""

import hmac
from ipaddress import ip_address


def may_scrape(address: str, authorization: str, token: str | None, *, is_forwarded: bool) -> bool:
    """Whether the request shows the token, or comes from the machine itself and through no proxy."""
    if token is not None:
        scheme, _, shown = authorization.partition(" ")
        if scheme.lower() == "bearer" and hmac.compare_digest(shown.strip().encode(), token.encode()):
            return True
    return not is_forwarded and _is_loopback(address)


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
