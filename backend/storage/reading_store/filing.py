"""Sorting fresh readings into the blocks where they belong; only these blocks are written anew."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Row, select

from backend.storage.reading_store import blocks as codec
from backend.storage.reading_store import rollups
from backend.storage.reading_store.blocks import MAX_SPAN_US, Series
from backend.storage.reading_store.rollups import MINUTE_US
from backend.storage.tables.readings import blocks

FULL_BLOCK: Final = 1_800
"""A block with fewer readings is taken up again: longer blocks are smaller and quicker to read."""
LARGEST_BLOCK: Final = 3_600

Mask = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Filed:
    """Rows to delete, and rows of blocks and of their minutes to add."""

    removed: list[dict[str, int]] = field(default_factory=list)
    blocks: list[dict[str, Any]] = field(default_factory=list)
    minutes: list[dict[str, Any]] = field(default_factory=list)

    def add(self, sensor_id: int, whole: Series) -> None:
        """Write a series as blocks."""
        for piece in pieces(whole):
            key = {
                "sensor_id": sensor_id,
                "start_us": int(piece.times_us[0]),
                "end_us": int(piece.times_us[-1]),
            }
            data, decimals = codec.pack(piece)
            self.blocks.append({**key, "n": len(piece.times_us), "data": data})
            sums = rollups.roll_up(*rollups.good(piece), MINUTE_US)
            self.minutes.append({**key, "data": rollups.encode(sums, decimals)})


@dataclass(slots=True)
class Filing:
    """Files what is fresh, source by source; `newest` is the source's newest block."""

    connection: Connection
    filed: Filed

    def file(self, sensor_id: int, fresh: Series, newest: Row[Any] | None) -> Mask | bool:
        """Plan the blocks for readings in the order of their time; answers which of them were not known."""
        if newest is None:
            self.filed.add(sensor_id, fresh)
            return True
        if fresh.times_us[0] > newest.end_us:
            self._append(sensor_id, fresh, newest)
            return True
        if fresh.times_us[0] >= newest.start_us:
            return self._sort_in(sensor_id, fresh, [newest])
        shelf = self._shelf(sensor_id, int(fresh.times_us[0]), int(fresh.times_us[-1]))
        return self._sort_in(sensor_id, fresh, shelf)

    def _append(self, sensor_id: int, fresh: Series, newest: Row[Any]) -> None:
        """The usual case: everything is younger. What the last block still takes goes there."""
        if newest.data is None or fresh.times_us[0] > newest.start_us + MAX_SPAN_US - 1:
            self.filed.add(sensor_id, fresh)
            return
        self.filed.removed.append({"sensor": sensor_id, "start": newest.start_us})
        self.filed.add(sensor_id, codec.chain(codec.decode(newest.data), fresh))

    def _sort_in(self, sensor_id: int, fresh: Series, shelf: Sequence[Any]) -> Mask:
        starts = np.array([row.start_us for row in shelf], np.int64)
        ends = np.array([takes_until(row.start_us, row.end_us, row.n) for row in shelf], np.int64)
        block = np.searchsorted(starts, fresh.times_us, side="right") - 1
        is_inside = block >= 0
        if len(shelf):
            is_inside &= fresh.times_us <= ends[block]
        place = block * 2 + is_inside
        is_new = np.ones(len(fresh.times_us), np.bool_)
        for here in np.unique(place):
            is_here = place == here
            if here % 2:
                is_new[is_here] = self._add_to_block(sensor_id, fresh.pick(is_here), shelf[here // 2])
            else:
                self.filed.add(sensor_id, fresh.pick(is_here))
        return is_new

    def _shelf(self, sensor_id: int, first_us: int, last_us: int) -> Sequence[Any]:
        """The blocks into which late readings may belong, without their data: few of these will be needed."""
        statement = (
            select(blocks.c.start_us, blocks.c.end_us, blocks.c.n)
            .where(blocks.c.sensor_id == sensor_id)
            .where(blocks.c.start_us.between(first_us - MAX_SPAN_US, last_us))
            .order_by(blocks.c.start_us)
        )
        return self.connection.execute(statement).fetchall()

    def _add_to_block(self, sensor_id: int, group: Series, block: Row[Any]) -> Mask:
        """Write the block anew with these readings, unless it knows them all; answers which it did not."""
        data = block.data if "data" in block._fields else None
        if data is None:
            is_it = (blocks.c.sensor_id == sensor_id) & (blocks.c.start_us == block.start_us)
            data = self.connection.execute(select(blocks.c.data).where(is_it)).scalar_one()
        before = codec.decode(data)
        is_new: Mask = ~np.isin(group.times_us, before.times_us)
        if is_new.any():
            self.filed.removed.append({"sensor": sensor_id, "start": block.start_us})
            self.filed.add(sensor_id, codec.merge([before, group.pick(is_new)]))
        return is_new


def takes_until(start_us: int, end_us: int, n: int) -> int:
    """A block that is not full takes what follows it, for a day."""
    return end_us if n >= FULL_BLOCK else max(end_us, start_us + MAX_SPAN_US - 1)


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
