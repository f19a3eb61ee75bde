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


@pytest.mark.parametrize("process", ["ingest", "evaluator", "job_assembly"])
def test_a_process_without_pages_knows_what_nouns_declare_and_no_graphql(process: str) -> None:
    modules = loaded_by(
        f"import backend.entrypoints.{process}, backend.entrypoints.assembly\n"
        "import backend.core.nouns as nouns\nnouns.declared()"
    )

    assert "backend.reactions" in modules
    assert any(module.endswith(".noun") for module in modules)
    assert modules.isdisjoint({"strawberry", "typst", "openpyxl", "backend.api.app"})


@pytest.fixture(scope="module")
def modules():
    return loaded_by("import backend.entrypoints.cli")
