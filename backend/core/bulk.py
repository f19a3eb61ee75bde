"""One command for many objects: each is done or refused by itself, and again gives the same answer."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias
from uuid import UUID

from backend.core.errors import ErrorCode, Refused

MOST_AT_ONCE: Final = 200
Results: TypeAlias = Mapping[UUID, ErrorCode | None]
"""By object: why it was refused; None where it was done."""


def each(ids: Sequence[UUID], act: Callable[[UUID], object]) -> Results:
    """Do the same to each of these objects. `act` raises Refused before it writes anything.

    Raises Refused(INVALID_INPUT) for none or too many.
    """
    wanted = list(dict.fromkeys(ids))
    if not 1 <= len(wanted) <= MOST_AT_ONCE:
        raise Refused(ErrorCode.INVALID_INPUT, f"between one and {MOST_AT_ONCE} at once")
    return {object_id: _code(act, object_id) for object_id in wanted}


def written(results: Results) -> str:
    """Return the results as the operation is recorded with."""
    return json.dumps({str(object_id): code for object_id, code in results.items()})


def read(text: str) -> Results:
    return {UUID(key): ErrorCode(code) if code else None for key, code in json.loads(text).items()}


def _code(act: Callable[[UUID], object], object_id: UUID) -> ErrorCode | None:
    try:
        act(object_id)
    except Refused as refused:
        return refused.code
    return None
