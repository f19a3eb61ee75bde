"""Workbooks that were made to hurt who reads them; read in a process of its own, as by the product."""

import asyncio
import io
import struct
import time
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

import pytest

from backend.core.errors import ErrorCode, Refused
from backend.core.limited_process import Limits, WorkerLost, run_limited
from backend.workbooks.files import reading
from backend.workbooks.files.reading import read_workbook
from backend.workbooks.rules import Parsed
from backend.workbooks.runs.work_http import READING
from tests.support.refusals import code_of
from tests.support.workbooks import book

SPREADSHEET: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
SHARED: Final = "xl/sharedStrings.xml"
ROWS: Final = '<row r="1">{code}{name}</row><row r="2">{a}{b}</row>'.format(
    code='<c r="A1" t="inlineStr"><is><t>编号</t></is></c>',
    name='<c r="B1" t="inlineStr"><is><t>名称</t></is></c>',
    a='<c r="A2" t="inlineStr"><is><t>D1</t></is></c>',
    b='<c r="B2" t="inlineStr"><is><t>生产部</t></is></c>',
)
"""Two lines of the sheet of departments."""


def sheet(rows: str = ROWS, after: str = "", before: str = "") -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet xmlns="{SPREADSHEET}">'
    return f"{head}<sheetData>{rows}</sheetData>{after}</worksheet>".encode()


def parts(sheets: Mapping[str, bytes] | None = None, names: tuple[str, ...] = ("部门",)) -> dict[str, bytes]:
    """The parts of a workbook with these sheets, in their order."""
    pages = sheets or {"sheet1.xml": sheet()}
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, start=1)
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/{path}"/>'
        for n, path in enumerate(pages, start=1)
    )
    return {
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>'.encode(),
        **{f"xl/worksheets/{path}": content for path, content in pages.items()},
    }


def packed(members: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", how) as archive:
        for path, content in members.items():
            archive.writestr(path, content)
    return target.getvalue()


def forged(members: Mapping[str, bytes], path: str, *, says: int) -> bytes:
    """The archive in which this part says that it is so short, and has the checksum of that."""
    content = bytearray(packed(members))
    checksum = zlib.crc32(members[path][:says])
    for mark, crc_at, size_at, name_at in ((b"PK\x03\x04", 14, 22, 30), (b"PK\x01\x02", 16, 24, 46)):
        at = content.find(mark)
        while at >= 0 and content[at + name_at : at + name_at + len(path)] != path.encode():
            at = content.find(mark, at + 1)
        assert at >= 0
        content[at + crc_at : at + crc_at + 4] = struct.pack("<I", checksum)
        content[at + size_at : at + size_at + 4] = struct.pack("<I", says)
    return bytes(content)


def read(content: bytes, sheet_key: str = "") -> Parsed:
    return asyncio.run(run_limited(read_workbook, content, sheet_key, limits=READING))


def names_in(found: Parsed) -> list[object]:
    return [row.cells["name_zh"] for row in found.sheets["departments"]]


def test_the_plain_one_is_read() -> None:
    assert names_in(read(packed(parts()))) == ["生产部"]


def test_a_part_that_says_too_little_of_its_size_is_not_unpacked() -> None:
    strings = b"<sst><si><t>" + b"a" * 100_000_000 + b"</t></si></sst>"

    assert (
        code_of(read, forged({**parts(), SHARED: strings}, SHARED, says=100)) is ErrorCode.WORKBOOK_UNREADABLE
    )
    wide = {"sheet1.xml": sheet(ROWS * 200_000)}
    inside = "xl/worksheets/sheet1.xml"
    assert code_of(read, forged(parts(wide), inside, says=500)) is ErrorCode.WORKBOOK_UNREADABLE


def test_a_part_that_unpacks_to_too_much_is_refused_and_one_that_nobody_reads_is_left_alone() -> None:
    bomb = b" " * (reading.MOST_UNPACKED + 1)

    assert code_of(read, packed({**parts(), SHARED: bomb})) is ErrorCode.WORKBOOK_TOO_LARGE
    assert names_in(read(packed({**parts(), "xl/media/image1.png": bomb}))) == ["生产部"]


def test_many_parts_and_unusual_ways_to_pack_them_are_refused() -> None:
    crowd = {f"xl/media/{n}.png": b"" for n in range(reading.MOST_MEMBERS)}

    assert code_of(read, packed({**parts(), **crowd})) is ErrorCode.WORKBOOK_TOO_LARGE
    for how in (zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2):
        assert code_of(read, packed(parts(), how)) is ErrorCode.WORKBOOK_UNREADABLE
    twice = packed({**parts(), "xl/WORKBOOK.xml": b"<workbook/>"})
    assert code_of(read, twice) is ErrorCode.WORKBOOK_UNREADABLE


def test_two_sheets_of_one_name_are_refused_and_one_in_two_languages_is_at_fault() -> None:
    pages = {"sheet1.xml": sheet(), "sheet2.xml": sheet(ROWS.replace("生产部", "另一个"))}

    assert code_of(read, packed(parts(pages, ("部门", "部门")))) is ErrorCode.WORKBOOK_UNREADABLE
    both = read(packed(parts(pages, ("部门", "Departments"))))
    assert [(each.sheet, each.row, each.value, each.code) for each in both.faults] == [
        ("departments", 0, "部门, Departments", ErrorCode.SHEET_TWICE)
    ]


def test_merged_ranges_fill_what_is_there_and_no_more() -> None:
    def merged(*ranges: str) -> bytes:
        cells = "".join(f'<mergeCell ref="{each}"/>' for each in ranges)
        return packed(parts({"sheet1.xml": sheet(after=f"<mergeCells>{cells}</mergeCells>")}))

    assert names_in(read(merged("B2:XFD1048576"))) == ["生产部"]
    assert code_of(read, merged(*(["A1:XFD1048576"] * 5_000))) is ErrorCode.WORKBOOK_UNREADABLE
    many = [f"D{n}:E{n}" for n in range(1, reading.MOST_MERGED + 2)]
    assert code_of(read, merged(*many)) is ErrorCode.WORKBOOK_TOO_MANY_ROWS


def test_a_million_empty_rows_are_read_in_seconds() -> None:
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 1_048_577))
    content = packed(parts({"sheet1.xml": sheet(ROWS + empty)}))
    began = time.monotonic()

    assert names_in(read(content)) == ["生产部"]
    assert time.monotonic() - began < READING.within_s


