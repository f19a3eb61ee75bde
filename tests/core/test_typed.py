"""Types that several threads meet at once, and the one place that learns them."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

BACKEND = Path(__file__).parents[2] / "backend"
MEET = """
import sys, threading
from dataclasses import make_dataclass
from enum import StrEnum
from msgspec import convert as unguarded
from backend.core.typed import convert as guarded

convert = {"guarded": guarded, "unguarded": unguarded}[sys.argv[1]]
sys.setswitchinterval(1e-6)
for number in range(200):
    kinds = [StrEnum(f"Kind{number}_{each}", ["A", "B"]) for each in range(8)]
    # Two types with parts in common, as nouns have: a tier, a stage.
    one, other = (
        make_dataclass(name, [(f"field{each}", kind) for each, kind in enumerate(kinds)])
        for name in (f"One{number}", f"Other{number}")
    )
    gate = threading.Barrier(6)

    def meet(wanted):
        gate.wait()
        assert convert({f"field{each}": "a" for each in range(8)}, wanted).field7 == "a"

    threads = [threading.Thread(target=meet, args=[wanted]) for wanted in (one, other) * 3]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
"""


def meet(how: str) -> int:
    return subprocess.run([sys.executable, "-c", MEET, how], capture_output=True, check=False).returncode


def test_threads_that_meet_new_types_at_once_all_read_them() -> None:
    assert meet("guarded") == 0


@pytest.mark.nightly
def test_without_a_guard_the_process_dies_of_it() -> None:
    """Once it does not any more, `core/typed.py` may go."""
    assert any(meet("unguarded") != 0 for _ in range(5))


def test_nothing_else_learns_types_while_it_runs() -> None:
    found = [
        f"{file.relative_to(BACKEND)}:{call.lineno}"
        for file in BACKEND.rglob("*.py")
        if file.name != "typed.py"
        for call in _calls(ast.parse(file.read_text()))
        if _learns(call)
    ]

    # A process of its own with one thread.
    assert [each for each in found if "embedded" not in each] == []


def _calls(tree: ast.Module) -> list[ast.Call]:
    """Calls inside of functions: what a module does when it is imported, one thread does."""
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [each for function in functions for each in ast.walk(function) if isinstance(each, ast.Call)]


def _learns(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    is_typed = any(each.arg == "type" for each in call.keywords)
    return name == "msgspec.convert" or name.endswith(".Decoder") or (name.endswith(".decode") and is_typed)
