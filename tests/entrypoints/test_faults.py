"""A process that dies of a fault in a library says where it was."""

import signal
import subprocess
import sys

DIE = "import os; from backend.entrypoints import cli; cli.app = lambda: os.kill(os.getpid(), 11)"


def test_a_process_that_ends_with_a_signal_leaves_a_trace() -> None:
    died = subprocess.run(
        [sys.executable, "-c", f"{DIE}; cli.main()"], capture_output=True, text=True, check=False
    )

    assert died.returncode == -signal.SIGSEGV
    assert "Fatal Python error: Segmentation fault" in died.stderr
    assert "in main" in died.stderr