def test_cells_far_out_and_too_many_of_them_are_refused() -> None:
    def with_cell(place: str) -> bytes:
        row = f'<row r="9"><c r="{place}"><v>1</v></c></row>'
        return packed(parts({"sheet1.xml": sheet(ROWS + row)}))

    for place in ("XFD1048576", "A1048576", "XFD1", "ZZ15000"):
        assert code_of(read, with_cell(place)) is ErrorCode.WORKBOOK_TOO_MANY_ROWS
    for place in ("A99999999", "a1", "1A", ""):
        assert code_of(read, with_cell(place)) is ErrorCode.WORKBOOK_UNREADABLE


def test_a_cell_that_only_the_parser_sees_ends_the_process_and_not_the_server() -> None:
    hidden = f'<row r="9"><x-y:c xmlns:x-y="{SPREADSHEET}" r="XFD1048576"><x-y:v>1</x-y:v></x-y:c></row>'
    content = packed(parts({"sheet1.xml": sheet(ROWS + hidden)}))

    with pytest.raises((WorkerLost, Refused)):
        asyncio.run(run_limited(read_workbook, content, "", limits=Limits(within_s=30, memory=300_000_000)))


def test_another_encoding_hides_nothing() -> None:
    wide = sheet(ROWS).decode().replace("UTF-8", "UTF-16").encode("utf-16")

    assert code_of(read, packed(parts({"sheet1.xml": wide}))) is ErrorCode.WORKBOOK_UNREADABLE


def test_entities_are_not_expanded() -> None:
    laughs = "".join(
        f'<!ENTITY l{n} "{"".join(f"&l{n - 1};" for _ in range(10)) if n else "ha" * 100}">'
        for n in range(12)
    )
    rows = ROWS.replace("生产部", "&l11;")
    bomb = sheet(rows, before=f"<!DOCTYPE worksheet [{laughs}]>")

    assert code_of(read, packed(parts({"sheet1.xml": bomb}))) is ErrorCode.WORKBOOK_UNREADABLE


def test_comma_separated_values_without_an_end_are_refused() -> None:
    head = "编号,名称\r\n"

    assert (
        code_of(read, (head + "a,b\r\n" * 30_000).encode(), "departments") is ErrorCode.WORKBOOK_TOO_MANY_ROWS
    )
    assert (
        code_of(read, (head + ",\r\n" * 1_000_000).encode(), "departments")
        is ErrorCode.WORKBOOK_TOO_MANY_ROWS
    )
    assert (
        code_of(read, (head + '"' + "x" * 9_000_000).encode(), "departments") is ErrorCode.WORKBOOK_UNREADABLE
    )
    wide = read((head + "D1,好" + "," * 1_000_000 + "\r\n").encode(), "departments")
    assert names_in(wide) == ["好"]


def test_figures_that_are_none_are_words() -> None:
    cells = [["code", "name_zh"], ["D1", float(10**300)], [10**20, True]]

    found = read(book(departments=cells)).sheets["departments"]

    assert [row.number for row in found] == [2, 3]
