"""Posts 岗位 of a site: what people are hired for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.core.text import Text


@dataclass(frozen=True, slots=True)
class Post:
    """`department_id`: where it exists in one department only. `closed_at`: nobody is given it any more."""

    post_id: UUID
    site_id: UUID
    code: str
    name: Text
    department_id: UUID | None
    closed_at: datetime | None = None
    version: int = 1
