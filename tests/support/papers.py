"""Printed papers as tests read them."""

from pathlib import Path

import pypdfium2


def words_of(paper: bytes | Path) -> str:
    """The words of a PDF, without the gaps between them and the breaks of its lines."""
    pages = pypdfium2.PdfDocument(paper)
    return "".join("".join(each.get_textpage().get_text_bounded().split()) for each in pages)
