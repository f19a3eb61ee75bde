"""Declaration of equipment: what they are to the rest of the house."""

from typing import Final

from backend.core.nouns import CodesInWords, FilesOf, Noun
from backend.equipment import ledger_queries as ledger
from backend.photos.queries import PhotoFinder

NOUN: Final = Noun(
    "equipment",
    (
        PhotoFinder(ledger.find_photo),
        FilesOf("photos", "equipment_documents", "sha256"),
        CodesInWords("equipment_documents", {"kind": "DocumentKind"}),
    ),
)
