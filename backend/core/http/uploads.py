"""Files that come in as the body of a request."""

import asyncio
import hashlib
from collections.abc import Callable
from typing import IO, Final

from starlette.requests import Request

from backend.core.errors import ErrorCode, Refused

_WRITE_BYTES: Final = 256 * 1024
_STALLED_S: Final = 60.0
"""Without a byte for so long an upload is given up."""
_WITHIN_S: Final = 280.0
"""For all of it: 15 MB at 54 kB/s."""


async def receive(request: Request, target: IO[bytes], check_length: Callable[[int], None]) -> str:
    """Write the body to `target`, with little of it in memory; return its sha256. `check_length` raises
    Refused for too many bytes.
    """
    announced = request.headers.get("content-length", "")
    check_length(int(announced) if announced.isdecimal() else 0)
    digest, waiting, length = hashlib.sha256(), bytearray(), 0
    try:
        async with asyncio.timeout(_WITHIN_S), asyncio.timeout(_STALLED_S) as stalled:
            async for chunk in request.stream():
                stalled.reschedule(asyncio.get_running_loop().time() + _STALLED_S)
                length += len(chunk)
                check_length(length)
                digest.update(chunk)
                waiting += chunk
                if len(waiting) >= _WRITE_BYTES:
                    await asyncio.to_thread(target.write, bytes(waiting))
                    waiting.clear()
    except TimeoutError as silence:
        raise Refused(ErrorCode.PHOTO_TRUNCATED, "the upload stopped half way") from silence
    await asyncio.to_thread(_finish, target, bytes(waiting))
    return digest.hexdigest()


def _finish(target: IO[bytes], rest: bytes) -> None:
    target.write(rest)
    target.flush()
