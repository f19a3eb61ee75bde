"""`make cover`: how much of each noun the tests reach, a row per folder, the least first."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any


def main() -> None:
    found, all_of_it = Counter[str](), Counter[str]()
    for name, file in _files().items():
        parts = Path(name).parts
        noun = parts[1] if len(parts) > 2 and parts[0] == "backend" else parts[0]
        summary = file["summary"]
        all_of_it[noun] += summary["num_statements"] + summary["num_branches"]
        found[noun] += summary["covered_lines"] + summary["covered_branches"]
    rows = sorted((found[noun] / total, noun, total) for noun, total in all_of_it.items() if total)
    for share, noun, total in rows:
        print(f"{noun:16}{share:7.1%}{total:8,} statements and branches")  # noqa: T201
    print(f"{'all':16}{found.total() / all_of_it.total():7.1%}{all_of_it.total():8,}")  # noqa: T201


def _files() -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        subprocess.run([sys.executable, "-m", "coverage", "json", "--quiet", "-o", str(report)], check=True)
        files: dict[str, Any] = json.loads(report.read_text())["files"]
    return files


if __name__ == "__main__":
    main()
