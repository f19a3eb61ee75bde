"""A mark for each site, renewed with each change there."""

import threading
from collections.abc import Collection, Mapping
from types import MappingProxyType
from uuid import UUID

from backend.core.data_version import EVERYWHERE

NOWHERE: Mapping[UUID, object] = MappingProxyType({})


class SiteMarks:
    """Marks of sites: another one than the mark kept shows that something changed there.

    They may be renewed from any thread; `now` is never changed, so whoever holds it may compare it later."""

    def __init__(self) -> None:
        self.now: Mapping[UUID, object] = NOWHERE
        self._renewing = threading.Lock()

    def renew(self, site_ids: Collection[UUID]) -> None:
        """Give these sites another mark; all of them, if `EVERYWHERE` is among them."""
        with self._renewing:
            kept = NOWHERE if EVERYWHERE in site_ids else self.now
            self.now = {**kept, **{site_id: object() for site_id in site_ids}}
