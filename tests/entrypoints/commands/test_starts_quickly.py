"""What the command line loads before it knows what is wanted of it."""

import subprocess
import sys

import pytest

HEAVY = ("numpy", "sqlalchemy", "starlette", "strawberry", "paho", "backend.reactions")


def loaded_by(statement: str) -> set[str]:
    command = [sys.executable, "-c", f"import sys\n{statement}\nprint(*sys.modules)"]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize("package", HEAVY)
def test_help_is_there_before_what_only_one_command_needs(package, modules):
    assert "backend.entrypoints.cli" in modules
    assert package not in modules


def test_a_process_that_stores_readings_knows_neither_pages_nor_channels():
    modules = loaded_by("import backend.entrypoints.assembly")

    assert "sqlalchemy" in modules
    assert modules.isdisjoint({"strawberry", "pywebpush", "aiohttp", "requests", "backend.api.app"})


def test_the_product_starts_without_what_only_a_large_site_or_a_rare_moment_needs():
    modules = loaded_by("import backend.entrypoints.allinone, backend.entrypoints.housekeeping")

    assert "strawberry" in modules
    assert modules.isdisjoint({"webauthn", "zxcvbn", "openpyxl", "arro3", "redis", "celery"})


@pytest.fixture(scope="module")
def modules():
    return loaded_by("import backend.entrypoints.cli")
