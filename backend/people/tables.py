"""Departments, posts, people, their memberships and addresses, and sign-in sessions."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime


class DepartmentRow(SQLModel, table=True):
    """One node of the tree of a site: company, department, workshop, team."""

    __tablename__ = "departments"
    __table_args__ = (UniqueConstraint("site_id", "code", name="uq_departments_code"),)

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    code: str
    name_zh: str
    name_en: str
    parent_id: UUID | None = Field(default=None, foreign_key="departments.id", index=True)
    """The index is read by what closes a department."""
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})


class PostRow(SQLModel, table=True):
    """A post that people are hired for; `department_id`: where it exists in one department only."""

    __tablename__ = "posts"
    __table_args__ = (UniqueConstraint("site_id", "code", name="uq_posts_code"),)

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    code: str
    name_zh: str
    name_en: str
    department_id: UUID | None = Field(default=None, foreign_key="departments.id")
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})


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
    """Membership of a person at a site."""

    __tablename__ = "memberships"
    __table_args__ = (
        # One person per employee code; people without one are many.
        UniqueConstraint("site_id", "employee_code", name="uq_memberships_employee_code"),
        # Read by the list of people and by what closes a department.
        Index("ix_memberships_department", "department_id"),
        # Read by the list of people of a site.
        Index("ix_memberships_site", "site_id", "role"),
    )

    person_id: UUID = Field(primary_key=True, foreign_key="people.id")
    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    role: str
    department_id: UUID | None = Field(default=None, foreign_key="departments.id")
    post_zh: str | None = None
    post_en: str | None = None
    """The post in words, which every request reads; of `post_id`, where it is one of the site's posts."""
    post_id: UUID | None = Field(default=None, foreign_key="posts.id")
    employee_code: str | None = None
    joined_on: date | None = None
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})


class PersonAddressRow(SQLModel, table=True):
    """A phone number, e-mail or chat name, as somebody typed it. Until its owner has shown by a code that
    messages reach them there, nothing but a code is sent to it.
    """

    __tablename__ = "person_addresses"
    __table_args__ = (UniqueConstraint("person_id", "kind", name="uq_person_addresses_kind"),)

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="people.id")
    kind: str
    address: str
    verified_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


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
