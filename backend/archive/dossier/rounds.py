"""The rounds of a case: what was done, shown, flagged, rechecked and signed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from backend.archive.dossier.sheet import Block, Sheet
from backend.archive.dossier.words import Words

OF_A_ROUND = ("BEFORE", "DISPOSAL", "RECHECK", "SIGNATURE")


def rounds(sheet: Sheet) -> Iterator[Block]:
    for entry in sheet.part("rounds"):
        yield from _round(sheet, entry)


def five(sheet: Sheet) -> Iterator[Block]:
    """The remediation plan, round by round."""
    found: Mapping[str, Any] = sheet.snapshot.get("five") or {}
    for number, each in sorted(found.items(), key=lambda pair: int(pair[0])):
        yield {"heading": sheet.words["round"].format(n=number)}
        yield sheet.facts(
            five_responsible=each["responsible"],
            five_measures=each["measures"],
            five_funds=each["funds"],
            five_deadline=sheet.time(each["deadline"]),
            five_plan=each["plan"],
            recorded_by=sheet.signed(each["recorded_by"], each["recorded_at"]),
        )


def _round(sheet: Sheet, entry: Mapping[str, Any]) -> Iterator[Block]:
    words, number = sheet.words, entry["number"]
    yield {"heading": words["disposal_of"].format(n=number)}
    yield sheet.facts(
        measures=entry["measures"],
        chosen=" · ".join(entry.get("chosen", ())),
        disposed_by=sheet.signed(entry["disposed_by"], entry["disposed_at"]),
        voice="\n".join(_voice(sheet, each) for each in sheet.part("voices") if each["round"] == number),
    )
    if entry["is_passed"] is not None:
        yield {"heading": words["recheck_of"].format(n=number)}
        yield sheet.facts(
            flags=_flags(words, entry.get("flags", ())),
            flags_seen=_flags(words, ({"reason": each} for each in entry.get("flags_seen", ()))),
            verdict=words["passed" if entry["is_passed"] else "failed"],
            reason=words.of("RecheckReason", entry["reason"]),
            note=entry["note"],
            rechecked_by=sheet.signed(entry["rechecked_by"], entry["rechecked_at"]),
            override=entry["override_reason"] or "",
            content_hash=entry["content_hash"] if entry["is_passed"] else "",
        )
    of_round = [each for each in sheet.part("evidence") if each["round"] == number]
    yield from sheet.pictures([each for each in of_round if each["role"] in OF_A_ROUND])


def _voice(sheet: Sheet, note: Mapping[str, Any]) -> str:
    """That somebody spoke: how long, who, when, and the hash of the recording."""
    spoken = sheet.words["voice_of"].format(
        n=note["seconds"], who=sheet.person(note.get("added_by")), at=sheet.taken(note)
    )
    return f"{spoken}  SHA-256 {note['sha256']}"


def _flags(words: Words, flags: Iterable[Mapping[str, Any]]) -> str:
    """Each reason once, with how much where that is known."""
    said: dict[str, str] = {}
    for flag in flags:
        size = ("minutes", flag["minutes"]) if flag.get("minutes") else ("metres", flag.get("metres"))
        much = words[size[0]].format(n=size[1]) if size[1] else ""
        text = words.of("FlagReason", flag["reason"])
        if much or flag["reason"] not in said:
            said[flag["reason"]] = f"{text} ({much})" if much else text
    return " · ".join(said.values())
