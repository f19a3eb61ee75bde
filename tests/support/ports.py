"""Loopback ports for what tests start: each given once, and none that an outgoing connection could take.

Whoever asks the kernel for any port and gives it back gets one from `ip_local_port_range`, out of which every
outgoing connection takes its own: between asking and listening it may be gone. These lie below that range, in
blocks. A process claims a block by listening on its first port until it ends, however it ends; two processes,
two workers and two runs so never meet, and nothing is left behind by a dead one.

`python3 -m tests.support.ports` prints one and holds its block until it is ended (`.ci/run`).
"""

import errno
import os
import signal
import socket
from contextlib import ExitStack
from pathlib import Path
from typing import Final

LOCAL_RANGE: Final = Path("/proc/sys/net/ipv4/ip_local_port_range")
USUAL_END: Final = 32_768
"""Below what Linux (32768), macOS and Windows (49152) take for outgoing connections unless set otherwise."""
FIRST: Final = 10_100
"""Above most services, and above 10080, which browsers refuse to open."""
BLOCK: Final = 100


class NoPort(Exception):
    """Every block is held by a process that lives."""


def end_of_range(local_range: Path = LOCAL_RANGE) -> int:
    """Return the first port that is not ours, from where the machine tells which it takes for connections.

    Where it does not tell, or leaves no block below, the usual one.
    """
    written = int(local_range.read_text().split()[0]) if local_range.exists() else USUAL_END
    return written if written >= FIRST + BLOCK else USUAL_END


class Block:
    """The ports of one process, held until it ends or `release` is called; made by `claim`."""

    def __init__(self, first: int, held: socket.socket) -> None:
        self._held = held
        self.owner = os.getpid()
        self.ports: Final = range(first, first + BLOCK)
        self._left = iter(self.ports[1:])

    def take(self) -> int | None:
        """Return the next port on which nothing listens, None once there is none left."""
        return next((port for port in self._left if _is_free(port)), None)

    def release(self) -> None:
        self._held.close()


def claim(first: int) -> Block | None:
    """Return the block that begins with this port, None while another holds it."""
    held = socket.socket()
    try:
        held.bind(("127.0.0.1", first))
        held.listen(1)
    except OSError:
        held.close()
        return None
    return Block(first, held)


def _claim_any() -> Block:
    """From where our number says, so that what a dead run has left behind is the last to be met."""
    firsts = range(FIRST, end_of_range() - BLOCK + 1, BLOCK)
    start = os.getpid() * 7 % len(firsts)
    for index in range(len(firsts)):
        if block := claim(firsts[(start + index) % len(firsts)]):
            return block
    raise NoPort(
        f"all {len(firsts)} blocks from {firsts[0]} to {firsts[-1]} are held: `ss -ltnp` says by whom"
    )


def _is_free(port: int) -> bool:
    """Whether nothing listens on it, at any address of this machine."""
    with ExitStack() as stack:
        try:
            for family, address in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
                probe = stack.enter_context(socket.socket(family))
                if family == socket.AF_INET6:
                    probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                probe.bind((address, port))
        except OSError as error:  # a machine without IPv6 has no listeners there
            return error.errno in {errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL}
    return True


_blocks: list[Block] = []


def free_port() -> int:
    """Return a loopback TCP port on which nothing listens, and which nobody else is given while we live.

    Raises `NoPort` if every block is held.
    """
    while True:
        if not _blocks or _blocks[-1].owner != os.getpid():  # a forked child shares no block with its parent
            _blocks.append(_claim_any())
        if (port := _blocks[-1].take()) is not None:
            return port
        _blocks.append(_claim_any())


if __name__ == "__main__":
    print(free_port(), flush=True)  # noqa: T201 - what .ci/run reads
    signal.pause()
