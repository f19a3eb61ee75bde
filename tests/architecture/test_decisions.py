"""Decision records that are in force name files that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECORDS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
PATH = re.compile(r"`((?:backend|push|tests|frontend|locales|graphql|migrations|docs)/[\w./-]+\.\w+)`")


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_in_force_is_enforced_by_files_that_are_there(record: Path) -> None:
    text = record.read_text()
    if "Replaced by" in text:
        return  # it tells of a house of before

    _, _, enforced = text.partition("**Enforced by")

    assert [path for path in PATH.findall(enforced) if not (ROOT / path).exists()] == []


def test_the_index_names_every_record_in_force_once_and_no_number_is_given_twice() -> None:
    index = (ROOT / "docs" / "decisions" / "README.md").read_text()
    in_force = [each.name for each in RECORDS if "Replaced by" not in each.read_text()]

    assert sorted(re.findall(r"^- \[\d{4}\]\((0[^)]+)\)", index, re.MULTILINE)) == in_force
    assert len({each.name[:4] for each in RECORDS}) == len(RECORDS)
