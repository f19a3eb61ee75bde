"""Which filter wants which topic (MQTT 3.1.1 and 5, section 4.7)."""

from backend.connectors.mqtt.embedded.packets import as_text
from backend.connectors.mqtt.frames import Malformed


def checked_topic(topic: bytes) -> None:
    """Raise Malformed unless one may publish under this topic."""
    text = as_text(topic)
    if not text or "+" in text or "#" in text:
        raise Malformed(f"not a topic to publish under: {text[:80]!r}")


def is_filter(text: str) -> bool:
    """Whether one may subscribe to it."""
    levels = text.split("/")
    return bool(text) and all(
        level in {"+", "#"} or not set(level) & {"+", "#"} for level in levels
    ) and "#" not in levels[:-1]  # fmt: skip


def matches(wanted: str, topic: str) -> bool:
    """Whether a filter covers a topic. A leading wildcard does not cover what begins with `$`."""
    if topic.startswith("$") and wanted[:1] in {"+", "#"}:
        return False
    levels, asked = topic.split("/"), wanted.split("/")
    if asked[-1] == "#":
        asked.pop()
        if len(levels) < len(asked):
            return False
        levels = levels[: len(asked)]
    return len(levels) == len(asked) and all(
        want in {"+", level} for want, level in zip(asked, levels, strict=True)
    )
