"""Sign-ins as their owner knows them: on which device, since when, and how long ago a password was shown."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

PROOF_LASTS: Final = timedelta(minutes=10)
"""So long after a password or a second factor was shown a signature counts as its owner's."""
MAX_USER_AGENT: Final = 400
MOST_MAJOR: Final = 999
"""Beyond any version of an engine: a number that is typed by nobody's browser."""
NEEDS_PROOF: Final = frozenset(
    {
        "apply_starting_set",
        "approve_indicator",
        "change_role",
        "change_tier_policy",
        "confirm_people",
        "decide_agreement",
        "disable_person",
        "dismiss_case",
        "enable_person",
        "invite_person",
        "pass_recheck",
        "plan_maintenance",
        "set_leave_date",
        "set_observation_rules",
        "set_parent_source",
        "shelve_alert",
        "take_sensor_out_of_service",
        "tune_indicator",
        "withdraw_area_policy",
        "withdraw_leave_date",
    }
)
"""Mutations that sign something, make an alarm come later or not at all, or decide who may do either. A test
compares the names with the schema. Others ask for it with some inputs only: `needs_proof` of their command.
"""
SYSTEMS: Final = (
    ("Android", re.compile(r"Android[^;)]*(?:; ?(?:zh-cn; ?)?(?P<model>[^;)]+?)(?: Build[^;)]*)?)?[;)]")),
    ("iPhone", re.compile(r"iPhone")),
    ("iPad", re.compile(r"iPad")),
    ("HarmonyOS", re.compile(r"HarmonyOS|OpenHarmony")),
    ("Windows", re.compile(r"Windows")),
    ("Mac", re.compile(r"Macintosh")),
    ("Linux", re.compile(r"Linux|X11")),
)
BROWSERS: Final = (
    ("WeChat", re.compile(r"MicroMessenger/")),
    ("DingTalk", re.compile(r"DingTalk/")),
    ("Edge", re.compile(r"Edg(?:A|iOS)?/")),
    ("Huawei Browser", re.compile(r"HuaweiBrowser/")),
    ("MIUI Browser", re.compile(r"MiuiBrowser/")),
    ("Firefox", re.compile(r"Firefox/|FxiOS/")),
    ("Chrome", re.compile(r"Chrome/|CriOS/")),
    ("Safari", re.compile(r"Safari/")),
)
"""In this order: most of them also say the names of those below."""


class Maker(StrEnum):
    """Makers of phones, as far as they decide how messages reach one; a computer is `OTHER`."""

    XIAOMI = "XIAOMI"
    HUAWEI = "HUAWEI"
    OPPO = "OPPO"
    VIVO = "VIVO"
    SAMSUNG = "SAMSUNG"
    APPLE = "APPLE"
    OTHER = "OTHER"


class Engine(StrEnum):
    """Engines that draw the pages of a browser, whatever its name is."""

    CHROMIUM = "CHROMIUM"
    WEBKIT = "WEBKIT"
    GECKO = "GECKO"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class BrowserKind:
    """The kind of browser of a sign-in, coarse: no model, no full version. `major`: of the engine; 0 where
    nobody knows.
    """

    maker: Maker
    engine: Engine
    major: int


class SignInMethod(StrEnum):
    """How somebody signed in."""

    PASSWORD = "PASSWORD"
    SECOND_FACTOR = "SECOND_FACTOR"
    PASSKEY = "PASSKEY"
    INVITATION = "INVITATION"
    PIN = "PIN"

    @property
    def is_proof(self) -> bool:
        """Whether it shows who it is well enough for a signature; a PIN of six digits does not."""
        return self is not SignInMethod.PIN


@dataclass(frozen=True, slots=True)
class SignInEntry:
    """One sign-in on one device that stands. `browser`: None until the app said it."""

    family_id: UUID
    person_id: UUID
    method: SignInMethod
    user_agent: str
    started_at: datetime
    seen_at: datetime
    proven_at: datetime | None
    browser: BrowserKind | None = None


def browser_kind(maker: str, engine: str, major: int) -> BrowserKind | None:
    """Return the kind of browser of these columns; None where the app has not said it."""
    return BrowserKind(Maker(maker), Engine(engine), major) if engine else None


def is_proven(proven_at: datetime | None, *, at: datetime) -> bool:
    """Whether a password or a second factor was shown lately enough."""
    return proven_at is not None and at - proven_at < PROOF_LASTS


def device_name(user_agent: str) -> str:
    """The device and its browser in proper names, which are the same in every language; empty where the
    browser did not say.
    """
    system = _first(SYSTEMS, user_agent)
    model = re.search(SYSTEMS[0][1], user_agent)
    if system == "Android" and model and (found := model.group("model")) and found.strip() not in ("K", "wv"):
        system = found.strip()
    return " · ".join(filter(None, (system, _first(BROWSERS, user_agent))))


def _first(names: Iterable[tuple[str, re.Pattern[str]]], user_agent: str) -> str:
    return next((name for name, pattern in names if pattern.search(user_agent)), "")
