"""Persisted operations: documents the server already knows by the sha256 of their text."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from backend.core.errors import ErrorCode, Refused


class PersistedOperations:
    """With `is_closed` nothing else may run: a production site. `documents`: text by sha256 (hex)."""

    def __init__(self, documents: Mapping[str, str], *, is_closed: bool) -> None:
        for sha256, text in documents.items():
            if sha256_of(text) != sha256:
                raise ValueError(f"persisted operation {sha256} has another text")
        self._documents = dict(documents)
        self._is_closed = is_closed

    @classmethod
    def load(cls, path: Path, *, is_closed: bool) -> "PersistedOperations":
        """From `graphql/persisted.json`. Raises ValueError where a hash does not fit its text."""
        return cls(json.loads(path.read_text(encoding="utf-8")), is_closed=is_closed)

    @property
    def texts(self) -> Iterable[str]:
        return self._documents.values()

    def document(self, query: str | None, extensions: Mapping[str, Any] | None) -> str:
        """The text to run. Raises Refused: OPERATION_UNKNOWN, or INVALID_INPUT where the request names none.

        Socket clients send an empty `query` beside the hash, because their protocol wants the field.
        """
        sha256 = _named(extensions)
        if sha256 is not None and not query:
            if text := self._documents.get(sha256):
                return text
            raise Refused(ErrorCode.OPERATION_UNKNOWN, f"no operation {sha256[:64]}")
        if not query:
            raise Refused(
                ErrorCode.INVALID_INPUT, "the request has neither a query nor a persisted operation"
            )
        actual = sha256_of(query)
        if sha256 is not None and sha256 != actual:
            raise Refused(ErrorCode.INVALID_INPUT, "the hash is not that of the query")
        if self._is_closed and actual not in self._documents:
            raise Refused(ErrorCode.OPERATION_UNKNOWN, "only persisted operations run here")
        return query

    def knows(self, text: str) -> bool:
        """Whether this text is one of ours."""
        return sha256_of(text) in self._documents


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _named(extensions: Mapping[str, Any] | None) -> str | None:
    persisted = (extensions or {}).get("persistedQuery")
    if persisted is None:
        return None
    sha256 = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    if not isinstance(sha256, str) or persisted.get("version") != 1:
        raise Refused(ErrorCode.INVALID_INPUT, 'persistedQuery needs {"version": 1, "sha256Hash": …}')
    return sha256
