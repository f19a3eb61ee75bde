"""Observations of camera boxes, RFID gates and locators, as the cause of an alert."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from backend.core.graphql.text import TextNode
from backend.core.text import Text
from backend.core.time import moment
from backend.sensors.camera_events.words_rules import sentence, words_of


@strawberry.type(name="Snapshot", description="A picture of a source; open it at /photos/{sha256}.")
class SnapshotNode:
    sha256: str
    width: int
    height: int


@strawberry.type(name="Observed", description="`confidence` from 0 to 1; `times`: how often while it held.")
class ObservedNode:
    type: str
    name: TextNode
    sentence: TextNode
    confidence: float
    subject: str
    times: int
    seen_at: datetime
    snapshot: SnapshotNode | None

    @classmethod
    def of(cls, why: Mapping[str, Any]) -> "ObservedNode | None":
        """None where the alert kept something else."""
        if "raises" not in why:
            return None
        name: Text = words_of(why["raises"])
        return cls(
            type=why["type"],
            name=TextNode.of(name),
            sentence=TextNode.of(sentence(why)),
            confidence=why["confidence"],
            subject=why["subject"],
            times=why["times"],
            seen_at=moment(why["seen_us"]),
            snapshot=SnapshotNode(**why["snapshot"]) if "snapshot" in why else None,
        )
