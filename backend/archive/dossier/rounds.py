"""The rounds of a case: what was done, shown, flagged, rechecked and signed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from backend.archive.dossier.sheet import Sheet
from backend.core.print.blocks import Block, table
from backend.core.print.words import Words

if TYPE_CHECKING:  # types only
    from backend.core.word_keys import Key

OF_A_ROUND = ("BEFORE", "DISPOSAL", "RECHECK", "SIGNATURE")


def rounds(sheet: Sheet) -> Iterator[Block]:
    for entry in sheet.part("rounds"):
        yield from _round(sheet, entry)


def five(sheet: Sheet) -> Iterator[Block]:
    """The remediation plan, round by round."""
    found: Mapping[str, Any] = sheet.snapshot.get("five") or {}
    for number, each in sorted(found.items(), key=lambda pair: int(pair[0])):
        yield {"heading": sheet.words.label("case.round", n=number)}
        yield sheet.facts(
            ("dossier.fiveResponsible", each["responsible"]),
            ("dossier.fiveMeasures", each["measures"]),
            ("remediation.funds", each["funds"]),
            ("dossier.fiveDeadline", sheet.time(each["deadline"])),
            ("dossier.fivePlan", each["plan"]),
            ("dossier.recordedBy", sheet.signed(each["recorded_by"], each["recorded_at"])),
        )


def _round(sheet: Sheet, entry: Mapping[str, Any]) -> Iterator[Block]:
    words, number = sheet.words, entry["number"]
    yield {"heading": words.label("dossier.disposalOf", n=number)}
    yield sheet.facts(
        ("dossier.measures", entry["measures"]),
        ("dossier.chosen", " · ".join(entry.get("chosen", ()))),
        ("dossier.disposedBy", sheet.signed(entry["disposed_by"], entry["disposed_at"])),
        (
            "dossier.voice",
            "\n".join(spoken(sheet, each) for each in sheet.part("voices") if each["round"] == number),
        ),
    )
    if entry["is_passed"] is not None:
        yield {"heading": words.label("dossier.recheckOf", n=number)}
        yield sheet.facts(
            ("dossier.flags", _flags(words, entry.get("flags", ()))),
            ("dossier.flagsSeen", _flags(words, ({"reason": each} for each in entry.get("flags_seen", ())))),
            ("recheck.verdict", words.label("recheck.pass" if entry["is_passed"] else "dossier.failed")),
            ("dossier.reason", words.of("RecheckReason", entry["reason"])),
            ("dossier.note", entry["note"]),
            ("dossier.recheckedBy", sheet.signed(entry["rechecked_by"], entry["rechecked_at"])),
            ("dossier.override", entry["override_reason"] or ""),
            ("dossier.signedBy", _signed_by(words, entry)),
            ("dossier.contentHash", entry["content_hash"] if entry["is_passed"] else ""),
        )
    of_round = [each for each in sheet.part("evidence") if each["round"] == number]
    yield from sheet.pictures([each for each in of_round if each["role"] in OF_A_ROUND])


def _signed_by(words: Words, entry: Mapping[str, Any]) -> str:
    """Return by what a passed recheck was signed: strokes drawn at the step, or a picture that was sent."""
    if not entry["is_passed"]:
        return ""
    drawn = entry.get("signature_strokes_sha256")
    return words.label("recheck.drawn") if drawn else words.label("recheck.pictured")


def account_links(sheet: Sheet) -> Iterator[Block]:
    """Accounts of those who disposed and rechecked: who opened them, and who confirmed the person."""
    found = sheet.part("account_links")
    if not found:
        return
    words = sheet.words
    head: list[Key] = ["dossier.accountPerson", "dossier.accountOpened", "dossier.accountConfirmed"]
    rows = [
        [
            sheet.person(each["person_id"]),
            f"{sheet.signed(each['opened_by'], each['at'])} · {words.of('AccountLinkKind', each['kind'])}",
            _confirmed(sheet, each),
        ]
        for each in found
    ]
    yield table([words.label(each) for each in head], rows, ["1fr", "2fr", "2fr"])


def _confirmed(sheet: Sheet, link: Mapping[str, Any]) -> str:
    if not link["confirmed_at"]:
        return sheet.words.label("dossier.accountUnconfirmed")
    if not link["confirmed_by"]:
        return sheet.words.label("accountLinks.confirmedBefore")
    return sheet.signed(link["confirmed_by"], link["confirmed_at"])


def spoken(sheet: Sheet, note: Mapping[str, Any]) -> str:
    """That somebody spoke: how long, who, when, and the hash of the recording."""
    said = sheet.words.label(
        "dossier.voiceOf", n=note["seconds"], who=sheet.person(note.get("added_by")), at=sheet.taken(note)
    )
    return f"{said}  SHA-256 {note['sha256']}"


def _flags(words: Words, flags: Iterable[Mapping[str, Any]]) -> str:
    """Each reason once, with how much where that is known."""
    said: dict[str, str] = {}
    for flag in flags:
        much = ""
        if flag.get("minutes"):
            much = words.label("time.minutes", n=flag["minutes"])
        elif flag.get("metres"):
            much = words.label("dossier.metres", n=flag["metres"])
        text = words.of("FlagReason", flag["reason"])
        if much or flag["reason"] not in said:
            said[flag["reason"]] = f"{text} ({much})" if much else text
    return " · ".join(said.values())
