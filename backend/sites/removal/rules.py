"""Sealed record that stays of a site that was removed: anchors of its audit chain point to it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.audit_chain import ChainEnd
from backend.core.audit_keys import AuditKeys
from backend.core.text import Text
from backend.core.time import microseconds

FORMAT: Final = "anhuan-removed-site-1"


class FileKind(StrEnum):
    """Where a file lies that nothing refers to any more."""

    PHOTO = "PHOTO"
    VOICE = "VOICE"


@dataclass(frozen=True, slots=True)
class RemovedSite:
    """A demo site that was removed. `end`: of its audit chain, which went with it; `rows`: of all tables."""

    site_id: UUID
    code: str
    name: Text
    removed_at: datetime
    removed_by: str
    rows: int
    end: ChainEnd

    @property
    def digest(self) -> str:
        """SHA-256 over everything that the record says, in hex."""
        said = (
            FORMAT,
            str(self.site_id),
            self.code,
            self.name.zh,
            self.name.en,
            str(microseconds(self.removed_at)),
            self.removed_by,
            str(self.rows),
            str(self.end.position),
            self.end.hash,
        )
        return hashlib.sha256("\0".join(said).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SealedRemoval:
    """The record as it is kept. `seal`: made of its digest with the audit key `key_id`."""

    removed: RemovedSite
    key_id: str
    seal: str

    def holds(self, keys: AuditKeys) -> bool:
        """Whether a key of the ring sealed exactly this record."""
        return any(
            key.key_id == self.key_id and key.seal(self.removed.digest) == self.seal for key in keys.keys
        )
