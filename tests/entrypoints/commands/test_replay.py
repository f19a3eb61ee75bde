"""Replaying a file: what is read from it, when it is sent, and under which time."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.entrypoints.cli_commands.publishing import batched
from backend.readings.series.files import Malformed, Sample, Survey, read_series, rebase_by

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
T0 = datetime(2020, 2, 8, 17, 47, 44, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def samples(count: int, *, every: timedelta = SECOND, sensor: str = "acc1") -> list[Sample | Malformed]:
    return [Sample(T0 + n * every, sensor, float(n)) for n in range(count)]


def test_a_heading_and_labels_are_no_readings():
    lines = ["timestamp,sensor,value,label\n", "2020-02-08 17:47:44,acc1,0.235,0\n", "\n"]

    assert list(read_series(lines)) == [Sample(T0, "acc1", 0.235)]


def test_a_file_without_a_heading_and_with_a_byte_order_mark_is_read_too():
    assert list(read_series(["\ufeff2020-02-08T17:47:44,x,1"])) == [Sample(T0, "x", 1.0)]


def test_a_time_with_a_zone_keeps_its_moment():
    [sample] = read_series(["2020-02-09T01:47:44+08:00,x,1"])

    assert isinstance(sample, Sample)
    assert sample.at == T0


def test_an_empty_value_is_a_missing_reading_and_no_fault():
    survey = Survey.of(read_series(["2020-02-08 17:47:44,x,", "2020-02-08 17:47:45,x,2"]))

    assert (survey.empty, survey.readings, survey.malformed) == (1, 1, [])


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("2020-02-08 17:47:44,x", "2 fields"),
        ("yesterday,x,1", "Invalid isoformat"),
        ("2020-02-08 17:47:44,x,much", "could not convert"),
        ("2020-02-08 17:47:44,x,nan", "not a number"),
        ("2020-02-08 17:47:44,x,inf", "not a number"),
        ("2020-02-08 17:47:44,,1", "topic"),
        ("2020-02-08 17:47:44,a/b,1", "topic"),
        ("2020-02-08 17:47:44,#,1", "topic"),
    ],
)
def test_a_malformed_line_is_reported_with_its_number_and_the_rest_goes_on(line, why):
    good = "2020-02-08 17:47:44,x,1"

    found = list(read_series(["timestamp,sensor,value", good, line, good]))

    assert [type(item) for item in found] == [Sample, Malformed, Sample]
    assert isinstance(found[1], Malformed)
    assert found[1].line == 3
    assert why in found[1].why


def test_a_stray_quote_spoils_one_line_at_most():
    found = list(read_series(['2020-02-08 17:47:44,x,"1', "2020-02-08 17:47:45,x,2"]))

    assert found == [Sample(T0, "x", 1.0), Sample(T0 + SECOND, "x", 2.0)]


@pytest.mark.parametrize("speed", [0, 0.5, 1, 7, 1000])
def test_no_rebased_reading_is_from_the_future_when_it_is_sent(speed):
    survey = Survey.of(samples(600))

    shift = rebase_by(survey, speed=speed, now=NOW)

    for due_s, batch in batched(samples(600), first_at=T0, speed=speed):
        sent_at = NOW + timedelta(seconds=due_s)
        assert max(at for at, _, _ in batch) + shift <= sent_at + timedelta(milliseconds=1)


@pytest.mark.parametrize("speed", [0, 1, 7])
def test_the_last_rebased_reading_is_of_the_moment_in_which_it_is_sent(speed):
    survey = Survey.of(samples(600))
    ends_at = NOW + (survey.lasts / speed if speed else timedelta(0))

    shift = rebase_by(survey, speed=speed, now=NOW)

    assert abs(survey.last_at + shift - ends_at) < timedelta(milliseconds=1)


def test_a_replay_at_its_own_pace_sends_each_second_what_belongs_to_it():
    rows = [row for n in range(3) for row in samples(3)[n : n + 1] * 8]

    messages = list(batched(rows, first_at=T0, speed=1))

    assert [due_s for due_s, _ in messages] == [0, 1, 2]
    assert [len(batch) for _, batch in messages] == [8, 8, 8]


def test_ten_times_faster_is_a_tenth_of_the_time():
    *_, (due_s, _) = batched(samples(101), first_at=T0, speed=10)

    assert due_s == pytest.approx(10)


def test_as_fast_as_possible_fills_the_messages():
    messages = list(batched(samples(450), first_at=T0, speed=0))

    assert [(due_s, len(batch)) for due_s, batch in messages] == [(0, 200), (0, 200), (0, 50)]


def test_a_file_that_goes_back_in_time_is_sent_in_its_own_order():
    rows = [Sample(T0 + 5 * SECOND, "x", 1.0), Sample(T0, "x", 2.0), Sample(T0 + 6 * SECOND, "x", 3.0)]

    messages = list(batched(rows, first_at=T0, speed=1))

    assert [value for _, batch in messages for _, _, value in batch] == [1.0, 2.0, 3.0]
    assert [due_s for due_s, _ in messages] == sorted(due_s for due_s, _ in messages)


def test_the_warm_up_is_the_first_fifteen_percent_but_at_most_400():
    assert len(Survey.of(samples(1000)).warm_up("acc1")) == 150
    assert len(Survey.of(samples(4000)).warm_up("acc1")) == 400
    assert len(Survey.of(samples(12)).warm_up("acc1")) == 12
