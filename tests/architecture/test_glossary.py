"""Names are the field's words: those that were retired do not come back.

Read in identifiers of Python, TypeScript, Vue and GraphQL, piece by piece (`open_lane`, `openLane`), and in
names of files. Comments and texts are not read: a word that no name may have may be right in a sentence.
"""

import io
import re
import subprocess
import tokenize
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest

ROOT = Path(__file__).parents[2]
READ: Final = ("backend", "push", "tests", "frontend/src", "graphql/operations", "graphql/schema.graphql")
GENERATED: Final = ("frontend/src/graphql/generated/", "frontend/src/components.d.ts")
RETIRED: Final = {
    "lane": "department task",
    "lanes": "department tasks",
    "supervision": "follow-up 督办",
    "supervisions": "follow-ups 督办",
    "supervised": "followed up",
    "supervise": "follow up",
    "assurance": "remediation plan",
    "assurances": "remediation plan",
    "stranger": "unknown source, outsider or anonymous caller",
    "strangers": "unknown sources, outsiders or anonymous callers",
    "chased": "followed up, reminded",
    "chasing": "follow-up, reminders",
    "bundling": "digest",
    "settling": "apply suppression, after commit, finish",
    "movable": "deadline target",
    "workbench": "job context",
    "surroundings": "suppression contexts",
    "manners": "demo behaviour",
    "resettle": "reapply",
    "owing": "responsible",
    "intakes": "intake gate",
    "splitting": "partitioner",
}
"""Word → what is said instead."""
RETIRED_IN_PYTHON: Final = {
    "flip": "condition change",
    "flips": "condition changes",
    "told": "notified, published",
    "tell": "notify, publish",
    "tells": "notifies",
    "telling": "notification",
    "gather": "batch, digest, align",
    "together": "batch, digest, summary",
    "repeats": "recurrence, least sightings",
    "filing": "block writer",
    "filed": "block plan",
}
"""The same, in `backend`, `push`, `tests` and what is exported from there."""
RETIRED_BELOW: Final[Mapping[str, Mapping[str, str]]] = {
    "alerts": dict.fromkeys(("hold", "holding", "held"), "suppression, suppressed, lasted"),
    "cases": dict.fromkeys(("stop", "stops", "stopped", "stopping"), "pause, paused")
    | {"guard": "evidence checks"},
    "push": {"guard": "ssrf"},
    "readings": dict.fromkeys(("shelf", "shelved"), "stored blocks"),
    "hazards": dict.fromkeys(("thread", "threads"), "timeline"),
}
"""Noun → words that are retired in its folders only: elsewhere they are ordinary ones."""
RETIRED_NAMES: Final = {
    "stood_still": "paused",
    "stand_still": "pause",
    "told_tier": "notified_tier",
    "told_at": "notified_at",
    "held_worst": "worst_suppressed_tier",
    "settle_due": "suppression_due",
    "suggest_indicator": "recommend_indicator",
    "suggested_values": "recommended_values",
    "partition_desk": "partition_owner",
    "late_view": "overdue_view",
    "five_of": "plan_of",
    "stop_clock": "pause",
    "stopped_clock": "paused_deadline",
    "report_thread": "report_timeline",
    "history_shelf": "history_cache",
    "held_for": "lasted",
    "stop_of": "pause_of",
    "stopped_at": "paused_at",
    "stopped_until": "paused_until",
    "stopped_view": "paused_view",
    "holds_red": "suppresses_red",
}
"""Names of several words, in any spelling, also as a part of a longer name."""
ALLOWED: Final[Mapping[str, str]] = {
    "_SURROUNDINGS": "sensors of the stage ENVIRONMENT 环境: what lies around the demo plant",
    "FLIP_LEFT_RIGHT": "Pillow's name of a transposition",
    "FLIP_TOP_BOTTOM": "Pillow's name of a transposition",
    "gather": "asyncio's name",
    "to_thread": "asyncio's name",
    "held_for_s": "key of stored causes; it stands in sealed archives",
    "repeats": "sources that alarm again and again, in the contract; a recurrence is one of a case",
    "repeats_before": "the same of the time before",
    "repeatsBefore": "the same of the time before",
    "repeatsSince": "the day since which they are sought, in the contract",
}
"""Name → why it may stay."""
PIECE: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
SILENT: Final = re.compile(r'/\*.*?\*/|//[^\n]*|<!--.*?-->|"""[^"]*"""|#[^\n]*', re.DOTALL)
WORD: Final = re.compile(r"[A-Za-z_]\w*")


