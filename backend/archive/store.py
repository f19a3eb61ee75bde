"""Archives as rows: the snapshot, and its words for the search, both written once."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from backend.archive.rules import ArchiveWords
from backend.archive.tables import ArchiveTextRow
from backend.cases.rules import Case
from backend.cases.tables import CaseArchiveRow


class Archives:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self, case: Case, snapshot: dict[str, Any], *, hash_: str, words: ArchiveWords, at: datetime
    ) -> None:
        """Keep the snapshot of a case that has its outcome, and what it is found by."""
        outcome = str(case.outcome)
        self._session.add(
            CaseArchiveRow(
                case_id=case.case_id, archived_at=at, outcome=outcome, hash=hash_, snapshot=snapshot
            )
        )
        self._session.add(
            ArchiveTextRow(
                case_id=case.case_id,
                site_id=case.site_id,
                archived_at=at,
                outcome=outcome,
                tier=int(case.tier),
                heading=words.heading.lower(),
                body=f"{words.heading}\n{words.body}".lower(),
            )
        )
