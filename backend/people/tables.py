"""Sites, departments, people, their memberships and sign-in sessions."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class DepartmentRow(SQLModel, table=True):
    __tablename__ = "departments"

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    name_zh: str
    name_en: str


class PersonRow(SQLModel, table=True):
    __tablename__ = "people"

    id: UUID = Field(primary_key=True)
    username: str = Field(unique=True)
    password_hash: str
    name_zh: str
    name_en: str
    is_demo: bool | None = None
    """Whether the password of the demo plant opens it; None: nobody has tried."""


class MembershipRow(SQLModel, table=True):
    __tablename__ = "memberships"

    person_id: UUID = Field(primary_key=True, foreign_key="people.id")
    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    role: str
    department_id: UUID | None = Field(default=None, foreign_key="departments.id")
    post_zh: str | None = None
    post_en: str | None = None


class SessionRow(SQLModel, table=True):
    """One refresh token. The tokens of one sign-in are a family: reuse of an old one revokes them all."""

    __tablename__ = "sessions"

    token_hash: str = Field(primary_key=True)
    family_id: UUID = Field(index=True)  # read by revocation of a family
    person_id: UUID = Field(foreign_key="people.id", index=True)  # read by sign-out everywhere
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    replaced_by: str | None = None
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class KnownDeviceRow(SQLModel, table=True):
    """A device on which a person has signed in; its token is known by its hash only."""

    __tablename__ = "known_devices"

    token_hash: str = Field(primary_key=True)
    person_id: UUID = Field(primary_key=True, foreign_key="people.id", index=True)
    """The index is read by sign-out everywhere."""
    seen_at: datetime = Field(sa_type=UtcDateTime)


class SignInThrottleRow(SQLModel, table=True):
    """Failed sign-ins per key (`people.throttle_rules.keys`); `window_started_at`: when the last one was."""

    __tablename__ = "sign_in_throttles"

    key: str = Field(primary_key=True)
    failures: int
    window_started_at: datetime = Field(sa_type=UtcDateTime)
