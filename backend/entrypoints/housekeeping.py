"""Compaction and retention of the embedded default, in a process of their own.

They compute for seconds at a time, and the threads of one process take turns at one interpreter: beside a
compaction the reader would wait for its turn whenever the network answers it, several times a batch.
A production site has its workers for this.
"""

import os
import signal
import subprocess
import sys
from threading import Event
from typing import Final

from backend.entrypoints import assembly, job_assembly
from backend.jobs.jobs import HOUSEKEEPING
from backend.jobs.scheduler import Scheduler
from backend.settings import Settings

COMMAND: Final = "keep-house"
WATCH_S: Final = 0.5
NICENESS: Final = 10
"""An alert goes first."""


def keep(settings: Settings) -> None:
    """Do these jobs until whoever started us is gone, which is when our standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for our parent, which then ends us
    os.nice(NICENESS)
    assembly.configure_logging(settings)
    scheduler = Scheduler(job_assembly.job_context(settings, assembly.open_database(settings)), HOUSEKEEPING)
    scheduler.start()
    sys.stdin.read()
    # Every job may be ended anywhere, so nobody waits for the one that is at work.


def run(stop: Event) -> None:
    """Keep such a process alive until `stop` is set. Raises ChildProcessError if it ends by itself."""
    command = [sys.executable, "-m", "backend.entrypoints", COMMAND]
    process = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603 - our own command
    try:
        while process.poll() is None:
            if stop.wait(WATCH_S):
                return
        raise ChildProcessError(f"housekeeping ended with {process.returncode}")
    finally:
        process.kill()
        process.communicate()
