"""Ports that tests take meet neither each other nor what the machine takes for its connections."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.support import ports, servers
from tests.support.ports import BLOCK, FIRST, Block

WORKER = """
import sys
from tests.support.ports import free_port
print(*(free_port() for _ in range(int(sys.argv[1]))), flush=True)
sys.stdin.read()
"""
FORKED = r"""
import os
from tests.support.ports import free_port
mine = free_port()
child = os.fork()
os.write(1, b"%d\n" % free_port())  # as one: both write into the same pipe
if child:
    os.waitpid(child, 0)
"""
ROOT = Path(__file__).parents[2]


@pytest.fixture
def block() -> Iterator[Block]:
    """One of our own."""
    found = ports._claim_any()
    yield found
    found.release()


def test_two_runs_of_three_workers_at_once_are_never_given_the_same_port() -> None:
    each = BLOCK + BLOCK // 2
    with ExitStack() as stack:
        workers = [stack.enter_context(_worker(each)) for _run in range(2) for _worker_of_run in range(3)]
        given = [int(port) for worker in workers for port in _line(worker).split()]

        assert len(set(given)) == len(given) == 6 * each, "each once"
        assert servers.free_port is ports.free_port, "from which servers have theirs"
        assert max(given) < int(ports.LOCAL_RANGE.read_text().split()[0]), "below those of connections"


def test_a_port_on_which_something_listens_is_passed_over(block: Block) -> None:
    first, second, third = block.ports[1:4]
    with socket.create_server(("127.0.0.1", first)), socket.create_server(("", second)):
        assert block.take() == third


def test_a_block_is_held_until_its_process_is_dead_and_no_longer() -> None:
    with _worker(1) as worker:
        first = (int(_line(worker)) - FIRST) // BLOCK * BLOCK + FIRST
        assert ports.claim(first) is None

        worker.kill()
        worker.wait()

        reclaimed = ports.claim(first)
        assert reclaimed
        reclaimed.release()


def test_a_block_that_is_used_up_gives_no_more(block: Block) -> None:
    given = [block.take() for _ in range(BLOCK - 1)]

    assert block.take() is None
    assert block.ports[0] not in given, "that holds it"


def test_a_forked_child_is_given_others_than_its_parent() -> None:
    command = [sys.executable, "-c", FORKED]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()

    assert len({(int(port) - FIRST) // BLOCK for port in said}) == 2


def test_when_every_block_is_held_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "claim", lambda first: None)

    with pytest.raises(ports.NoPort, match="`ss -ltnp` says by whom"):
        ports._claim_any()


@pytest.mark.parametrize(
    ("written", "end"), [("32768\t60999\n", 32768), ("15000\t60999\n", 15000), ("1024\t65535\n", 32768)]
)
def test_the_machine_says_where_its_own_begin(tmp_path: Path, written: str, end: int) -> None:
    local_range = tmp_path / "ip_local_port_range"
    local_range.write_text(written)

    assert ports.end_of_range(local_range) == end


def test_a_machine_that_does_not_say_has_the_usual_ones(tmp_path: Path) -> None:
    assert ports.end_of_range(tmp_path / "none") == 32768


def test_a_port_for_the_shell_is_held_until_its_process_is_ended() -> None:
    command = [sys.executable, "-m", "tests.support.ports"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as holder:
        port = int(_line(holder))
        assert ports.claim((port - FIRST) // BLOCK * BLOCK + FIRST) is None
        holder.terminate()


def _worker(each: int) -> subprocess.Popen[str]:
    """A process that takes so many and lives until its input ends, which leaving its block does."""
    command = [sys.executable, "-c", WORKER, str(each)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    with closing(process.stdout):
        return process.stdout.readline()
