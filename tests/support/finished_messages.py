"""Messages as a plant has them that has run for long: nearly all are finished, put in by SQL."""

from typing import Final

from backend.core.database import Database

EACH: Final = 4
"""Messages of an event."""
ABOUT_ONE: Final = 20
"""Messages about the same object."""
DAYS: Final = 90
"""So long they are kept."""
COPIED: Final = "site_id, channel, event_kind, about, expires_at, attempts"
"""Columns of which a message has what one has that is there."""
EVENTS: Final = """
INSERT INTO outbox (id, site_id, at, event, done_at)
SELECT 100 + i, site_id, {ago}, event, {ago}
FROM {numbers}, (SELECT * FROM outbox WHERE done_at IS NOT NULL LIMIT 1) known
"""
MESSAGES: Final = """
INSERT INTO deliveries (
    id, outbox_id, address, person_id, state, grouped, step, created_at, group_due_at, quiet_until, {copied}
)
SELECT {id}, 101 + i / {each}, '{name} ' || i, p.id, {state}, 0, 0, {ago}, {until}, {until}, {copied}
FROM {numbers} JOIN (SELECT id, row_number() OVER () AS number, count(*) OVER () AS people FROM people) p
    ON p.number = i - i / p.people * p.people + 1,
    (SELECT {copied} FROM deliveries LIMIT 1) known
"""
SUBJECTS: Final = "INSERT INTO delivery_refs SELECT {id}, {object} FROM {numbers}"


def leave_finished(database: Database, count: int) -> None:
    """Leave so many messages with nothing left to do, the oldest of them DAYS old; one message must be there,
    with its event planned.
    """
    if not count:
        return
    every_s = DAYS * 86_400 / count
    state = "CASE WHEN i - i / 10 * 10 > 0 THEN 'accepted' ELSE 'expired' END"
    events = EVENTS.format(
        ago=_ago(database, f"({count} - i * {EACH}) * {every_s}"),
        numbers=_numbers(database, count // EACH + 1),
    )
    _run(
        database,
        events,
        _messages(database, count, "phone", state, ago=f"({count} - i) * {every_s}", until="NULL"),
        SUBJECTS.format(
            id=_id(database, "i"), object=_id(database, f"i / {ABOUT_ONE}"), numbers=_numbers(database, count)
        ),
    )


def leave_quiet(database: Database, count: int, *, hours: int = 8) -> None:
    """Let so many messages wait for the end of quiet hours; after `leave_finished`, of whose events they are,
    a quarter at most.
    """
    until = _ago(database, f"-{hours * 3600}")
    _run(database, _messages(database, count, "quiet", "'grouped'", ago="0", until=until, first=10**8))


def _messages(
    database: Database, count: int, name: str, state: str, *, ago: str, until: str, first: int = 0
) -> str:
    return MESSAGES.format(
        id=_id(database, f"{first} + i"),
        each=EACH,
        name=name,
        state=state,
        ago=_ago(database, ago),
        until=f"CAST({until} AS timestamptz)" if database.is_postgres else until,
        copied=COPIED,
        numbers=_numbers(database, count),
    )


def _run(database: Database, *statements: str) -> None:
    with database.engine.begin() as connection:
        for each in statements:
            connection.exec_driver_sql(each)


def _numbers(database: Database, count: int) -> str:
    """The numbers from 1 on, as a table `n` with the column `i`."""
    if database.is_postgres:
        return f"generate_series(1, {count}) AS n(i)"
    every = f"SELECT 1 AS i UNION ALL SELECT i + 1 FROM every WHERE i < {count}"
    return f"(WITH RECURSIVE every AS ({every}) SELECT i FROM every) n"


def _id(database: Database, number: str) -> str:
    """An id of this number, of which nothing else has the same."""
    return (
        f"CAST(md5(CAST({number} AS text)) AS uuid)" if database.is_postgres else f"printf('%032x', {number})"
    )


def _ago(database: Database, seconds: str) -> str:
    if database.is_postgres:
        return f"now() - ({seconds}) * interval '1 second'"
    return f"strftime('%Y-%m-%d %H:%M:%f000', 'now', -({seconds}) || ' seconds')"
