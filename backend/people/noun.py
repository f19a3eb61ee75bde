"""Declaration of people: what they are to the rest of the house."""

from typing import Final

from backend.core.nouns import CodesInWords, Noun

NOUN: Final = Noun(
    "person",
    (
        CodesInWords("consents", {"purpose": "Purpose", "state": "ConsentState"}),
        CodesInWords("corrections", {"state": "CorrectionState"}),
        CodesInWords("memberships", {"role": "Role"}),
        CodesInWords("notice_reads", {"purpose": "Purpose"}),
        CodesInWords("notices", {"purpose": "Purpose"}),
        CodesInWords("person_addresses", {"kind": "AddressKind"}),
        CodesInWords("sign_ins", {"method": "SignInMethod"}),
    ),
)
