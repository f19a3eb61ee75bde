"""Names of observations, and the sentence of an alert that one of them raised, in both languages."""

from collections.abc import Mapping
from typing import Any, Final

from backend.core import words
from backend.core.text import Text
from backend.sensors.camera_events.tags_rules import Tag, TagKind

NOTHING: Final = Text("", "")


def words_of(type: str) -> Text:
    """Return the words of a type; one that the product does not know is called as its device calls it."""
    plain = words.plain(type)
    return words.find("cameraEvent.type", type) or Text(plain, plain)


def shown_name(tag: Tag) -> Text:
    """Return what an alert calls the carrier of a tag; of a person whom the product does not know, the badge
    and the role: nobody could have agreed to the name.
    """
    if tag.kind is not TagKind.PERSON or tag.person_id is not None:
        return tag.name
    role = words.find("cameraEvent.role", tag.role) if tag.role else None
    return words.text("cameraEvent.badge", role=role, code=tag.code) if role else Text(tag.code, tag.code)


def sentence(why: Mapping[str, Any]) -> Text:
    """Return the sentence of an alert from its `why`. Raises KeyError for another kind of alert."""
    what, times, sure = words_of(why["raises"]), why["times"], round(why["confidence"] * 100)
    area, named, who = why.get("area_name") or {}, why.get("subject_name") or {}, why["subject"]
    place = Text(area.get("zh", ""), area.get("en", ""))
    subject = Text(named.get("zh") or who, named.get("en") or who)
    return words.text(
        "cameraEvent.sentence",
        place=words.text("cameraEvent.place", area=place) if area else NOTHING,
        what=what,
        who=words.text("cameraEvent.who", subject=subject) if who else NOTHING,
        sure=sure,
        often=words.text("cameraEvent.often", n=times) if times > 1 else NOTHING,
    )
