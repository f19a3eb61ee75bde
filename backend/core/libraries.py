"""Libraries that some pages need and no other: missing or broken, the product starts and works without them.

Each is loaded inside the function that uses it. One that is not there raises ImportError there, and an edge
says LIBRARY_MISSING: that page says so, and no other.
"""

from typing import Final

OPTIONAL: Final = {
    "typst": "dossiers, sheets of labels, drawings as plans",
    "pylopdf_fonts_zh_cn": "the same: their font",
    "pypdfium2": "PDF files as plans and in the files of equipment",
    "segno": "QR codes",
    "openpyxl": "workbooks that are written",
    "python_calamine": "workbooks that are read",
    "webauthn": "passkeys",
    "py_vapid": "Web Push",
    "pywebpush": "Web Push",
}
"""By module: what does not work without it."""


def missing_library(error: BaseException | None) -> str | None:
    """Return the name of the optional library that could not be loaded; None for every other error."""
    if not isinstance(error, ImportError) or error.name is None:
        return None
    name = error.name.partition(".")[0]
    return name if name in OPTIONAL else None