def pieces(name: str) -> list[str]:
    """The words that an identifier consists of, in lower case."""
    return [piece.lower() for piece in PIECE.findall(name)]


def retired(name: str, within: Mapping[str, str] = RETIRED) -> str | None:
    """Return what is said instead of this name, if a word of it is retired."""
    words = pieces(name)
    joined = "_".join(["", *words, ""])
    for word in words:
        if word in within:
            return within[word]
    return next((better for name, better in RETIRED_NAMES.items() if f"_{name}_" in joined), None)


@cache
def identifiers(file: Path) -> frozenset[str]:
    """Every name in a file; with strings where the file is no Python, because templates hold names there."""
    source = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        return frozenset(WORD.findall(SILENT.sub("", source)))
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return frozenset(token.string for token in tokens if token.type == tokenize.NAME)


def words_for(file: Path) -> Mapping[str, str]:
    """Return the words that are retired in this file."""
    if file.suffix != ".py" and file.name != "schema.graphql":
        return RETIRED
    nouns = [RETIRED_BELOW[part] for part in file.parts if part in RETIRED_BELOW]
    return RETIRED | RETIRED_IN_PYTHON | {word: said for noun in nouns for word, said in noun.items()}


def found_in(file: Path) -> set[str]:
    """Retired names of a file, its own included."""
    words = words_for(file)
    return {name for name in {file.stem, *identifiers(file)} if retired(name, words) and name not in ALLOWED}


def read() -> list[Path]:
    """Files that people name things in."""
    try:
        listing = subprocess.run(
            ["git", "ls-files", "-z", *READ], cwd=ROOT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git work tree")
    names = [name for name in listing.stdout.split("\0") if name.endswith((".py", ".ts", ".vue", ".graphql"))]
    return [ROOT / name for name in names if not name.startswith(GENERATED) and (ROOT / name).exists()]


def test_no_retired_word_is_used_as_a_name() -> None:
    found = {
        f"{file.relative_to(ROOT)}: {name}": retired(name, words_for(file))
        for file in read()
        if file != Path(__file__)
        for name in sorted(found_in(file))
    }

    assert not found


def test_every_exception_is_needed_and_has_its_reason() -> None:
    used = {
        name for file in read() for name in identifiers(file) & set(ALLOWED) if retired(name, words_for(file))
    }

    assert all(ALLOWED.values())
    assert not [name for name in ALLOWED if name not in used]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("rules.py", "def open_lane() -> None: ...\n"),
        ("rules.py", "until_told_at = 1\n"),
        ("lanes.py", ""),
        ("Board.vue", "<script setup>const openLanes = 1</script>"),
        ("Supervision.graphql", "query Board { id }"),
        ("settle.ts", "export const stoodStill = true"),
        ("schema.graphql", "type PartitionDesk { id: ID! }"),
        ("schema.graphql", "type Rung { tells: [Audience!]! }"),
        ("rules.py", "def save_told() -> None: ...\n"),
        ("alerts/rules.py", "class Hold: ...\n"),
        ("cases/rules.py", "def stop_clock() -> None: ...\n"),
        ("push/guard.py", ""),
    ],
)
def test_a_retired_word_would_be_found(name: str, source: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(source, encoding="utf-8")

    assert found_in(file)


@pytest.mark.parametrize(
    "source", ['"""A lane of a road."""\n', "# supervision\n", 'text = "stranger"\n', "planes = 1\n"]
)
def test_sentences_and_longer_words_are_left_alone(source: str, tmp_path: Path) -> None:
    file = tmp_path / "rules.py"
    file.write_text(source, encoding="utf-8")

    assert not found_in(file)
