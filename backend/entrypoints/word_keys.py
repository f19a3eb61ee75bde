"""Writing the keys of all words as types: `anhuan schema words`."""

import json
from collections.abc import Iterable

HEAD = '''"""Keys of the words in `locales/` for mypy, written by `anhuan schema words`, not by hand."""

from typing import Literal, TypeAlias
'''


def word_keys(keys: Iterable[str]) -> str:
    """Return the source of `core/word_keys.pyi`: keys, and the groups of words that a code completes."""
    pairs = [(key, *key.rpartition(".")[::2]) for key in sorted(keys)]
    named = [key for key, _, last in pairs if not last.isupper()]
    groups = sorted({group for _, group, _ in pairs})
    return HEAD + _literal("Key", named) + _literal("Group", groups)


def _literal(name: str, members: list[str]) -> str:
    lines = "".join(f"    {json.dumps(each)},\n" for each in members)
    return f"\n{name}: TypeAlias = Literal[\n{lines}]\n"
