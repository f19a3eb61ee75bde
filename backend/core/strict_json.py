"""Reads JSON that strangers wrote: strict, shallow, and never more than a refusal."""

from typing import Any, Final

import msgspec

from backend.core.errors import ErrorCode, Refused

MAX_DEPTH: Final = 64
"""Levels of lists and objects; what phones send has fewer than ten."""


def read_json(text: bytes | str) -> Any:
    """Return what the text says. Raises Refused(INVALID_INPUT) for what is no JSON or nested without end.

    A lone surrogate is no text: it could be neither stored, nor hashed, nor said back.
    """
    try:
        found = msgspec.json.decode(text)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Refused(ErrorCode.INVALID_INPUT, "not JSON") from error
    brackets = (b"[", b"{") if isinstance(text, bytes) else ("[", "{")
    if sum(map(text.count, brackets)) > MAX_DEPTH:  # type: ignore[arg-type]
        _check_depth(found)
    return found


def _check_depth(found: object) -> None:
    """Look at one level after the other: a function that calls itself is what must not happen here."""
    level, depth = [found], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise Refused(ErrorCode.INVALID_INPUT, f"nested deeper than {MAX_DEPTH} levels")
        level = [
            inside
            for each in level
            if isinstance(each, (list, dict))
            for inside in (each.values() if isinstance(each, dict) else each)
        ]
