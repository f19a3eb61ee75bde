"""Suggestions as rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlmodel import Session, col

from backend.core.allowances import Taken
from backend.core.columns import columns_of, value_of, write_over
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import taken
from backend.people.accounts.hand_over_store import hand_over
from backend.photos.records_store import Photos
from backend.suggestions.rules import Suggestion, SuggestionState
from backend.suggestions.tables import AnonymousSuggestionRow, SuggestionPhotoRow, SuggestionRow


class Suggestions:
    def __init__(self, session: Session) -> None:
        self._session = session

    def hand_over(self, site_id: UUID, *, of: UUID, to: UUID | None) -> int:
        """Give the adopted suggestions that this person is to carry out to another one; returns how many.
        None: count only.
        """
        is_open = col(SuggestionRow.state) == SuggestionState.ADOPTED.value
        theirs = (col(SuggestionRow.site_id) == site_id, col(SuggestionRow.owner_id) == of, is_open)
        return hand_over(self._session, SuggestionRow, "owner_id", theirs, to)

    def add(self, suggestion: Suggestion, *, photos: Sequence[str]) -> None:
        """Keep it with these photos, by hash. Raises Refused(PHOTO_MISSING) unless its author sent them."""
        Photos(self._session).use(photos, by=suggestion.made_by, site_id=suggestion.site_id)
        self._session.add(SuggestionRow(**columns_of(suggestion, key="suggestion_id")))
        self._session.flush()
        for place, sha256 in enumerate(dict.fromkeys(photos)):
            row = SuggestionPhotoRow(suggestion_id=suggestion.suggestion_id, sha256=sha256, place=place)
            self._session.add(row)
        self._session.flush()

    def taken(self, site_id: UUID, *, since: datetime, by: UUID | None = None) -> Taken:
        """How many came in at the site since then, of everybody or of this person."""
        at_site = col(SuggestionRow.site_id) == site_id
        return taken(
            self._session,
            SuggestionRow.received_at,
            at_site,
            since=since,
            author=SuggestionRow.made_by,
            by=by,
        )

    def get(self, suggestion_id: UUID) -> Suggestion:
        """Return the suggestion, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(SuggestionRow, suggestion_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, NOT_THERE)
        return suggestion_of(row)

    def put(self, suggestion: Suggestion) -> None:
        row = self._session.get_one(SuggestionRow, suggestion.suggestion_id)
        write_over(row, columns_of(suggestion, key="suggestion_id"))
        self._session.add(row)

    def keep_key(self, suggestion_id: UUID, key_hash: str) -> None:
        """Keep the hash of its follow-up key. Raises Refused(CONFLICT) for a key that is used already."""
        if self._session.get(AnonymousSuggestionRow, key_hash) is not None:
            raise Refused(ErrorCode.CONFLICT, "this key has a suggestion already")
        self._session.add(AnonymousSuggestionRow(key_hash=key_hash, suggestion_id=suggestion_id))
        self._session.flush()


NOT_THERE: Final = "no such suggestion at the viewer's sites"
"""The same words for what is not there and for what is not theirs."""


def suggestion_of(row: SuggestionRow) -> Suggestion:
    return value_of(row, Suggestion, key="suggestion_id")
