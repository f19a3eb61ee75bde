"""What was written comes back, whatever the end of the file looks like after a crash."""

import errno
import os
from pathlib import Path

import pytest

from backend.connectors.mqtt.embedded.message_log import MessageLog

Message = tuple[bytes, bytes]


def messages(first: int, last: int) -> list[Message]:
    return [(f"anhuan/demo/S-{n}/reading".encode(), b"%d" % n * (n % 40)) for n in range(first, last)]


def read_all(log: MessageLog, position: int) -> list[Message]:
    found: list[Message] = []
    while position < log.end:
        entries, position = log.read(position)
        found += [(topic, payload) for _, topic, payload in entries]
    return found


def test_messages_come_back_over_many_files_and_a_restart(tmp_path: Path) -> None:
    log = MessageLog(tmp_path, segment_bytes=5_000)
    for first in range(0, 1000, 10):
        log.append(messages(first, first + 10))
    log.close()

    again = MessageLog(tmp_path, segment_bytes=5_000)

    assert len(list(tmp_path.iterdir())) > 5
    assert read_all(again, 0) == messages(0, 1000)
    assert again.append([(b"t", b"last")])[0][0] == again.end
    assert read_all(again, 0)[-1] == (b"t", b"last")


def test_a_message_larger_than_what_is_read_at_once_comes_back(tmp_path: Path) -> None:
    log = MessageLog(tmp_path)
    log.append([(b"t", b"x" * 1_000_000), (b"t", b"after")])

    assert [len(payload) for _, payload in read_all(log, 0)] == [1_000_000, 5]


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_what_a_power_cut_left_half_written_is_cut_off(tmp_path: Path, cut: int) -> None:
    log = MessageLog(tmp_path)
    whole = log.append(messages(0, 20))[-1][0]
    log.append([(b"anhuan/demo/S-1/reading", b"0123456789" * 3)])
    log.close()
    [file] = tmp_path.iterdir()
    os.truncate(file, file.stat().st_size - cut)

    again = MessageLog(tmp_path)

    assert again.end == whole
    again.append([(b"t", b"next")])
    assert read_all(again, 0) == [*messages(0, 20), (b"t", b"next")]


def test_bytes_that_the_disk_changed_are_never_taken_for_a_message(tmp_path: Path) -> None:
    log = MessageLog(tmp_path)
    ends = [end for end, _, _ in log.append(messages(10, 20))]
    log.close()
    [file] = tmp_path.iterdir()
    data = bytearray(file.read_bytes())
    data[ends[4] + 15] ^= 1
    file.write_bytes(data)

    assert read_all(MessageLog(tmp_path), 0) == messages(10, 15)


def test_positions_go_on_when_a_power_cut_took_back_what_was_given_out(tmp_path: Path) -> None:
    log = MessageLog(tmp_path, not_before=1000)
    log.append(messages(0, 3))
    end = log.end
    log.close()

    again = MessageLog(tmp_path, not_before=end + 500)
    again.append([(b"t", b"next")])

    assert read_all(again, end + 500) == [(b"t", b"next")]


def test_files_go_once_nobody_needs_them(tmp_path: Path) -> None:
    log = MessageLog(tmp_path, segment_bytes=1_000)
    for first in range(0, 200, 10):
        log.append(messages(first, first + 10))
    middle = log.append(messages(200, 210))[-1][0]
    log.append(messages(210, 220))

    log.trim(middle)

    assert log.start <= middle
    assert log.size < 3_000
    assert read_all(log, middle) == messages(210, 220)


def test_of_a_burst_that_the_disk_does_not_take_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = MessageLog(tmp_path)
    log.append(messages(0, 5))
    real_write = os.write

    def full(file: int, data: memoryview) -> int:
        if len(data) < 60:
            raise OSError(errno.ENOSPC, "no space left on device")
        return real_write(file, data[:60])

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="no space"):
        log.append(messages(5, 10))
    monkeypatch.undo()
    log.append(messages(20, 25))

    assert read_all(log, 0) == [*messages(0, 5), *messages(20, 25)]
