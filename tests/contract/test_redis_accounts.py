"""Redis with the accounts of docker-compose.yml: who gets in, what it may do, and what a restart keeps."""

from collections.abc import Callable
from pathlib import Path

import pytest
import redis

from backend.connectors.scaleout.streams import Streams
from backend.core.keys import new_key
from backend.readings.rules import Batch
from tests.support import servers

pytestmark = pytest.mark.redis


@pytest.fixture
def password(installed: Callable[[str, str], str]) -> str:
    installed("redis-server", "redis-server")
    return new_key()


def test_without_the_password_nobody_may_do_anything(tmp_path: Path, password: str) -> None:
    with servers.redis(tmp_path, password=password) as url:
        host = url.rsplit("@", 1)[1]
        for account in ("", "default:@", "default:guess@", "anhuan:guess@", f"default:{password}@"):
            with (
                redis.Redis.from_url(f"redis://{account}{host}") as client,
                pytest.raises((redis.AuthenticationError, redis.ResponseError)),
            ):
                client.ping()


@pytest.mark.parametrize(
    "command",
    ["FLUSHALL", "CONFIG GET *", "ACL LIST", "KEYS *", "SHUTDOWN", "CLIENT LIST", "MONITOR"],
)
def test_the_product_may_not_administer_the_server(tmp_path: Path, password: str, command: str) -> None:
    with (
        servers.redis(tmp_path, password=password) as url,
        redis.Redis.from_url(url) as client,
        pytest.raises(redis.exceptions.NoPermissionError),
    ):
        client.execute_command(*command.split())


def test_what_was_answered_for_is_there_after_a_restart(tmp_path: Path, password: str) -> None:
    """Entries are added in transactions, which Redis carries out again when it reads its file."""
    port = servers.free_port()
    batch = Batch([("north/GAS-1", 1_790_000_000_000_000, 1.0, 0)])
    with servers.redis(tmp_path, port=port, keeps=True, password=password) as url:
        streams = Streams(url, 4)
        for _ in range(10):
            streams.append({0: [batch], 1: [batch]})
        streams.append_once("body", {2: [batch]})

    with servers.redis(tmp_path, port=port, keeps=True, password=password) as url:
        found = Streams(url, 4).look([0, 1, 2])

    assert [each.waiting for each in found.values()] == [10, 10, 1]
