"""Blocks that pages are made of: Python makes them, `paper.typ` shows them.

A block is one of: {"facts": [[label, value]]}, {"text": str}, {"quiet": str}, {"heading": str},
{"table": {"head", "rows", "widths"}}, {"pictures": [{"file", "lines", "hash", "height"}]}, {"chart": file}.
Widths and heights are those of Typst, such as "1fr" or "22mm".
"""

from typing import Any

Block = dict[str, Any]


def table(head: list[str], rows: list[list[str]], widths: list[str]) -> Block:
    """Return a table; its head is repeated on every page that it runs over."""
    return {"table": {"head": head, "rows": rows, "widths": widths}}
