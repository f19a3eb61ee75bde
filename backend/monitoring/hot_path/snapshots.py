"""Pictures of observations, cleaned and kept before any transaction is open."""

from collections.abc import Callable, Collection
from dataclasses import replace

from backend.core.errors import Refused
from backend.photos.store import PhotoStore, sanitise
from backend.readings.rules import Batch
from backend.sensors.camera_events.observation_rules import Observation, Snapshot
from backend.sensors.quarantine_rules import Rejected, RejectReason


class Snapshots:
    """Cleans and keeps the pictures of observations."""

    def __init__(self, photos: PhotoStore) -> None:
        self._photos = photos

    def kept(self, batch: Batch, without: Callable[[], Collection[str]]) -> Batch:
        """The batch with its pictures kept; what is no use as a picture is rejected. `without`: asks for the
        codes of sites that take no events, whose pictures are dropped. Raises what that raises.
        """
        if not any(seen.picture for seen in batch.observations):
            return batch
        rejected, dropped = list(batch.rejected), without()
        observations = [
            replace(seen, picture=b"")
            if seen.source.partition("/")[0] in dropped
            else self._with_snapshot(seen, rejected)
            for seen in batch.observations
        ]
        return replace(batch, observations=observations, rejected=rejected)

    def _with_snapshot(self, seen: Observation, rejected: list[Rejected]) -> Observation:
        """The observation with its picture kept; one that is no use is noted, and the observation stays."""
        if not seen.picture:
            return seen
        try:
            photo = sanitise(seen.picture)
        except Refused as refused:
            topic, head = f"anhuan/{seen.source}/event"[:200], seen.picture[:64]
            rejected.append(Rejected(topic, head, RejectReason.SNAPSHOT, refused.reason[:300]))
            return replace(seen, picture=b"")
        self._photos.put(photo)
        facts = photo.facts
        return replace(seen, picture=b"", snapshot=Snapshot(facts.sha256, facts.width, facts.height))
