"""Paper: frames, tables that run over pages, codes; loaded only when something is printed."""

import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from backend.core.print.blocks import table
from backend.core.print.press import print_pdf, print_svg
from backend.core.print.qr import qr_drawing

TEMPLATE = """#import "paper.typ": framed, show_block
#let data = json("data.json")
#show: framed.with(language: "en", above: ([North], [Rounds]), below: [sealed])
#for each in data.blocks { show_block(each, lost: data.lost) }
"""
NOTHING_LOST = {"files": [], "label": ""}


@pytest.fixture
def template(tmp_path: Path) -> Path:
    file = tmp_path / "rounds.typ"
    file.write_text(TEMPLATE)
    return file


def texts(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def test_every_page_has_the_head_of_a_table_that_runs_over_it_and_its_number(template: Path) -> None:
    rows = table(["Place", "Seen"], [[f"Valve {number}", "yes"] for number in range(90)], ["1fr", "22mm"])

    pages = texts(print_pdf(template, {"blocks": [rows], "lost": NOTHING_LOST}, {}))

    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert "Place" in page
        assert "sealed" in page
        assert f"{number} / {len(pages)}" in page


def test_a_text_that_looks_like_markup_is_printed_as_it_stands(template: Path) -> None:
    blocks = [{"text": '#panic("no") *bold* $x$'}, {"facts": [["#lorem(9)", "安全阀"]]}]

    (page,) = texts(print_pdf(template, {"blocks": blocks, "lost": NOTHING_LOST}, {}, is_archival=True))

    assert '#panic("no") *bold* $x$' in page
    assert "#lorem(9)" in page
    assert "安全阀" in page


def test_a_picture_that_is_gone_leaves_its_frame_and_says_so(template: Path) -> None:
    shown = {"file": "a.jpg", "lines": ["before"], "hash": "0" * 64, "height": "20mm"}
    lost = {"files": ["a.jpg"], "label": "photo is gone"}

    (page,) = texts(print_pdf(template, {"blocks": [{"pictures": [shown]}], "lost": lost}, {}))

    assert "photo is gone" in page


def test_a_code_is_a_drawing_that_a_template_shows(template: Path) -> None:
    template.write_text('#image("code.svg", width: 20mm)')

    pages = print_svg(template, {}, {"code.svg": qr_drawing("https://plant.example/q/R-1-ABCDEF")})

    assert len(pages) == 1
    assert b"<path" in pages[0]


def test_what_prints_is_loaded_when_something_is_printed() -> None:
    program = "import sys, backend.entrypoints.web_assembly; print({'typst', 'segno'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
