"""Sites and their areas, and where they are on the globe as far as somebody said so."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Index, false, true
from sqlmodel import Field, SQLModel

from backend.core.types import Json, UtcDateTime

NOTHING: Final = {"server_default": ""}
FIRST: Final = {"server_default": "1"}


class SiteRow(SQLModel, table=True):
    __tablename__ = "sites"

    id: UUID = Field(primary_key=True)
    code: str = Field(unique=True)
    name_zh: str
    name_en: str
    timezone: str
    trade: str | None = None
    """Trade of the plant; None where nobody said so."""
    people: int | None = None
    """About how many work there, as its first administrator said."""
    language: str = Field(default="ZH", sa_column_kwargs={"server_default": "ZH"})
    """Of phones and labels whose people have not chosen one."""
    label_set: str = Field(default="RISK", sa_column_kwargs={"server_default": "RISK"})
    """Words of its risk levels (`settings.rules.LabelSet`)."""
    control_room: str = Field(default="", sa_column_kwargs=NOTHING)
    wind_speed_source: str = Field(default="", sa_column_kwargs=NOTHING)
    wind_direction_source: str = Field(default="", sa_column_kwargs=NOTHING)
    """Phone number of the control room, which every alarm offers to call; empty where there is none."""
    rest_weekdays: list[int] = Field(
        default_factory=lambda: [6, 7], sa_type=Json, sa_column_kwargs={"server_default": "[6, 7]"}
    )
    second_person_id: UUID | None = Field(default=None, foreign_key="people.id")
    """Person who agrees beside leads, officers and executives; read with every request."""
    settings_version: int = Field(default=1, sa_column_kwargs=FIRST)
    settings_changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    settings_changed_by: UUID | None = Field(default=None, foreign_key="people.id")
    settings_changed: str = Field(default="", sa_column_kwargs=NOTHING)
    """Changes of the last time, for the second person."""
    is_simulation_running: bool | None = None
    """None where the site has no simulated plant."""
    simulation_started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    history_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Until when the past of a demo plant reaches; None where none was begun."""
    is_history_written: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    anonymous_pass: str | None = None
    """Pass that phones of this site show to report without a name; None where that is not allowed."""
    label_page: str = Field(default="NAME", sa_column_kwargs={"server_default": "NAME"})
    """Content of scanned labels without a sign-in (`labels.rules.LabelPage`)."""
    modules_off: list[str] = Field(
        default_factory=list, sa_type=Json, sa_column_kwargs={"server_default": "[]"}
    )
    """Modules that the site has switched off (`core.modules.Module`); read with every request."""
    asks_proof: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    """Whether administrators need a second factor, and signatures and whatever loosens an alarm a password
    shown lately. Off at the demo plant only.
    """
    keep_readings_days: int = Field(default=365, sa_column_kwargs={"server_default": "365"})
    keep_minutes_days: int = Field(default=730, sa_column_kwargs={"server_default": "730"})
    keep_hours_days: int = Field(default=3650, sa_column_kwargs={"server_default": "3650"})
    keep_leaver_addresses_days: int = Field(default=90, sa_column_kwargs={"server_default": "90"})
    """These four: after a person left (`settings.leavers_rules`)."""
    keep_leaver_push_days: int = Field(default=30, sa_column_kwargs={"server_default": "30"})
    keep_leaver_sign_ins_days: int = Field(default=210, sa_column_kwargs={"server_default": "210"})
    keep_leaver_signatures_days: int = Field(default=1095, sa_column_kwargs={"server_default": "1095"})


class KnownPlaceRow(SQLModel, table=True):
    """`object_id` is an area, or the site itself for all areas without a place of their own."""

    __tablename__ = "known_places"

    object_id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    latitude: float
    longitude: float


class AreaRow(SQLModel, table=True):
    __tablename__ = "areas"
    # Read by every list of places; a code is given once.
    __table_args__ = (Index("uq_areas_code", "site_id", "code", unique=True),)

    id: UUID = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    code: str
    name_zh: str
    name_en: str
    polygon: list[float] = Field(sa_type=Json)
    plan_id: UUID | None = Field(default=None, foreign_key="plans.id")
    parent_id: UUID | None = Field(default=None, foreign_key="areas.id")
    default_stage: str | None = None
    muster_zh: str = Field(default="", sa_column_kwargs=NOTHING)
    muster_en: str = Field(default="", sa_column_kwargs=NOTHING)
    muster_x: float | None = None
    muster_y: float | None = None
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = Field(default=1, sa_column_kwargs=FIRST)
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    changed_by: UUID | None = Field(default=None, foreign_key="people.id")


class AreaCodeRow(SQLModel, table=True):
    """A code that an area had: what boxes send under it still means this area, and no other area gets it."""

    __tablename__ = "area_codes"

    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    code: str = Field(primary_key=True)
    area_id: UUID = Field(foreign_key="areas.id")
