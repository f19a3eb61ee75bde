"""What a step is refused with."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.core.errors import ErrorCode, Refused


def code_of(step: Callable[..., object], *arguments: object) -> ErrorCode:
    """The code of a step that is refused."""
    with pytest.raises(Refused) as refused:
        step(*arguments)
    return refused.value.code


def answered_code(answer: dict[str, Any]) -> str:
    """The code of an answer of the API that is a refusal."""
    [error] = answer["errors"]
    return str(error["extensions"]["code"])
