"""Sorting fresh readings into the blocks where they belong.

Usually they follow what is there and go on the end of the newest block as one more part. A block is written
anew once it is full or has many parts, and when late readings belong into it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, select

from backend.readings.series import blocks as codec
from backend.readings.series import rollups
from backend.readings.series.blocks import MAX_SPAN_US, Series
from backend.readings.series.rollups import MINUTE_US
from backend.readings.tables import blocks

FULL_BLOCK: Final = 1_800
"""A block with fewer readings is taken up again: longer blocks are smaller and quicker to read."""
LARGEST_BLOCK: Final = 3_600
MOST_PARTS: Final = 5
"""A part costs some 40 bytes more, and PostgreSQL writes the whole row at each: with 32 parts half of the
table was room of old rows. With fewer than 5 the packing takes longer and saves nothing."""

Mask = npt.NDArray[np.bool_]
Rows = list[dict[str, Any]]


class StoredBlock(NamedTuple):
    """A block as it stands in the database; `data` where it was asked for."""

    start_us: int
    end_us: int
    n: int
    parts: int
    data: bytes | None = None

    def takes(self, first_us: int, last_us: int, n: int) -> bool:
        """True if so many readings, all later than its own, go on its end as one more part."""
        is_open = self.n + n < FULL_BLOCK and self.parts < MOST_PARTS
        return is_open and self.end_us < first_us and last_us < self.start_us + MAX_SPAN_US

    def is_left_alone(self, first_us: int) -> bool:
        """True if readings from then on are later than its own and go into a block of theirs."""
        return first_us > self.takes_until

    @property
    def takes_until(self) -> int:
        """Latest timestamp (µs) that may be appended: an open block spans at most one day."""
        is_full = self.n >= FULL_BLOCK
        return self.end_us if is_full else max(self.end_us, self.start_us + MAX_SPAN_US - 1)


@dataclass(slots=True)
class BlockPlan:
    """Rows to delete, rows of blocks and of their minutes to add, and parts for the end of such rows."""

    removed: Rows = field(default_factory=list)
    blocks: Rows = field(default_factory=list)
    minutes: Rows = field(default_factory=list)
    more_blocks: Rows = field(default_factory=list)
    more_minutes: Rows = field(default_factory=list)

    def pack(self, pending: Sequence["PendingBlock"]) -> None:
        """Pack all pending blocks."""
        if not pending:
            return
        sizes = np.array([len(each.readings.times_us) for each in pending])
        starts = np.cumsum(sizes) - sizes
        laid = codec.laid([each.readings for each in pending])
        parts, decimals = codec.pack(laid, starts)
        minutes = _minutes(laid, np.repeat(np.arange(len(pending)), sizes), decimals)
        first_us, last_us = laid.times_us[starts].tolist(), laid.times_us[starts + sizes - 1].tolist()
        for number, (each, n) in enumerate(zip(pending, sizes.tolist(), strict=True)):
            end_us, data, sums = last_us[number], parts[number], minutes[number]
            if each.onto_us is None:
                key = {"sensor_id": each.sensor_id, "start_us": first_us[number], "end_us": end_us}
                self.blocks.append({**key, "n": n, "parts": 1, "data": data})
                self.minutes.append({**key, "data": sums})
            else:
                it = {"sensor": each.sensor_id, "start": each.onto_us, "until": end_us}
                self.more_blocks.append({**it, "count": n, "part": data})
                self.more_minutes.append({**it, "part": sums})


class PendingBlock(NamedTuple):
    """Readings of a source for a block of their own, or for the end of that which starts at `onto_us`."""

    sensor_id: int
    readings: Series
    onto_us: int | None = None


@dataclass(slots=True)
class BlockWriter:
    """Place fresh readings into blocks, source by source; call `finish` at the end."""

    connection: Connection
    plan: BlockPlan
    pending: list[PendingBlock] = field(default_factory=list)

    def place_readings(self, sensor_id: int, fresh: Series, newest: StoredBlock | None) -> Mask | bool:
        """Plan the blocks for readings in the order of their time; returns which of them were not known."""
        if newest is None:
            self._add(sensor_id, fresh)
            return True
        first_us = int(fresh.times_us[0])
        if first_us > newest.end_us:
            self._follow(sensor_id, fresh, newest)
            return True
        if first_us >= newest.start_us:
            return self._sort_in(sensor_id, fresh, [newest])
        stored = self._stored_blocks(sensor_id, first_us, int(fresh.times_us[-1]))
        return self._sort_in(sensor_id, fresh, stored)

    def finish(self) -> None:
        self.plan.pack(self.pending)

    def _add(self, sensor_id: int, whole: Series) -> None:
        self.pending.extend(PendingBlock(sensor_id, piece) for piece in pieces(whole))

    def _follow(self, sensor_id: int, fresh: Series, newest: StoredBlock) -> None:
        """The usual case: everything is younger."""
        first_us, last_us = int(fresh.times_us[0]), int(fresh.times_us[-1])
        if newest.takes(first_us, last_us, len(fresh.times_us)):
            self.pending.append(PendingBlock(sensor_id, fresh, newest.start_us))
        elif newest.is_left_alone(first_us):
            self._add(sensor_id, fresh)
        else:
            self._rewrite(sensor_id, newest, [self._readings(sensor_id, newest), fresh])

    def _sort_in(self, sensor_id: int, fresh: Series, stored: Sequence[StoredBlock]) -> Mask:
        starts = np.array([each.start_us for each in stored], np.int64)
        ends = np.array([each.takes_until for each in stored], np.int64)
        block = np.searchsorted(starts, fresh.times_us, side="right") - 1
        is_inside = block >= 0
        if len(stored):
            is_inside &= fresh.times_us <= ends[block]
        place = block * 2 + is_inside
        is_new = np.ones(len(fresh.times_us), np.bool_)
        for here in np.unique(place):
            is_here = place == here
            if here % 2:
                is_new[is_here] = self._add_to_block(sensor_id, fresh.pick(is_here), stored[here // 2])
            else:
                self._add(sensor_id, fresh.pick(is_here))
        return is_new

    def _stored_blocks(self, sensor_id: int, first_us: int, last_us: int) -> Sequence[StoredBlock]:
        """The blocks into which late readings may belong, without their data: few of these will be needed."""
        statement = (
            select(blocks.c.start_us, blocks.c.end_us, blocks.c.n, blocks.c.parts)
            .where(blocks.c.sensor_id == sensor_id)
            .where(blocks.c.start_us.between(first_us - MAX_SPAN_US, last_us))
            .order_by(blocks.c.start_us)
        )
        return [StoredBlock(*row) for row in self.connection.execute(statement)]

    def _add_to_block(self, sensor_id: int, group: Series, block: StoredBlock) -> Mask:
        """Write the block anew with these readings, unless it knows them all; returns which it did not."""
        before = self._readings(sensor_id, block)
        is_new: Mask = ~np.isin(group.times_us, before.times_us)
        if is_new.any():
            self._rewrite(sensor_id, block, [before, group.pick(is_new)])
        return is_new

    def _rewrite(self, sensor_id: int, block: StoredBlock, contents: list[Series]) -> None:
        self.plan.removed.append({"sensor": sensor_id, "start": block.start_us})
        self._add(sensor_id, codec.merge(contents))

    def _readings(self, sensor_id: int, block: StoredBlock) -> Series:
        data = block.data
        if data is None:
            is_it = (blocks.c.sensor_id == sensor_id) & (blocks.c.start_us == block.start_us)
            data = self.connection.execute(select(blocks.c.data).where(is_it)).scalar_one()
        return codec.decode(data)


def pieces(whole: Series) -> list[Series]:
    """Cut where a block would grow too long, in readings or in time."""
    times = whole.times_us
    if len(times) <= LARGEST_BLOCK and times[-1] - times[0] < MAX_SPAN_US:
        return [whole]
    found = []
    at = 0
    while at < len(times):
        in_span = int(np.searchsorted(times, times[at] + MAX_SPAN_US))
        end = min(at + LARGEST_BLOCK, in_span)
        found.append(whole.pick(slice(at, end)))
        at = end
    return found


def _minutes(laid: Series, owners: codec.Whole, decimals: codec.Whole) -> list[bytes]:
    """The packed minutes of each of several series."""
    found = [rollups.EMPTY] * len(decimals)
    if laid.marks.any():
        counts = rollups.counts(laid)
        owners, laid = owners[counts], laid.pick(counts)
    sums, whose = rollups.roll_up(laid.times_us, laid.values, owners, MINUTE_US)
    starts = rollups.starts_of(whose)
    for number, packed in zip(
        whose[starts].tolist(), rollups.pack(sums, starts, decimals[whose[starts]]), strict=True
    ):
        found[number] = packed
    return found
