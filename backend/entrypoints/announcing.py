"""Messages of a process to others after each commit: to screens what has changed, to the worker that it may
have to notify somebody.
"""

from collections.abc import Callable

from backend.core.database import Changed
from backend.core.graphql import live_redis
from backend.jobs.waking import Waker


def announcing(redis_url: str) -> Callable[[list[Changed]], None]:
    """The `on_commit` of a process of a site with Redis; neither half of it can fail or take time."""
    publish, wake = live_redis.publisher(redis_url), Waker(redis_url)

    def announce(changed: list[Changed]) -> None:
        publish(changed)
        wake(changed)

    return announce
