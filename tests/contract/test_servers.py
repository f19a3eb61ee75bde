"""The servers that the other tests stand on do what those tests take for granted."""

import os
from pathlib import Path

import psycopg
import pytest
import redis
from paho.mqtt import client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from sqlalchemy import create_engine, text

from tests.support import servers


@pytest.mark.postgres
def test_a_postgres_database_is_empty_and_speaks_chinese(postgres_url: str) -> None:
    """One of its own: that of the run holds tables once another test has used it."""
    with servers.postgres_database("anhuan_test_new") as url:
        engine = create_engine(url)
        with engine.connect() as connection:
            tables = connection.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
            said = connection.scalar(text("SELECT upper('处置a')"))
        engine.dispose()

    assert (tables, said) == (0, "处置A")


@pytest.mark.postgres
def test_a_throw_away_database_is_gone_after_use(postgres_url: str) -> None:
    with servers.postgres_database("anhuan_test_gone") as url:
        pass

    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url.replace("+psycopg", ""))


@pytest.mark.redis
def test_redis_answers(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.ping()


@pytest.mark.broker
def test_mosquitto_remembers_a_retained_message_over_a_restart(mosquitto_url: str, tmp_path: Path) -> None:
    port = servers.free_port()
    with servers.mosquitto(tmp_path, port=port):
        _publish_retained(port, "kept")

    with servers.mosquitto(tmp_path, port=port):
        assert _read_retained(port) == b"kept"


def test_a_server_that_dies_at_once_is_reported_with_its_last_words(tmp_path: Path) -> None:
    command = ["sh", "-c", "echo no such luck; exit 3"]

    with (
        pytest.raises(AssertionError, match=r"ended with 3:\s+no such luck"),
        servers.running(command, log=tmp_path / "log", ready=lambda: False),
    ):
        pass


def test_a_server_that_crashes_later_is_reported_but_one_that_a_test_killed_is_not(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with servers.running(["sleep", "60"], log=log, ready=lambda: True) as process:
        process.kill()
        process.wait()

    with (
        pytest.raises(AssertionError, match=r"ended with -11:\s+a crash"),
        servers.running(["sh", "-c", "echo a crash; kill -SEGV $$"], log=log, ready=lambda: True) as process,
    ):
        process.wait()


def test_a_process_is_gone_when_its_block_ends(tmp_path: Path) -> None:
    with servers.running(["sleep", "60"], log=tmp_path / "log", ready=lambda: True) as process:
        pass

    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)


def _client(port: int) -> mqtt.Client:
    client = mqtt.Client(CallbackAPIVersion.VERSION2)
    client.connect("127.0.0.1", port)
    client.loop_start()
    return client


def _publish_retained(port: int, payload: str) -> None:
    client = _client(port)
    client.publish("t", payload, qos=1, retain=True).wait_for_publish(5)
    client.disconnect()
    client.loop_stop()


def _read_retained(port: int) -> bytes:
    received: list[bytes] = []
    client = _client(port)
    client.on_message = lambda _client, _data, message: received.append(message.payload)
    client.subscribe("t", qos=1)
    servers.wait_until(lambda: bool(received), "the retained message", within=5)
    client.disconnect()
    client.loop_stop()
    return received[0]
