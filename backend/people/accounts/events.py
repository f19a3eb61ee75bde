"""Events of accounts, as the audit log keeps them; the commands name the people to notify."""

from typing import Final

from backend.core.events import EventKind

PERSON_INVITED: Final = EventKind("PERSON_INVITED")
ACCOUNT_RESET: Final = EventKind("ACCOUNT_RESET")
"""A new invitation that another person made for an account: its password, devices and second factor ended."""
INVITATION_ACCEPTED: Final = EventKind("INVITATION_ACCEPTED")
PASSWORD_CHANGED: Final = EventKind("PASSWORD_CHANGED")
SECOND_FACTOR_ADDED: Final = EventKind("SECOND_FACTOR_ADDED")
SECOND_FACTOR_REMOVED: Final = EventKind("SECOND_FACTOR_REMOVED")
PASSKEY_ADDED: Final = EventKind("PASSKEY_ADDED")
PASSKEY_REMOVED: Final = EventKind("PASSKEY_REMOVED")
PASSKEY_COPIED: Final = EventKind("PASSKEY_COPIED")
"""A passkey counted less far than before: somebody has a copy of it. It was refused."""
RECOVERY_CODES_MADE: Final = EventKind("RECOVERY_CODES_MADE")
RECOVERY_CODE_USED: Final = EventKind("RECOVERY_CODE_USED")
SIGN_IN_ENDED: Final = EventKind("SIGN_IN_ENDED")
PERSON_DISABLED: Final = EventKind("PERSON_DISABLED", is_of_site=True)
"""About the person and, where there is one, their `successor`; nouns hand over what is open."""
PERSON_ENABLED: Final = EventKind("PERSON_ENABLED", is_of_site=True)
PIN_SET: Final = EventKind("PIN_SET")
"""From now on six digits open the account on one device: its owner is notified, it may not have been them."""
PIN_ENDED: Final = EventKind("PIN_ENDED")
"""Five wrong PINs on a shared device: the password is asked for again."""
LEAVE_DATE_SET: Final = EventKind("LEAVE_DATE_SET", is_of_site=True)
"""About the person and the `successor` who takes over on that day; the note is the day."""
LEAVE_DATE_WITHDRAWN: Final = EventKind("LEAVE_DATE_WITHDRAWN", is_of_site=True)
OPEN_WORK_TO_OFFICER: Final = EventKind("OPEN_WORK_TO_OFFICER")
"""Open work went to an officer because the successor is gone: about the person who left and that officer
(`successor`).
"""
LEAVER_DATA_FORGOTTEN: Final = EventKind("LEAVER_DATA_FORGOTTEN")
"""Data of somebody who left was deleted as their sites say; the note counts it by kind."""
LEAVE_POSTPONED: Final = EventKind("LEAVE_POSTPONED")
"""The day has come, and the account cannot be disabled; the note is the code of the refusal."""
