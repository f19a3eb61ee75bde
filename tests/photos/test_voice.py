"""A voice note comes out with its sound and nothing else, or is refused; what no recorder makes is none."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.photos.voice import mp4, ogg, webm
from backend.photos.voice.damaged import Damaged

FOLDER = Path(__file__).parents[1] / "fixtures" / "voice"
REWRITE: dict[str, Callable[[bytes], bytes]] = {
    ".webm": webm.rewrite,
    ".ogg": ogg.rewrite,
    ".mp4": mp4.rewrite,
}
RECORDINGS = sorted(file for file in FOLDER.iterdir() if file.suffix in REWRITE)
PRIVATE = (b"SECRET", b"31.2304", b"Lavf", b"Chrome")
HTML = b"<html><script>alert(1)</script></html>"


def rewritten(file: Path, data: bytes | None = None) -> bytes:
    return REWRITE[file.suffix](file.read_bytes() if data is None else data)


@pytest.mark.parametrize("file", RECORDINGS, ids=lambda file: file.name)
def test_a_recording_loses_all_but_its_sound(file: Path) -> None:
    sent, kept = file.read_bytes(), rewritten(file)

    assert any(word in sent for word in PRIVATE) or file.name == "chromium.mp4"
    assert not any(word in kept for word in PRIVATE)
    assert 0.8 * len(sent) < len(kept) < len(sent), "the sound is most of it"
    assert rewritten(file, kept) == kept, "it is a recording still, with nothing left to lose"


@pytest.mark.parametrize("name", ["speech.mp4", "faststart.mp4", "fragmented.mp4", "chromium.mp4"])
def test_bytes_that_no_table_calls_a_sample_stay_behind(name: str) -> None:
    file = FOLDER / name
    sent = file.read_bytes()
    box = struct.pack(">I4s", 8 + len(HTML), b"free") + HTML

    kept = rewritten(file, sent + box + box.replace(b"free", b"mdat") + box.replace(b"free", b"uuid"))

    assert kept == rewritten(file)


def test_a_page_behind_the_file_type_is_no_recording() -> None:
    with pytest.raises(Damaged):
        mp4.rewrite(b"\0\0\0\x18ftypM4A \0\0\0\0M4A mp42" + HTML)


def test_elements_that_no_player_needs_stay_behind() -> None:
    file = FOLDER / "live.webm"
    attachment = b"\x19\x41\xa4\x69" + bytes([0x80 | len(HTML)]) + HTML

    # The segment of a recording that was made live does not say where it ends: this belongs to it.
    assert rewritten(file, file.read_bytes() + attachment) == rewritten(file)


def test_something_behind_the_segment_is_no_part_of_a_recording() -> None:
    with pytest.raises(Damaged):
        webm.rewrite((FOLDER / "speech.webm").read_bytes() + b"\x19\x41\xa4\x69\x81x")


def test_a_stream_beside_the_sound_and_bytes_between_pages_are_refused() -> None:
    sent = (FOLDER / "speech.ogg").read_bytes()
    other = bytearray(sent)
    other[14:18] = b"\1\2\3\4"

    for forged in (sent + HTML, HTML + sent, sent[:-1], bytes(other), sent.replace(b"OpusHead", b"vorbisss")):
        with pytest.raises(Damaged):
            ogg.rewrite(forged)


@pytest.mark.parametrize("file", RECORDINGS, ids=lambda file: file.name)
@given(data=st.data())
def test_damage_is_a_refusal_and_nothing_else(file: Path, data: st.DataObject) -> None:
    sent = bytearray(file.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, min(len(sent) - 1, 900)))
        sent[at : at + data.draw(st.integers(1, 4))] = data.draw(st.binary(min_size=0, max_size=4))
    sent = sent[: data.draw(st.integers(0, len(sent)))]

    try:
        kept = rewritten(file, bytes(sent))
    except Damaged:
        return

    assert len(kept) <= 2 * len(sent) + 2_000


@given(st.binary(max_size=200))
def test_noise_is_refused(noise: bytes) -> None:
    for begin, rewrite in (
        (b"\x1a\x45\xdf\xa3", webm.rewrite),
        (b"OggS", ogg.rewrite),
        (b"\0\0\0\x10ftyp", mp4.rewrite),
    ):
        with pytest.raises(Damaged):
            rewrite(begin + noise)


def test_a_sample_of_four_gigabytes_is_refused() -> None:
    sent = bytearray((FOLDER / "speech.mp4").read_bytes())
    at = sent.index(b"stsz") + 8
    sent[at : at + 4] = b"\xff\xff\xff\xff"

    with pytest.raises(Damaged):
        mp4.rewrite(bytes(sent))
