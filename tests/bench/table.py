"""Where benchmarks print."""

import sys


def show(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
