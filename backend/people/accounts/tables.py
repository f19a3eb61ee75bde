"""State of accounts, and what they are opened with: invitations, second factors, PINs, sign-ins."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from backend.core.types import UtcDateTime

OPEN = "accepted_at IS NULL AND ended_at IS NULL"


class AccountRow(SQLModel, table=True):
    """State of an account; no row: nobody ever changed anything about it."""

    __tablename__ = "accounts"

    person_id: UUID = Field(primary_key=True, foreign_key="people.id")
    disabled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    password_set_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    second_person_from: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """After a reset by somebody else: from when on this person counts as a second person again."""
    granted_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """After an officer, executive or administrator was disabled or lost the role: so long a second person is
    asked for as if they were there.
    """


class LeavingRow(SQLModel, table=True):
    """The day on which a person leaves: then they are disabled, and the row goes."""

    __tablename__ = "leavings"

    person_id: UUID = Field(primary_key=True, foreign_key="people.id")
    leaves_on: date
    due_at: datetime = Field(sa_type=UtcDateTime, index=True)  # read by the job that disables
    successor_id: UUID = Field(foreign_key="people.id", index=True)  # read by what is held about them
    set_by: UUID = Field(foreign_key="people.id", index=True)  # the same
    set_at: datetime = Field(sa_type=UtcDateTime)
    version: int = 1


class InvitationRow(SQLModel, table=True):
    """A one-time invitation to set a password; its secret is found by its hash."""

    __tablename__ = "invitations"
    __table_args__ = (
        # One open invitation per person: a newer one ends the older.
        Index(
            "uq_invitations_open",
            "person_id",
            unique=True,
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
    )

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="people.id", index=True)  # read when a person is shown or invited
    secret_hash: str = Field(unique=True)
    sealed_secret: str | None = None
    """Encrypted with a key outside the database, so that the code can be shown again while it is open."""
    is_reset: bool
    """Whether the account had a password before."""
    made_by: UUID | None = Field(default=None, foreign_key="people.id")
    """None: made on the command line of the installation."""
    made_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignInRow(SQLModel, table=True):
    """One sign-in on one device: the family of refresh tokens that it started."""

    __tablename__ = "sign_ins"

    family_id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="people.id", index=True)  # read by the list of my devices
    device_hash: str | None = None
    method: str
    user_agent: str = ""
    started_at: datetime = Field(sa_type=UtcDateTime)
    seen_at: datetime = Field(sa_type=UtcDateTime)
    proven_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When a password, a passkey or a second factor was shown last; None for a PIN."""
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    maker: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Of the phone, coarse, as the app says; empty until it did. So are the two below."""
    engine: str = Field(default="", sa_column_kwargs={"server_default": ""})
    engine_major: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class SecondFactorRow(SQLModel, table=True):
    """The authenticator app of a person (TOTP)."""

    __tablename__ = "second_factors"

    person_id: UUID = Field(primary_key=True, foreign_key="people.id")
    sealed_secret: str
    added_at: datetime = Field(sa_type=UtcDateTime)
    last_step: int = Field(default=0, sa_type=BigInteger)
    """The newest time step whose code was taken: no code counts twice."""


class PasskeyRow(SQLModel, table=True):
    """A passkey (WebAuthn) of a person."""

    __tablename__ = "passkeys"

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="people.id", index=True)  # read at every sign-in with a password
    host: str
    """Host name of the installation when it was made: browsers show it to no other."""
    credential_id: str = Field(unique=True)
    public_key: str
    sign_count: int = Field(sa_type=BigInteger)
    """How far the device had counted when it was shown last; a lower count is that of a copy."""
    name: str
    added_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PasskeyChallengeRow(SQLModel, table=True):
    """A challenge that a browser was asked to sign with a passkey; it goes when it is answered."""

    __tablename__ = "passkey_challenges"

    challenge_hash: str = Field(primary_key=True)
    use: str
    person_id: UUID | None = Field(default=None, foreign_key="people.id", index=True)
    """The index is read when a passkey is asked for by somebody who is not signed in, and by a reset."""
    family_id: UUID | None = Field(default=None, index=True)  # read when a sign-in asks anew
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)  # read by what tidies up


class RecoveryCodeRow(SQLModel, table=True):
    """A one-time code in the place of the authenticator app."""

    __tablename__ = "recovery_codes"

    code_hash: str = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="people.id", index=True)  # read when new codes replace the old
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ChallengeRow(SQLModel, table=True):
    """A sign-in whose password was right, and that waits for its second factor."""

    __tablename__ = "sign_in_challenges"

    token_hash: str = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="people.id")
    failures: int = 0
    expires_at: datetime = Field(sa_type=UtcDateTime, index=True)  # read by what tidies up


class DevicePinRow(SQLModel, table=True):
    """A PIN by which one person takes over a shared device; it opens nothing anywhere else."""

    __tablename__ = "device_pins"

    device_hash: str = Field(primary_key=True)
    person_id: UUID = Field(primary_key=True, foreign_key="people.id", index=True)
    """The index is read when all PINs of a person end."""
    pin_hash: str
    failures: int = 0
    set_at: datetime = Field(sa_type=UtcDateTime)
