"""Sites, departments, people, their memberships and sign-in sessions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import false
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class SiteRow(SQLModel, table=True):
    __tablename__ = "sites"

    id: UUID = Field(primary_key=True)
    code: str = Field(unique=True)
    name_zh: str
    name_en: str
    timezone: str
    plan_svg: str = ""
    is_simulation_running: bool | None = None
    """None where the site has no simulated plant."""
    simulation_started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    history_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Until when the past of a demo plant reaches; None where none was begun."""
    is_history_written: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    anonymous_pass: str | None = None
    """What phones of this site show to report without a name; None where that is not allowed."""
    keep_readings_days: int = Field(default=365, sa_column_kwargs={"server_default": "365"})
    keep_minutes_days: int = Field(default=730, sa_column_kwargs={"server_default": "730"})
    keep_hours_days: int = Field(default=3650, sa_column_kwargs={"server_default": "3650"})


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


class SignInThrottleRow(SQLModel, table=True):
    """Failed sign-ins per key (a user name, or an address)."""

    __tablename__ = "sign_in_throttles"

    key: str = Field(primary_key=True)
    failures: int
    window_started_at: datetime = Field(sa_type=UtcDateTime)
