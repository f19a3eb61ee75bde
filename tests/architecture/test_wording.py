"""Words stand once, in `locales/`, in both languages: a missing or unread one fails here.

That the pages ask for known keys, and read every key of theirs, is tested in `frontend/src/locales`.
"""

import ast
import json
import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path

import pytest

from backend.archive.dossier.printing import SECTIONS
from backend.cases.evidence.store import EvidenceRole
from backend.cases.rules import CaseState
from backend.core.errors import ErrorCode
from backend.core.events import EventKind
from backend.core.vocabulary import AlertCondition, HazardCategory, HazardGrade, Stage, Tier
from backend.core.words import LOCALES, PLACEHOLDER, WORDS
from backend.deadlines.events import ESCALATED
from backend.entrypoints.word_keys import word_keys
from push.catalogue import OFFERS
from push.endpoint import WEB_PUSH

ROOT = Path(__file__).parents[2]
NOT_OF_THE_PRODUCT = (
    "backend/demo/",
    "backend/entrypoints/",
    "backend/sensors/advice_rules.py",
    "backend/sensors/gas_rules.py",  # how units are typed
    "backend/sensors/site_advice_rules.py",  # by which words of a site are judged, none that are shown
)
"""Names of the demo plant, the command line, and the templates of advice with their sources."""
UNBUILT_PAGE = "backend/api/front_end.py"
"""Says that there are no pages yet, where no words of pages can be shown."""
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def files(language: str) -> dict[str, dict[str, str]]:
    """Messages of every file, by its name."""
    found = sorted((LOCALES / language).glob("*.json"))
    return {file.name: json.loads(file.read_text(encoding="utf-8")) for file in found}


@cache
def modules() -> dict[str, ast.Module]:
    """Our own modules by their path."""
    found = [file for folder in ("backend", "push") for file in sorted((ROOT / folder).rglob("*.py"))]
    return {str(file.relative_to(ROOT)): ast.parse(file.read_text(encoding="utf-8")) for file in found}


def strings(tree: ast.AST) -> Iterator[ast.Constant]:
    """String literals, without docstrings and the descriptions of the contract."""
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) or (isinstance(node, ast.keyword) and node.arg == "description")
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node


def test_both_languages_have_the_same_keys_in_the_same_files_and_each_key_once() -> None:
    zh, en = files("zh"), files("en")
    keys = [key for messages in zh.values() for key in messages]

    assert {name: list(messages) for name, messages in zh.items()} == {
        name: list(messages) for name, messages in en.items()
    }
    assert len(keys) == len(set(keys))


def test_both_languages_use_the_same_placeholders_and_no_message_is_empty() -> None:
    differing = {
        key: text
        for key, text in WORDS.items()
        if sorted(PLACEHOLDER.findall(text.zh)) != sorted(PLACEHOLDER.findall(text.en))
    }

    assert not differing
    assert not [key for key, text in WORDS.items() if not text.zh.strip() or not text.en.strip()]


def test_the_keys_that_mypy_knows_are_those_of_the_files() -> None:
    written = (ROOT / "backend" / "core" / "word_keys.pyi").read_text(encoding="utf-8")

    assert written == word_keys(WORDS), "run: anhuan schema words"


def test_every_placeholder_of_a_message_is_given_where_python_asks_for_it() -> None:
    wrong = []
    for path, tree in modules().items():
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or not call.args:
                continue
            keys = [each.value for each in strings(call.args[0]) if each.value in WORDS]
            if call.func.attr not in {"text", "label"} or not keys:
                continue
            given = {each.arg for each in call.keywords}
            wrong += [
                f"{path}:{call.lineno} {key}"
                for key in keys
                if given != set(PLACEHOLDER.findall(WORDS[str(key)].zh))
            ]

    assert not wrong


def test_every_message_of_the_back_end_is_read() -> None:
    sets = (ROOT / "frontend" / "src" / "locales" / "zh").glob("*.ts")
    of_pages = "".join(file.read_text(encoding="utf-8") for file in sets)
    keys = [key for name, texts in files("zh").items() if f"/{name}'" not in of_pages for key in texts]
    asked = {node.value for tree in modules().values() for node in strings(tree)}

    assert keys
    assert not [key for key in keys if not {key, key.rpartition(".")[0]} & asked]


def test_no_words_of_the_product_stand_in_python() -> None:
    found = [
        f"{path}:{node.lineno} {node.value}"
        for path, tree in modules().items()
        if not path.startswith(NOT_OF_THE_PRODUCT) and path != UNBUILT_PAGE
        for node in strings(tree)
        if CHINESE.search(str(node.value))
    ]

    assert not found


def test_every_refusal_is_worded() -> None:
    assert not [code for code in ErrorCode if f"error.{code}" not in WORDS]


def test_every_event_is_worded() -> None:
    assert not [kind for kind in EventKind.declared() if f"TimelineKind.{kind}" not in WORDS]


def test_every_event_that_notifies_has_a_title() -> None:
    """An alert and an escalation are titled by their tier."""
    by_tier = {kind for kind in EventKind.declared().values() if kind.pace.is_alert} | {ESCALATED}
    notifies = {kind for kind in EventKind.declared().values() if kind.notifies or kind.pace.is_at_once}
    titled = {key.rpartition(".")[2] for key in WORDS if key.startswith("message.title.")}

    assert notifies - by_tier <= titled
    assert titled <= EventKind.declared().keys() - by_tier, "it would no longer be titled by its tier"


@pytest.mark.parametrize(
    ("group", "codes"),
    [
        ("Tier", Tier),
        ("Stage", Stage),
        ("HazardGrade", HazardGrade),
        ("HazardCategory", HazardCategory),
        ("AlertCondition", AlertCondition),
        ("cause.brief", AlertCondition),
        ("hazard.title", HazardCategory),
        ("message.tier", Tier),
        ("message.unanswered", Tier),
        ("message.step", [state for state in CaseState if state is not CaseState.ARCHIVED]),
        ("dossier.section", SECTIONS),
        ("dossier.evidence", EvidenceRole),
        ("dossier.relation", ["DUPLICATE_OF", "HAS_DUPLICATE", "REOPENS", "REOPENED_AS", "REPEATS"]),
        ("ChannelKind", [each.upper() for each in (WEB_PUSH, *(offer.kind for offer in OFFERS))]),
    ],
)
def test_every_code_of_a_group_is_worded(group: str, codes: type[Enum] | list[str]) -> None:
    names = [each.name if isinstance(each, Enum) else each for each in codes]

    assert not [name for name in names if f"{group}.{name}" not in WORDS]
