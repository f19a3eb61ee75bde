"""A message that cannot be stored stops nobody; a store that is away loses nothing."""

import pytest

from backend.connectors.pipeline import Pipeline
from backend.core.errors import Unavailable
from backend.detection.limits.sources import Evaluation
from backend.monitoring.intake_commands import Taken
from backend.readings.rules import Batch


class Store:
    """Keeps values; refuses some; can be broken altogether."""

    def __init__(self, *, poison: tuple[float, ...] = (), is_broken: bool = False) -> None:
        self.poison, self.is_broken = poison, is_broken
        self.values: list[float] = []
        self.rejected: list[str] = []
        self.calls = 0

    def __call__(self, batch: Batch) -> Taken:
        self.calls += 1
        values = [value for _, _, value, _ in batch.readings]
        if self.is_broken or set(values) & set(self.poison):
            raise ValueError("cannot be stored")
        self.values += values
        self.rejected += [each.reason.value for each in batch.rejected]
        return Taken(None, Evaluation(), len(batch.rejected), None, None)  # type: ignore[arg-type]


def messages(n: int) -> list[tuple[bytes, bytes]]:
    return [(b"anhuan/demo/a/reading", b'{"ts":1790000000000,"v":%d}' % i) for i in range(n)]


def test_a_burst_is_one_batch() -> None:
    store = Store()

    Pipeline(store).take(messages(100))

    assert (store.calls, len(store.values)) == (1, 100)


def test_a_poison_message_is_found_by_halving_and_the_others_are_kept_in_order() -> None:
    store = Store(poison=(13.0, 77.0))

    Pipeline(store).take(messages(100))

    assert store.values == [float(i) for i in range(100) if i not in {13, 77}]
    assert store.rejected == ["POISON", "POISON"]
    assert store.calls < 40


def test_a_store_that_takes_nothing_at_all_is_away_and_no_message_is_to_blame() -> None:
    with pytest.raises(Unavailable):
        Pipeline(Store(is_broken=True)).take(messages(3))


def test_a_message_that_is_too_large_is_put_aside_with_its_head() -> None:
    store = Store()

    Pipeline(store).take([], [(b"anhuan/demo/a/reading", b"[")])

    assert store.rejected == ["TOO_LARGE"]
