"""How long a sign-in has to wait after failures: longer each time, for who fails and for nobody else.

Failures count per name and address, per name and known device, and per name. No count of an address alone:
behind one address may be a whole plant. A device on which this person has signed in before is counted by
itself, so somebody who guesses from elsewhere never keeps the owner out.
"""

import hashlib
from datetime import timedelta
from typing import Final

FREE: Final = 3
FREE_OF_NAME: Final = 20
"""From all unknown devices together: guesses that change their address."""
LONGEST: Final = timedelta(minutes=15)
LONGEST_OF_NAME: Final = timedelta(minutes=1)
"""As short as it may be: an attacker elsewhere can make a new phone of the owner wait for so long."""
FORGET_AFTER: Final = timedelta(hours=1)
NOTIFY_AT: Final = 5
"""Failures of a name at one place at which its owner and the officers are notified."""
MAX_NAME: Final = 100


def keys(username: str, address: str, device: str | None) -> tuple[str, ...]:
    """Return the keys under which failures are counted; `device` is the token of a device known to this
    person.
    """
    name = username[:MAX_NAME]
    if device is not None:
        return (f"{name}#{hashlib.sha256(device.encode()).hexdigest()[:16]}",)
    return (f"{name}@{address}", f"name:{name}")


def wait_after(key: str, failures: int) -> timedelta:
    """How long after the last failure the next try may come."""
    is_of_name = key.startswith("name:")
    beyond = failures - (FREE_OF_NAME if is_of_name else FREE)
    if beyond <= 0:
        return timedelta(0)
    longest = LONGEST_OF_NAME if is_of_name else LONGEST
    return min(timedelta(seconds=2 ** min(beyond, 12)), longest)


def notifies(key: str, failures: int) -> bool:
    """Whether people are notified of this failure: once per row of failures."""
    return failures == (FREE_OF_NAME if key.startswith("name:") else NOTIFY_AT)
