"""A session that the broker has forgotten is noticed: in one process, over its restarts, and only then."""

import shutil
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest

from backend.connectors.mqtt.broker import Address
from backend.connectors.mqtt.kept_session import KeptSession, SessionLost
from backend.connectors.mqtt.reader import Reader
from backend.monitoring.hot_path import metrics
from tests.bench import load
from tests.support import servers
from tests.support.servers import wait_until

ADDRESS = Address.of("mqtt://broker.example:1883")


def lost_over(folder: Path, *starts: list[bool], address: Address = ADDRESS) -> int:
    """How often it is noticed in these processes, each of which connects so often."""
    lost: list[SessionLost] = []
    for connections in starts:
        session = KeptSession(address, "anhuan-ingest", folder=folder, on_lost=lost.append)
        for is_kept in connections:
            session.connected(is_kept=is_kept)
    return len(lost)


def test_the_first_session_ever_is_no_lost_one(tmp_path: Path) -> None:
    assert lost_over(tmp_path, [False, True, True], [True]) == 0


def test_it_is_noticed_in_the_same_process_and_after_a_restart(tmp_path: Path) -> None:
    assert lost_over(tmp_path, [False, True, False, True, False]) == 2
    assert lost_over(tmp_path, [False], [True], [False]) == 2


def test_another_broker_never_had_our_session(tmp_path: Path) -> None:
    assert lost_over(tmp_path, [False]) == 0
    assert lost_over(tmp_path, [False], address=Address.of("mqtt://elsewhere.example:1883")) == 0


def test_readings_go_on_where_the_folder_cannot_be_written_and_who_hears_of_it_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    before = _count()

    def fail(_lost: SessionLost) -> None:
        raise ValueError("nobody foresaw this")

    session = KeptSession(ADDRESS, "a/b", folder=tmp_path / "file", on_lost=fail)
    session.connected(is_kept=False)
    session.connected(is_kept=False)

    assert _count() == before + 1


@pytest.mark.broker
def test_the_reader_notices_that_its_broker_came_back_without_its_data(tmp_path: Path) -> None:
    lost: list[SessionLost] = []
    folder = tmp_path / "broker"
    folder.mkdir()
    port = servers.free_port()
    with servers.mosquitto(folder, port=port) as url:
        _read_once(url, tmp_path, lost)
        load.forget_session(urlsplit(url).port or 0, "other")
        _read_once(url, tmp_path, lost)
    assert lost == []
    shutil.rmtree(folder)
    folder.mkdir()

    with servers.mosquitto(folder, port=port) as url:
        _read_once(url, tmp_path, lost)
        assert [(each.client_id, each.broker) for each in lost] == [("anhuan-ingest", f"127.0.0.1:{port}")]
        load.forget_session(port, "anhuan-ingest")  # what a device did that took our client id
        _read_once(url, tmp_path, lost)

    assert len(lost) == 2


def _read_once(url: str, folder: Path, lost: list[SessionLost]) -> None:
    """One life of an ingest: until it is subscribed."""
    address, stop, subscribed = Address.of(url), Event(), Event()
    session = KeptSession(address, "anhuan-ingest", folder=folder / "sessions", on_lost=lost.append)
    reader = Reader(address, _Nothing(), client_id="anhuan-ingest", stop=stop, session=session)
    reader.on_subscribe = lambda *_: subscribed.set()
    thread = Thread(target=reader.run)
    thread.start()
    wait_until(subscribed.is_set, "subscribed")
    stop.set()
    thread.join()


class _Nothing:
    def take(self, messages: list[tuple[bytes, bytes]], too_large: list[tuple[bytes, bytes]]) -> None:
        pass


def _count() -> float:
    return metrics.SESSIONS_LOST._value.get()
