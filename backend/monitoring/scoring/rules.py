"""What screens show of scores."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceScore:
    """How unusual a source is, some seconds old: 1 is the limit from which on it is anomalous."""

    scored_us: int
    score: float
    is_learning: bool
