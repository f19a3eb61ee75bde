"""Events of notices and consents about people's data, as the audit log keeps them."""

from typing import Final

from backend.core.events import EventKind

NOTICE_PUBLISHED: Final = EventKind("NOTICE_PUBLISHED", is_of_site=True)
CONSENT_GIVEN: Final = EventKind("CONSENT_GIVEN")
CONSENT_REFUSED: Final = EventKind("CONSENT_REFUSED")
CONSENT_WITHDRAWN: Final = EventKind("CONSENT_WITHDRAWN")
"""The note is the purpose; nouns above delete what they keep of it and may delete."""
