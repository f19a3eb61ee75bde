"""The key that seals the audit rows of tests, in this process and, by the environment, in those it starts."""

import os
from typing import Final

from backend.core.audit_keys import AuditKeys, parse
from backend.core.keys import new_key

TEXT: Final = os.environ.get("ANHUAN_AUDIT_KEY") or new_key()
RING: Final = parse(TEXT)
ENVIRONMENT: Final = {"ANHUAN_AUDIT_KEY": TEXT}


def AUDIT_KEYS() -> AuditKeys:
    """The ring of the tests."""
    return RING
