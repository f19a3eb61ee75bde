"""Evaluation where rules may raise: a source whose rules do is set aside, and every other one is judged."""

from collections.abc import Mapping, Sequence

from backend.detection.limits.evaluator import evaluate
from backend.detection.limits.server_clock import ServerClock
from backend.detection.limits.sources import Evaluation, Source
from backend.readings.rules import Reading


def evaluate_apart(
    sources: Mapping[str, Source], readings: Sequence[Reading], *, now_us: int, clock: ServerClock
) -> Evaluation:
    """`evaluate`, but no source's rules keep readings from being stored, or others from being judged.

    `failed` of the answer names the sources whose rules raised: all their readings of the batch are kept, and
    none is judged. From then on they are set aside. Raises what is no fault of one source.
    """
    try:
        return evaluate(sources, readings, now_us=now_us, clock=clock)
    except Exception:
        failed = _failures(sources, readings, now_us=now_us, clock=clock)
    aside = {key: sources[key].fork() for key in failed}
    for source in aside.values():
        source.set_aside()
    found = evaluate({**sources, **aside}, readings, now_us=now_us, clock=clock)
    found.touched = {**aside, **found.touched}
    found.failed = failed
    return found


def _failures(
    sources: Mapping[str, Source], readings: Sequence[Reading], *, now_us: int, clock: ServerClock
) -> dict[str, Exception]:
    """The errors of the sources whose rules raise, by key."""
    by_key: dict[str, list[Reading]] = {}
    for reading in readings:
        if reading[0] in sources:
            by_key.setdefault(reading[0], []).append(reading)
    failed = {}
    for key, theirs in by_key.items():
        try:
            evaluate({key: sources[key]}, theirs, now_us=now_us, clock=clock)
        except Exception as error:
            failed[key] = error
    return failed
