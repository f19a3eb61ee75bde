"""What a detector says: a condition of a source begins or ends with this reading, and the numbers why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from backend.core.vocabulary import AlertCondition, Tier


@dataclass(frozen=True, slots=True)
class Flip:
    """`tier` None: it holds no longer. `why`: what the sentence of the alert needs, as JSON values."""

    sensor_id: int
    condition: AlertCondition
    tier: Tier | None
    sampled_us: int
    value: float | None
    limit: float | None = None
    why: Mapping[str, Any] = field(default_factory=dict)
