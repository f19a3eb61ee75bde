"""Under which names and addresses phones in the same network reach this machine."""

import socket
from contextlib import suppress
from ipaddress import ip_address
from typing import Final

SOMEWHERE: Final = (
    (socket.AF_INET, "10.255.255.255"),
    (socket.AF_INET, "192.0.2.1"),
    (socket.AF_INET6, "2001:db8::1"),
)
"""Nothing is sent there: the system is asked only from which address it would."""
HERE: Final = ("localhost", "127.0.0.1", "::1")


def own_addresses() -> list[str]:
    """Addresses of numbers that others can reach, the one of the way out first."""
    found = [address for family, to in SOMEWHERE if (address := _address_towards(family, to))]
    with suppress(OSError):
        found += [str(each[4][0]) for each in socket.getaddrinfo(socket.gethostname(), None)]
    return [each for each in dict.fromkeys(found) if _is_reachable(each)]


def own_names() -> list[str]:
    """Host names: as the machine calls itself, and as mDNS announces it in a local network."""
    name = socket.gethostname().lower().rstrip(".")
    short = name.split(".")[0]
    is_name = short.replace("-", "").isalnum() and short.isascii()
    return list(dict.fromkeys([name, short, f"{short}.local"])) if is_name else []


def _address_towards(family: socket.AddressFamily, to: str) -> str | None:
    with socket.socket(family, socket.SOCK_DGRAM) as line, suppress(OSError):
        line.connect((to, 9))
        return str(line.getsockname()[0])
    return None


def _is_reachable(text: str) -> bool:
    """Not this machine only, nor of a link whose name others do not know."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified or address.is_link_local)
