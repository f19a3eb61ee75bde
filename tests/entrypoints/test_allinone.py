"""The threads of the embedded default outlive what goes wrong in them."""

import threading

from backend.entrypoints.allinone import keep_going


def test_work_that_fails_starts_again_until_stopped_to_stop() -> None:
    stop, runs = threading.Event(), []

    def read() -> None:
        runs.append(len(runs))
        if len(runs) < 3:
            raise ValueError("nobody foresaw this")
        stop.set()

    keep_going(read, stop, pause_s=0)

    assert runs == [0, 1, 2]
