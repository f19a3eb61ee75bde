"""Events that name a person say who it was only where that person agrees; they raise the same alerts."""

from dataclasses import replace
from uuid import UUID

from backend.core.audit import Audit
from backend.core.database import Transaction
from backend.monitoring.observation_place_commands import Place
from backend.people.privacy.consents_store import Consents
from backend.people.privacy.named_store import NamedPeople
from backend.people.privacy.rules import Purpose
from backend.sensors.camera_events.observation_rules import Observation
from backend.sensors.camera_events.store import Tags
from backend.sensors.camera_events.tags_rules import TagKind


def without_name(tx: Transaction, place: Place, seen: Observation) -> Observation:
    """The observation as it is kept and shown: whoever does not agree is not in it. The rules judge the one
    that came in.
    """
    if not seen.subject:
        return seen
    if seen.subject not in place.tags:
        place.tags[seen.subject] = tx.get(Tags).get(place.site.site_id, seen.subject)
    person_id = _person(tx, place, seen.subject)
    if person_id is None or tx.get(Consents).has(person_id, place.site.site_id, Purpose.RECOGNITION):
        return seen
    if seen.key.startswith("id/"):
        return replace(seen, subject="")
    # The same sent twice has the same key; from the key alone nobody learns the name.
    key = tx.get(Audit).keys.current.seal(f"observation {seen.key}")
    return replace(seen, subject="", key=key)


def _person(tx: Transaction, place: Place, subject: str) -> UUID | None:
    """Return the person of this tag, or called so; None for a thing, and for a tag of no one person."""
    tag = place.tags[subject]
    if tag is not None:
        return tag.person_id if tag.kind is TagKind.PERSON else None
    return tx.get(NamedPeople).find(place.site.site_id, subject)
