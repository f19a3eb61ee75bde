"""Redis dies under the worker and comes back: jobs run again, whatever the processes did meanwhile."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from backend.core.database import Database
from backend.core.keys import new_key
from tests.scenarios.processes import Processes
from tests.support import composefile, servers
from tests.support.servers import wait_until

pytestmark = [pytest.mark.redis, pytest.mark.broker]
AGAIN_S = 1.0
KILLS = 5


@dataclass
class Supervisor:
    """Starts a process again when it ended, if docker-compose.yml says so for its exit code."""

    processes: Processes
    names: tuple[str, ...]
    ends: dict[str, list[int]] = field(default_factory=dict)
    _over: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        while not self._over.wait(AGAIN_S):
            for name in self.names:
                code = self.processes.running[name].poll()
                if code is not None:
                    self.ends.setdefault(name, []).append(code)
                    if is_started_again(name, code):
                        self.processes.start(name, wait=False)

    @contextmanager
    def working(self) -> Iterator[None]:
        thread = threading.Thread(target=self.watch)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()


def is_started_again(name: str, code: int) -> bool:
    restart = composefile.document()["services"][name]["restart"]
    return restart in ("always", "unless-stopped") or (restart == "on-failure" and code != 0)


def jobs_run(folder: Path) -> None:
    """Returns once the worker has done a job that began after now."""
    heartbeat, now = folder / "worker.heartbeat", time.time()
    wait_until(
        lambda: heartbeat.exists() and heartbeat.stat().st_mtime > now, "the worker does a job", within=90
    )


@pytest.mark.nightly
def test_jobs_run_again_and_the_logs_stay_short(
    sqlite_database: Database, mosquitto_url: str, tmp_path: Path
) -> None:
    folder, port, password = tmp_path / "redis", servers.free_port(), new_key()
    folder.mkdir()
    (tmp_path / "data").mkdir()
    with ExitStack() as stack:
        run = partial(servers.redis_process, folder, port, password=password)
        redis = stack.enter_context(run())
        url = f"redis://anhuan:{password}@127.0.0.1:{port}/0"
        processes = Processes(stack, tmp_path, sqlite_database, mosquitto_url, url)
        processes.start("beat")
        processes.start("worker")
        supervisor = Supervisor(processes, ("worker", "beat"))
        with supervisor.working():
            for _ in range(KILLS):
                said = len(_log(tmp_path, "worker"))
                redis.kill()
                redis.wait()
                wait_until(
                    lambda n=said: len(_log(tmp_path, "worker")) > n, "the worker has noticed", within=90
                )
                redis = stack.enter_context(run())
                jobs_run(tmp_path)

    for name in supervisor.names:
        ends = len(supervisor.ends.get(name, []))
        if not ends:  # a process that ends by itself may say at length why
            assert "Traceback" not in _log(tmp_path, name)
            assert len(_log(tmp_path, name).splitlines()) <= 60 + 10 * KILLS
    assert 0 not in supervisor.ends.get("worker", []), "a worker that ended by itself says that it failed"


def _log(folder: Path, name: str) -> str:
    return (folder / f"{name}.log").read_text()
