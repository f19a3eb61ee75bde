"""Many photos of one sender do not keep the photo of another waiting."""

import asyncio
import os
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from backend.core.allowances import Allowances
from backend.core.errors import ErrorCode, Refused
from backend.photos.image.queue import PhotoQueue, Sender
from backend.photos.image.worker import PhotoWorker, ready
from backend.photos.rules import PhotoFormat, PhotoHeader, check_header

MANY = 24


class Desk(PhotoWorker):
    """A worker that notes what it was given, and takes a turn of the loop for it."""

    def __init__(self, done: list[str]) -> None:
        super().__init__()
        self._done = done

    async def run(self, work: Callable[..., Any], *args: object) -> Any:
        await asyncio.sleep(0.001)
        self._done.append(str(args[0]))


def order_of(desks: int, story: Callable[[PhotoQueue], Coroutine[Any, Any, None]]) -> list[str]:
    done: list[str] = []
    asyncio.run(story(PhotoQueue([Desk(done) for _ in range(desks)], Allowances())))
    return done


@pytest.mark.parametrize("desks", [1, 2])
def test_24_photos_of_one_person_delay_another_s_by_one_at_most(desks: int) -> None:
    async def story(queue: PhotoQueue) -> None:
        hog = [asyncio.create_task(queue.run(Sender("hog", "n"), print, "hog")) for _ in range(MANY)]
        await asyncio.sleep(0)
        late = asyncio.create_task(queue.run(Sender("late", "s"), print, "late"))
        await asyncio.gather(*hog, late)

    assert order_of(desks, story).index("late") <= desks


def test_sites_take_turns_however_many_people_send_at_one() -> None:
    async def story(queue: PhotoQueue) -> None:
        crowd = [queue.run(Sender(f"c{n}", "crowd"), print, "crowd") for n in range(MANY)]
        pair = [queue.run(Sender(f"p{n % 2}", "pair"), print, f"pair{n % 2}") for n in range(4)]
        await asyncio.gather(*crowd, *pair)

    done = order_of(1, story)

    assert [each for each in done[:9] if each.startswith("pair")] == ["pair0", "pair1", "pair0", "pair1"]


def test_a_place_is_given_up_by_who_gives_up() -> None:
    async def story(queue: PhotoQueue) -> None:
        first = [asyncio.create_task(queue.run(Sender("a", "n"), print, "a")) for _ in range(3)]
        await asyncio.sleep(0)
        for task in first:
            task.cancel()
        await asyncio.gather(*first, return_exceptions=True)
        await queue.run(Sender("b", "n"), print, "b")

    assert order_of(1, story)[-1] == "b"


def test_who_has_too_many_on_the_way_hears_how_long_to_wait() -> None:
    async def story() -> None:
        queue = PhotoQueue([PhotoWorker()], Allowances(uploads_at_once=2, uploads_waiting=3))
        hog, other, third = Sender("hog", "n"), Sender("other", "n"), Sender("third", "n")
        with queue.place(hog), queue.place(hog):
            with pytest.raises(Refused) as full, queue.place(hog):
                pass
            with queue.place(other), pytest.raises(Refused), queue.place(third):
                pass
        assert (full.value.code, full.value.retry_after_s) == (ErrorCode.TOO_MANY_ATTEMPTS, 1)
        with queue.place(hog):
            pass

    asyncio.run(story())


def test_workers_are_warm_before_the_first_photo() -> None:
    async def story() -> set[int]:
        workers = [PhotoWorker(), PhotoWorker()]
        queue = PhotoQueue(workers, Allowances())
        await queue.warm_up()
        try:
            return {await worker.run(os.getpid) for worker in workers}
        finally:
            queue.close()

    assert len(asyncio.run(story())) == 2
    assert ready() == os.getpid()


@pytest.mark.parametrize("kind", [PhotoFormat.PNG, PhotoFormat.WEBP])
def test_what_is_decoded_whole_has_16_million_pixels_at_most(kind: PhotoFormat) -> None:
    check_header(PhotoHeader(kind, 4000, 4000, length=1))

    with pytest.raises(Refused) as refused:
        check_header(PhotoHeader(kind, 4001, 4000, length=1))

    assert refused.value.code is ErrorCode.PHOTO_TOO_MANY_PIXELS
