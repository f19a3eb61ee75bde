"""Every folder of the back end says in a few lines what it is."""

from pathlib import Path

import pytest

BACKEND = Path(__file__).parents[2] / "backend"
FOLDERS = sorted(folder for folder in BACKEND.iterdir() if folder.is_dir() and folder.name != "__pycache__")
MOST_LINES = 12


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_folder_of_the_back_end_has_a_short_readme(folder: Path) -> None:
    lines = (folder / "README.md").read_text(encoding="utf-8").splitlines()

    assert lines[0].startswith(f"# {folder.name}")
    assert len(lines) <= MOST_LINES
