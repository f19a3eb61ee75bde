"""Passwords of tests: hashed as the product does it, but for a thousandth of the time.

argon2 costs a tenth of a second on purpose, and tests sign in thousands of times.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

from argon2 import PasswordHasher

from backend.people import commands

OF_THE_PRODUCT: Final = commands.hasher


@cache
def hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@contextmanager
def at_full_price() -> Iterator[None]:
    """Let this process hash as the product does: where what it costs is what the test is about."""
    commands.hasher = OF_THE_PRODUCT
    commands._decoy_hash.cache_clear()
    try:
        yield
    finally:
        commands._decoy_hash.cache_clear()
        take()


def take() -> None:
    """Let this process hash cheaply; those that tests start hash as the product does."""
    commands.hasher = hasher
