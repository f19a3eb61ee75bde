"""The catalogue of refusals. The SDL publishes it as `ErrorCode`; the client words it by code."""

import math
from datetime import timedelta
from enum import StrEnum


class ErrorCode(StrEnum):
    """Every reason for which a command or a request is refused."""

    CONFLICT = "CONFLICT"
    ILLEGAL_TRANSITION = "ILLEGAL_TRANSITION"
    SAME_PERSON = "SAME_PERSON"
    SECOND_PERSON_REQUIRED = "SECOND_PERSON_REQUIRED"
    LIMITS_CHANGED = "LIMITS_CHANGED"
    NOT_ALLOWED = "NOT_ALLOWED"
    NOT_FOUND = "NOT_FOUND"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    SESSION_REVOKED = "SESSION_REVOKED"
    TOO_MANY_ATTEMPTS = "TOO_MANY_ATTEMPTS"
    WRONG_CREDENTIALS = "WRONG_CREDENTIALS"
    INVALID_INPUT = "INVALID_INPUT"
    EVIDENCE_REQUIRED = "EVIDENCE_REQUIRED"
    SIGNATURE_REQUIRED = "SIGNATURE_REQUIRED"
    REASON_REQUIRED = "REASON_REQUIRED"
    REASON_TOO_SHORT = "REASON_TOO_SHORT"
    REASON_REPEATED = "REASON_REPEATED"
    CLAUSE_REQUIRED = "CLAUSE_REQUIRED"
    CONTENT_CHANGED = "CONTENT_CHANGED"
    SOURCE_NOT_NORMAL = "SOURCE_NOT_NORMAL"
    TASKS_OPEN = "TASKS_OPEN"
    RED_NEEDS_CONFIRMATION = "RED_NEEDS_CONFIRMATION"
    RED_TOO_SLOW = "RED_TOO_SLOW"
    LADDER_INVALID = "LADDER_INVALID"
    CASE_ARCHIVED = "CASE_ARCHIVED"
    ALREADY_ACKNOWLEDGED = "ALREADY_ACKNOWLEDGED"
    ACKNOWLEDGE_ONE_BY_ONE = "ACKNOWLEDGE_ONE_BY_ONE"
    ALREADY_TRIAGED = "ALREADY_TRIAGED"
    PHOTO_NOT_AN_IMAGE = "PHOTO_NOT_AN_IMAGE"
    PHOTO_TRUNCATED = "PHOTO_TRUNCATED"
    PHOTO_TOO_LARGE = "PHOTO_TOO_LARGE"
    PHOTO_TOO_MANY_PIXELS = "PHOTO_TOO_MANY_PIXELS"
    PHOTO_HASH_MISMATCH = "PHOTO_HASH_MISMATCH"
    PHOTO_MISSING = "PHOTO_MISSING"
    ROOT_CAUSE_REQUIRED = "ROOT_CAUSE_REQUIRED"
    ORIGINAL_REQUIRED = "ORIGINAL_REQUIRED"
    TOO_LATE = "TOO_LATE"
    ALREADY_THANKED = "ALREADY_THANKED"
    ALREADY_OBJECTED = "ALREADY_OBJECTED"
    ALREADY_REOPENED = "ALREADY_REOPENED"
    ANONYMOUS_NOT_ALLOWED = "ANONYMOUS_NOT_ALLOWED"
    VOICE_NOT_AUDIO = "VOICE_NOT_AUDIO"
    VOICE_TOO_LARGE = "VOICE_TOO_LARGE"
    VOICE_HASH_MISMATCH = "VOICE_HASH_MISMATCH"
    VOICE_MISSING = "VOICE_MISSING"
    REMEDIATION_PLAN_REQUIRED = "REMEDIATION_PLAN_REQUIRED"
    FLAGS_NOT_SEEN = "FLAGS_NOT_SEEN"
    NAME_TAKEN = "NAME_TAKEN"
    CODE_TAKEN = "CODE_TAKEN"
    CODE_INVALID = "CODE_INVALID"
    PARENT_CYCLE = "PARENT_CYCLE"
    AREA_IN_USE = "AREA_IN_USE"
    AREA_CLOSED = "AREA_CLOSED"
    PLAN_IN_USE = "PLAN_IN_USE"
    PLAN_UNREADABLE = "PLAN_UNREADABLE"
    POLYGON_INVALID = "POLYGON_INVALID"
    POLYGON_OUTSIDE = "POLYGON_OUTSIDE"
    POLYGON_CROSSED = "POLYGON_CROSSED"
    ACCEPTANCE_REQUIRED = "ACCEPTANCE_REQUIRED"
    INSPECTION_OVERDUE = "INSPECTION_OVERDUE"
    UNIT_IN_USE = "UNIT_IN_USE"
    TOO_MANY_VIEWS = "TOO_MANY_VIEWS"
    DEADLINE_PASSED = "DEADLINE_PASSED"
    DEADLINE_BEYOND_POLICY = "DEADLINE_BEYOND_POLICY"
    NOT_OF_DEPARTMENT = "NOT_OF_DEPARTMENT"
    NAME_INVALID = "NAME_INVALID"
    USERNAME_INVALID = "USERNAME_INVALID"
    USERNAME_TAKEN = "USERNAME_TAKEN"
    PHONE_INVALID = "PHONE_INVALID"
    EMAIL_INVALID = "EMAIL_INVALID"
    DEPARTMENT_CYCLE = "DEPARTMENT_CYCLE"
    DEPARTMENT_TOO_DEEP = "DEPARTMENT_TOO_DEEP"
    DEPARTMENT_HAS_PEOPLE = "DEPARTMENT_HAS_PEOPLE"
    DEPARTMENT_HAS_PARTS = "DEPARTMENT_HAS_PARTS"
    DEPARTMENT_HAS_TASKS = "DEPARTMENT_HAS_TASKS"
    DEPARTMENT_HAS_SOURCES = "DEPARTMENT_HAS_SOURCES"
    DEPARTMENT_REQUIRED = "DEPARTMENT_REQUIRED"
    POST_IN_USE = "POST_IN_USE"
    OWN_ROLE = "OWN_ROLE"
    LAST_ADMINISTRATOR = "LAST_ADMINISTRATOR"
    CLOSED = "CLOSED"
    EXTENSION_LIMIT = "EXTENSION_LIMIT"
    QUERY_TOO_DEEP = "QUERY_TOO_DEEP"
    QUERY_TOO_COMPLEX = "QUERY_TOO_COMPLEX"
    PASSWORD_TOO_SHORT = "PASSWORD_TOO_SHORT"
    PASSWORD_TOO_LONG = "PASSWORD_TOO_LONG"
    PASSWORD_TOO_COMMON = "PASSWORD_TOO_COMMON"
    PASSWORD_HOLDS_NAME = "PASSWORD_HOLDS_NAME"
    INVITATION_ENDED = "INVITATION_ENDED"
    SETUP_CLOSED = "SETUP_CLOSED"
    ACCOUNT_DISABLED = "ACCOUNT_DISABLED"
    RESET_LATELY = "RESET_LATELY"
    HAND_OVER_NEEDED = "HAND_OVER_NEEDED"
    WRONG_CODE = "WRONG_CODE"
    WRONG_PIN = "WRONG_PIN"
    PIN_ENDED = "PIN_ENDED"
    PIN_TOO_SIMPLE = "PIN_TOO_SIMPLE"
    STEP_UP_NEEDED = "STEP_UP_NEEDED"
    OPERATION_UNKNOWN = "OPERATION_UNKNOWN"
    UNAVAILABLE = "UNAVAILABLE"
    """The store cannot be reached or has no room: the same later, nothing was done."""
    INTERNAL = "INTERNAL"


class Refused(Exception):
    """A rule said no. `code` is for the client, `reason` (English) for the log. `retry_after_s`: when to try
    again, where that is known.
    """

    def __init__(self, code: ErrorCode, reason: str, retry_after_s: int | None = None) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.retry_after_s = retry_after_s

    def __reduce__(self) -> tuple[type["Refused"], tuple[ErrorCode, str, int | None]]:
        """Pickled with all arguments: a refusal must survive the way back from a worker process."""
        return (type(self), (self.code, self.reason, self.retry_after_s))


def too_many(reason: str, wait: timedelta) -> Refused:
    """Make the refusal of one more than there is room for, with the whole seconds to wait, at least one."""
    return Refused(ErrorCode.TOO_MANY_ATTEMPTS, reason, max(1, math.ceil(wait.total_seconds())))


class Unavailable(Exception):
    """The store cannot be reached or has no room. Nothing was kept; try again later."""


class UnknownSchema(Exception):
    """The data were written by a version whose tables this one does not know; nothing was changed."""


class Unfit(Exception):
    """A production site must not run like this; the text says why and what to do."""
