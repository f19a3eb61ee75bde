"""Read docker-compose.yml as a test needs it: the very commands and variables, to start them as processes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docker-compose.yml"
EXAMPLE = ROOT / "docs" / "operations" / "env.example"

# A service sets these only if it listens for HTTP, or migrates.
_ONLY_SOME = {
    "ANHUAN_HOST",
    "ANHUAN_PORT",
    "ANHUAN_METRICS_PORT",
    "ANHUAN_INGEST_PORT",
    "ANHUAN_MIGRATION_DATABASE_URL",
}

VARIABLE = re.compile(r"\$(?:(\$)|\{(\w+)(?::([-?])([^}]*))?\})")


@dataclass(frozen=True)
class Service:
    """What compose would start in a container: `command` with `environment` and nothing else."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]


def document() -> dict[str, Any]:
    """Return the whole file as YAML, variables not filled in."""
    parsed: dict[str, Any] = yaml.safe_load(FILE.read_text())
    return parsed


def config(name: str, **site: str) -> str:
    """Return the text of an inline config file, as the container of this site gets to see it."""
    return _filled(document()["configs"][name]["content"], site)


def services(replaced: Mapping[str, str], **site: str) -> dict[str, Service]:
    """Return the services built from this repository, by name.

    `site` holds what an operator writes into `.env`. `replaced` gives other values to variables that the
    file sets for each of these services (addresses of servers, ports, folders); a variable that it does not
    set is a mistake of the file or of the test, and fails.
    """
    found = {}
    for name, description in document()["services"].items():
        if "build" not in description:
            continue
        environment = {key: _filled(value, site) for key, value in description["environment"].items()}
        unknown = [key for key in replaced if key not in environment and key not in _ONLY_SOME]
        assert not unknown, f"docker-compose.yml does not set {unknown} for {name}"
        environment |= {key: value for key, value in replaced.items() if key in environment}
        found[name] = Service(name, tuple(description["command"]), environment)
    return found


def _filled(text: str, site: Mapping[str, str]) -> str:
    """Fill in `${NAME}`, `${NAME:-default}`, `${NAME:?}` and `$$` as compose does."""

    def value(match: re.Match[str]) -> str:
        dollar, name, kind, default = match.groups()
        if dollar:
            return "$"
        if site.get(name):
            return site[name]
        if kind == "-":
            return default
        raise KeyError(f"docker-compose.yml needs {name}")

    return VARIABLE.sub(value, text)
