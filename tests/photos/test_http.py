import asyncio
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request

from backend.core.allowances import Allowances
from backend.core.errors import ErrorCode, Refused
from backend.core.limited_process import WorkerLost
from backend.photos.http import PhotoEdge
from backend.photos.image.queue import PhotoQueue, Sender
from backend.photos.image.worker import PhotoWorker
from backend.photos.rules import MAX_BYTES, PhotoFacts
from backend.photos.store import PhotoStore
from tests.support import pictures

ALICE, CAROL = "alice", "carol"


class Records:
    """What the database would say: people see what they sent."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], PhotoFacts] = {}
        self.full: set[str] = set()

    async def find(self, viewer: str, sha256: str) -> PhotoFacts | None:
        return self.known.get((viewer, sha256))

    async def check_allowance(self, viewer: str) -> None:
        if viewer in self.full:
            raise Refused(ErrorCode.TOO_MANY_ATTEMPTS, "enough for the day", 60)

    async def record(self, viewer: str, facts: PhotoFacts, length: int) -> bool:
        is_new = (viewer, facts.sha256) not in self.known
        self.known[viewer, facts.sha256] = facts
        return is_new


class Site:
    """The two endpoints over a real store and a real worker process."""

    def __init__(self, folder: Path) -> None:
        self.store = PhotoStore(folder)
        self.records = Records()
        self.worker = PhotoWorker()
        queue = PhotoQueue([self.worker], Allowances())
        edge = PhotoEdge(
            by_token, by_token_or_cookie, self.records, self.store, queue, lambda name: Sender(name, "site")
        )
        transport = httpx.ASGITransport(Starlette(routes=edge.routes()))
        self.client = httpx.AsyncClient(transport=transport, base_url="http://anhuan")

    async def put(self, data: bytes, *, name: str | None = None, by: str = ALICE) -> httpx.Response:
        path = f"/photos/{hash_of(data) if name is None else name}"
        return await self.client.put(path, content=data, headers={"authorization": f"Bearer {by}"})

    async def get(self, name: str, *, by: str = ALICE, size: str = "320") -> httpx.Response:
        headers = {"authorization": f"Bearer {by}"}
        return await self.client.get(f"/photos/{name}", params={"size": size}, headers=headers)


async def by_token(request: Request) -> str | None:
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    return token if token in {ALICE, CAROL} else None


async def by_token_or_cookie(request: Request) -> str | None:
    return await by_token(request) or request.cookies.get("anhuan_media")


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


Story = Callable[[Site], Coroutine[Any, Any, None]]


@pytest.fixture
def run(tmp_path: Path) -> Callable[[Story], None]:
    async def send(story: Story) -> None:
        site = Site(tmp_path / "photos")
        try:
            async with site.client:
                await story(site)
        finally:
            site.worker.close()

    return lambda story: asyncio.run(send(story))


def test_a_photo_goes_in_and_a_clean_copy_comes_out(run: Callable[[Story], None]) -> None:
    async def story(site: Site) -> None:
        data = pictures.jpeg(exif=pictures.phone_exif(orientation=6))

        sent = await site.put(data)
        shown = await site.get(hash_of(data))

        assert sent.status_code == 201
        assert sent.json() == {"sha256": hash_of(data), "width": 300, "height": 400}
        assert shown.status_code == 200
        assert shown.headers["content-type"] == "image/jpeg"
        assert shown.headers["x-content-type-options"] == "nosniff"
        assert shown.headers["content-security-policy"].startswith("sandbox")
        assert shown.headers["content-disposition"] == "inline"
        assert "private" in shown.headers["cache-control"]
        assert "immutable" in shown.headers["cache-control"]
        assert b"Exif" not in shown.content

    run(story)


def test_sent_twice_it_is_the_same_photo_and_the_second_costs_no_work(run: Callable[[Story], None]) -> None:
    async def story(site: Site) -> None:
        data = pictures.jpeg()
        first = await site.put(data)
        site.worker.run = None  # type: ignore[method-assign,assignment]

        second = await site.put(data)

        assert (first.status_code, second.status_code) == (201, 200)
        assert first.json() == second.json()

    run(story)


def test_a_copy_lost_from_the_disk_comes_back_when_the_photo_is_sent_again(
    run: Callable[[Story], None],
) -> None:
    async def story(site: Site) -> None:
        data = pictures.jpeg()
        await site.put(data)
        site.store.path(hash_of(data), 1600).unlink()

        assert (await site.get(hash_of(data), size="1600")).json()["code"] == "PHOTO_MISSING"
        assert (await site.put(data)).status_code == 200
        assert (await site.get(hash_of(data), size="1600")).status_code == 200

    run(story)


def test_a_outsider_neither_sends_nor_sees(run: Callable[[Story], None]) -> None:
    async def story(site: Site) -> None:
        data = pictures.jpeg()
        await site.put(data)

        for answer in (await site.put(data, by="mallory"), await site.get(hash_of(data), by="mallory")):
            assert answer.status_code == 401
            assert answer.json()["code"] == "UNAUTHENTICATED"

    run(story)


def test_carol_of_another_site_finds_nothing_though_she_knows_the_hash(run: Callable[[Story], None]) -> None:
    async def story(site: Site) -> None:
        data = pictures.jpeg()
        await site.put(data)

        assert (await site.get(hash_of(data), by=CAROL)).json()["code"] == "NOT_FOUND"
        claimed = await site.put(b"", name=hash_of(data), by=CAROL)
        assert claimed.json()["code"] == "PHOTO_HASH_MISMATCH"
        assert (await site.get(hash_of(data), by=CAROL)).json()["code"] == "NOT_FOUND"

    run(story)


def test_an_image_element_is_let_in_by_the_media_cookie(run: Callable[[Story], None]) -> None:
    async def story(site: Site) -> None:
        data = pictures.jpeg()
        await site.put(data)
        site.client.cookies.set("anhuan_media", ALICE)

        assert (await site.client.get(f"/photos/{hash_of(data)}")).status_code == 200
        assert (await site.client.put(f"/photos/{hash_of(data)}", content=data)).status_code == 401

    run(story)


def test_a_known_copy_is_not_sent_again(run: Callable[[Story], None]) -> None:
    async def story(site: Site) -> None:
        data = pictures.jpeg()
        await site.put(data)
        first = await site.get(hash_of(data))

        headers = {"authorization": "Bearer alice", "if-none-match": first.headers["etag"]}
        again = await site.client.get(f"/photos/{hash_of(data)}?size=320", headers=headers)

        assert (again.status_code, again.content) == (304, b"")

    run(story)


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"<html></html>", 415, "PHOTO_NOT_AN_IMAGE"),
        (pictures.jpeg() + b"PK\x05\x06" + bytes(18), 415, "PHOTO_NOT_AN_IMAGE"),
        (pictures.jpeg()[:2000], 422, "PHOTO_TRUNCATED"),
        (pictures.bomb(8000), 422, "PHOTO_TOO_MANY_PIXELS"),
    ],
)
def test_a_refusal_comes_back_from_the_worker_with_its_code(
    run: Callable[[Story], None], data: bytes, status: int, code: str
) -> None:
    async def story(site: Site) -> None:
        answer = await site.put(data)

        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert list((site.store.folder / "incoming").iterdir()) == []
        assert (await site.put(pictures.jpeg())).status_code == 201

    run(story)


def test_other_bytes_than_those_named_are_refused(run: Callable[[Story], None]) -> None:
    async def story(site: Site) -> None:
        answer = await site.put(pictures.jpeg(), name=hash_of(b"another"))

        assert (answer.status_code, answer.json()["code"]) == (422, "PHOTO_HASH_MISMATCH")

    run(story)


def test_a_body_over_the_limit_is_refused_announced_or_not(run: Callable[[Story], None]) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 10 * MAX_BYTES:
            sent += 1_000_000
            yield bytes(1_000_000)

    async def story(site: Site) -> None:
        announced = await site.put(bytes(MAX_BYTES + 1))
        headers = {"authorization": "Bearer alice"}
        unannounced = await site.client.put(f"/photos/{'0' * 64}", content=endless(), headers=headers)

        for answer in (announced, unannounced):
            assert (answer.status_code, answer.json()["code"]) == (413, "PHOTO_TOO_LARGE")
        assert sent < 2 * MAX_BYTES

    run(story)


@pytest.mark.parametrize("size", ["", "0", "1601", "-1", "x", "٣٢٠"])
def test_there_are_two_sizes_and_no_other(run: Callable[[Story], None], size: str) -> None:
    async def story(site: Site) -> None:
        answer = await site.get("0" * 64, size=size)

        assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_INPUT")

    run(story)


def test_a_worker_that_was_killed_is_replaced(run: Callable[[Story], None]) -> None:
    async def story(site: Site) -> None:
        first = await site.worker.run(os.getpid)
        os.kill(first, signal.SIGKILL)

        data = pictures.jpeg()
        assert (await site.put(data)).status_code == 201
        assert await site.worker.run(os.getpid) != first

    run(story)


def test_work_that_kills_its_process_is_given_up_and_harms_nobody_else(run: Callable[[Story], None]) -> None:
    async def story(site: Site) -> None:
        with pytest.raises(WorkerLost):
            await site.worker.run(os.abort)

        assert (await site.put(pictures.jpeg())).status_code == 201

    run(story)


def test_work_without_an_end_is_ended() -> None:
    async def story() -> None:
        worker = PhotoWorker(time_limit_s=0.2)
        try:
            with pytest.raises(WorkerLost):
                await worker.run(signal.pause)
        finally:
            worker.close()

    asyncio.run(story())


def test_the_event_loop_goes_on_while_a_photo_is_cleaned(run: Callable[[Story], None]) -> None:
    async def story(site: Site) -> None:
        await site.worker.warm_up()
        turns = 0

        async def count() -> None:
            nonlocal turns
            while True:
                await asyncio.sleep(0)
                turns += 1

        counting = asyncio.create_task(count())
        answer = await site.put(pictures.jpeg(Image.effect_noise((3000, 2000), 50)))
        counting.cancel()

        assert answer.status_code == 201
        assert turns > 1000

    run(story)


SERVER = """
import asyncio, os, signal
from backend.photos.image.worker import PhotoWorker

async def main():
    print(await PhotoWorker().run(os.getpid), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_a_server_that_was_killed_leaves_no_worker_behind(tmp_path: Path) -> None:
    script = tmp_path / "server.py"
    script.write_text(SERVER)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}

    # The worker holds the other end of these pipes: `run` returns only when the worker is gone as well.
    server = subprocess.run(
        [sys.executable, str(script)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )

    assert server.returncode == -signal.SIGKILL
    assert int(server.stdout) > 0
