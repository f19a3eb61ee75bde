"""Work in steps: whole, in its order, each of about a tenth of a second, and others write in between."""

import threading
import time
from collections.abc import Sequence

import pytest

from backend.core.database import Database, Transaction
from backend.core.steps import MOST, StepSize, delete_in_steps, in_steps, while_due


def test_a_step_takes_as_much_as_there_is_time_for() -> None:
    size = StepSize()
    assert size.size == MOST // 2
    size.follow(50, 1.0)
    assert size.size == 5
    size.follow(5, 0.01)
    assert size.size == 10, "not all at once: the next ones may be slow again"
    size.follow(10, 30.0)
    assert size.size == 1, "one at least, however long it takes"
    size.follow(0, 5.0)
    assert size.size == 1, "of nothing nothing is learned"


def test_all_is_done_once_in_its_order(database: Database) -> None:
    done: list[int] = []

    in_steps(database, range(250), lambda _tx, step: done.extend(step))

    assert done == list(range(250))


def test_what_is_done_stays_done_where_a_later_step_fails(database: Database) -> None:
    done: list[int] = []

    def command(_tx: Transaction, step: object) -> None:
        if done:
            raise ValueError("it died")
        done.extend(step)  # type: ignore[arg-type]  # a part of the range

    with pytest.raises(ValueError, match="it died"):
        in_steps(database, range(250), command)
    assert done == list(range(MOST // 2))


def test_whoever_waits_writes_between_two_steps(database: Database) -> None:
    begun, events = threading.Event(), list[str]()

    def write() -> None:
        begun.wait()
        database.transact(lambda _tx: events.append("a reading"))

    other = threading.Thread(target=write)
    other.start()

    def slow(_tx: Transaction, _step: object) -> None:
        begun.set()
        events.append("a step")
        time.sleep(0.02)

    in_steps(database, range(20 * MOST), slow)
    other.join()

    assert events.index("a reading") < len(events) - 1


def test_what_is_due_is_taken_until_there_is_no_more(database: Database) -> None:
    due = list(range(230))

    def take(_tx: Transaction, limit: int) -> int:
        taken = due[:limit]
        del due[:limit]
        return len(taken)

    assert while_due(database, take, most=150) == 150
    assert while_due(database, take, most=150) == 80
    assert not due


def test_what_is_to_be_deleted_is_looked_for_while_others_write(database: Database) -> None:
    rows, deleted = list(range(250)), list[int]()

    def find(_session: object) -> list[int]:
        other = threading.Thread(target=lambda: database.transact(lambda _tx: deleted.append(-1)))
        other.start()
        other.join(timeout=10)
        assert not other.is_alive(), "nobody waits for who looks"
        return rows[:200]

    def delete(_tx: Transaction, keys: Sequence[int]) -> int:
        del rows[: len(keys)]
        return len(keys)

    assert delete_in_steps(database, find, delete) == 250
    assert deleted == [-1, -1, -1]


def test_what_may_not_go_any_more_is_not_tried_for_ever(database: Database) -> None:
    assert delete_in_steps(database, lambda _session: [1, 2], lambda _tx, _keys: 0) == 0
