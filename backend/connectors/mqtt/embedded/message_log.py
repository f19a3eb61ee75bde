"""Messages on disk, in the order of their arrival, at positions that only grow.

A position is a number of bytes since the first message ever. The log is a row of files, each named after the
position at which it begins; whole files go once nobody needs them. Written is safe from the death of the
process, `sync` from that of the machine. What a power cut left half written is cut off at the next start: it
was not acknowledged to anybody.
"""

import logging
import os
import struct
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from zlib import crc32

from backend.core.files import sync_folder

SEGMENT_BYTES: Final = 16 * 1024 * 1024
CHUNK_BYTES: Final = 256 * 1024
_HEAD: Final = struct.Struct(">IIH")
"""Length of topic and payload together, their checksum, length of the topic."""

Entry = tuple[int, bytes, bytes]
"""(position after it, topic, payload)"""

log = logging.getLogger(__name__)


class MessageLog:
    """For one thread, but for what `sync` is given. Raises OSError when the disk does not take any more."""

    def __init__(self, folder: Path, *, not_before: int = 0, segment_bytes: int = SEGMENT_BYTES) -> None:
        """Open what is there. `not_before`: a position once given out; a power cut may have taken it back."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder, self._segment_bytes = folder, segment_bytes
        self._starts = sorted(int(path.stem) for path in folder.glob("*.log")) or [not_before]
        self._file = self._open(self._starts[-1])
        self.end = self._starts[-1] + self._cut_off_torn()
        if self.end < not_before:
            self._begin(not_before)

    @property
    def start(self) -> int:
        """The position of the oldest message that is there."""
        return self._starts[0]

    @property
    def size(self) -> int:
        return self.end - self.start

    def append(self, messages: Sequence[tuple[bytes, bytes]]) -> list[Entry]:
        """Write (topic, payload) pairs; all of them or, with OSError, none."""
        parts: list[bytes] = []
        entries: list[Entry] = []
        at = self.end
        for topic, payload in messages:
            body = topic + payload
            parts += (_HEAD.pack(len(body), crc32(body), len(topic)), body)
            at += _HEAD.size + len(body)
            entries.append((at, topic, payload))
        self._write(b"".join(parts))
        self.end = at
        if at - self._starts[-1] >= self._segment_bytes:
            os.fdatasync(self._file)
            self._begin(at)
        return entries

    def read(self, position: int) -> tuple[list[Entry], int]:
        """The next messages from there, and the position after them; ([], end) at the end."""
        number = bisect_right(self._starts, position) - 1
        if number < 0:
            return [], self.start
        until = self._starts[number + 1] if number + 1 < len(self._starts) else self.end
        data = self._chunk(self._starts[number], position, until)
        entries: list[Entry] = []
        at, here = position, 0
        while (found := _record(data, here)) is not None:
            topic, payload, here = found
            at = position + here
            entries.append((at, topic, payload))
        if not entries and at < until:
            log.error("messages at %d to %d cannot be read and are lost", at, until)
            at = until
        return entries, at

    def trim(self, position: int) -> None:
        """Remove the files of which nobody needs anything after this position any more."""
        while len(self._starts) > 1 and self._starts[1] <= position:
            self._path(self._starts.pop(0)).unlink(missing_ok=True)

    def handle(self) -> int:
        """Return the handle with which `sync` makes everything written so far durable."""
        return os.dup(self._file)

    @staticmethod
    def sync(handle: int) -> None:
        """Return once the disk has it; for any thread."""
        try:
            os.fdatasync(handle)
        finally:
            os.close(handle)

    def close(self) -> None:
        os.fdatasync(self._file)
        os.close(self._file)

    def _path(self, start: int) -> Path:
        return self._folder / f"{start:020d}.log"

    def _open(self, start: int) -> int:
        file = os.open(self._path(start), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        sync_folder(self._folder)  # with its name a power cut would take all that is written under it
        return file

    def _begin(self, start: int) -> None:
        file = self._open(start)
        os.close(self._file)
        self._file = file
        self._starts.append(start)
        self.end = start

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self._file, view) :]
        except OSError:
            os.ftruncate(self._file, self.end - self._starts[-1])
            raise

    def _chunk(self, start: int, position: int, until: int) -> bytes:
        """Bytes from a position on, at least one whole message."""
        file = os.open(self._path(start), os.O_RDONLY)
        try:
            data = os.pread(file, min(CHUNK_BYTES, until - position), position - start)
            if len(data) >= _HEAD.size and (length := _HEAD.size + _HEAD.unpack_from(data)[0]) > len(data):
                data = os.pread(file, min(length, until - position), position - start)
        finally:
            os.close(file)
        return data

    def _cut_off_torn(self) -> int:
        """Bytes of whole messages in the last file; the rest is removed."""
        start, at = self._starts[-1], 0
        size = os.fstat(self._file).st_size
        while at < size:
            data = self._chunk(start, start + at, start + size)
            here = 0
            while (found := _record(data, here)) is not None:
                here = found[2]
            if not here:
                log.warning("%d bytes after a crash were no whole message", size - at)
                os.ftruncate(self._file, at)
                break
            at += here
        return at


def _record(data: bytes, at: int) -> tuple[bytes, bytes, int] | None:
    """(topic, payload, where it ends); None if it is not whole, or not what was written."""
    begin = at + _HEAD.size
    if begin > len(data):
        return None
    length, checksum, topic_length = _HEAD.unpack_from(data, at)
    end = begin + length
    if end > len(data) or crc32(data[begin:end]) != checksum:
        return None
    middle = begin + topic_length
    return data[begin:middle], data[middle:end], end
