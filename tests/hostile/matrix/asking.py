"""Documents made from the schema: every query and mutation, with something in each of its arguments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLOutputType,
    Undefined,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
    is_required_input_field,
)

from backend.cases.recheck.evidence_checks_rules import FlagReason
from tests.support.noun_examples import merged

Path = tuple[str, ...]

KINDS: Final[Mapping[str, str]] = {
    "agreementId": "agreement",
    "alertId": "alert",
    "alertIds": "alert",
    "alertTestId": "alert test",
    "areaId": "area",
    "areaIds": "area",
    "caseId": "case",
    "beaconId": "beacon",
    "browserId": "browser",
    "channelId": "channel",
    "caseIds": "case",
    "correctionId": "correction",
    "deliveryId": "delivery",
    "departmentId": "department",
    "departmentIds": "department",
    "deviceId": "device",
    "documentId": "document",
    "equipmentCode": "equipment code",
    "firstPeople": "person",
    "equipmentId": "equipment",
    "equipmentIds": "equipment",
    "extensionId": "extension",
    "followUpId": "follow-up",
    "groupId": "alert",
    "hazardReportId": "report",
    "mentions": "person",
    "objectionId": "objection",
    "explainedBy": "sensor",
    "inReturnId": "shift",
    "originalCaseId": "case",
    "originalId": "other case",
    "outletId": "outlet",
    "ownerId": "person",
    "patternId": "shift pattern",
    "people": "officer",
    "personId": "person",
    "personIds": "person",
    "planId": "plan",
    "parentId": "department",
    "postId": "post",
    "proposalId": "proposal",
    "reopenTasks": "task",
    "reportId": "report",
    "responsibleId": "person",
    "rosterId": "roster",
    "sensorId": "sensor",
    "sensorIds": "sensor",
    "sha256": "photo",
    "shiftId": "shift",
    "signInId": "sign-in",
    "siteId": "site",
    "sitePass": "site pass",
    "successorId": "person",
    "swapId": "shift swap",
    "targetId": "other case",
    "taskId": "task",
    "taskIds": "task",
    "viewId": "view",
    "windowId": "window",
    **merged("kinds"),
}
"""What an argument of this name refers to."""
KINDS_OF: Final[Mapping[Path, str]] = {
    ("alert", "id"): "alert",
    ("organisationChanges", "objectId"): "department",
    ("case", "id"): "case",
    ("equipment", "code"): "equipment code",
    ("hazardReport", "id"): "report",
    ("proposal", "id"): "proposal",
    ("sensor", "id"): "sensor",
    ("sources", "filter", "ids"): "sensor",
    ("addArea", "input", "details", "parentId"): "area",
    ("changeArea", "input", "details", "parentId"): "area",
    ("addEquipment", "input", "details", "parentId"): "equipment",
    ("changeEquipment", "input", "details", "parentId"): "equipment",
    ("setParentSource", "input", "parentId"): "sensor",
    ("disablePerson", "input", "successorId"): "other person",
    ("failRecheck", "input", "caseId"): "disposed",
    ("passRecheck", "input", "caseId"): "disposed",
    ("passRecheck", "input", "contentHash"): "disposed hash",
    ("passRecheck", "input", "signature", "sha256"): "signature",
    ("finishTask", "input", "taskId"): "started task",
    ("updateTask", "input", "taskId"): "started task",
    ("submitDisposal", "input", "caseId"): "taken",
    ("recordRootCause", "input", "caseId"): "taken",
    ("requestExtension", "input", "caseId"): "case",
    ("addComment", "input", "caseId"): "case",
    ("askSwap", "input", "shiftId"): "own shift",
    ("askSwap", "input", "personId"): "officer",
    ("changeShift", "input", "personId"): "officer",
    ("verifyArchive", "caseId"): "archived",
    ("reopenCase", "input", "caseId"): "archived",
    **merged("kinds_of"),
}
"""Where the name alone does not say it, or the object must have come so far."""
NO_REFERENCES: Final[Mapping[Path, str]] = {
    ("requestExtension", "input", "id"): "made by the client",
    ("connectionGuide", "code"): "of a source that is to come; nothing is looked up",
    ("changeTaskRules", "input", "rules", "id"): "of a rule that stays; the site is asked for first",
    **merged("no_references"),
}
"""Ids that name no object of the server's."""
ALSO: Final[Mapping[Path, frozenset[str]]] = {
    ("reportHazard", "input", "areaId"): frozenset({"equipmentCode"}),
    ("reportAnonymously", "input", "areaId"): frozenset({"equipmentCode"}),
    ("planMaintenance", "input", "equipmentId"): frozenset({"areaId"}),
    ("duplicateCandidates", "of", "category"): frozenset(),
    ("passRecheck", "input", "signature"): frozenset(),
    ("addPerson", "input", "departmentId"): frozenset(),
    ("changePerson", "input", "departmentId"): frozenset(),
    **merged("also"),
}
"""What must be there, too, unless one of these is asked for."""
CLIENTS_OWN: Final = "operationId"

VALUES: Final[Mapping[str, Any]] = {
    "acknowledgeWithinS": 60,
    "basedOn": 1,
    "baseVersion": 1,
    "capturedAt": "2026-11-24T12:00:00Z",
    "category": "MECHANICAL",
    "disposeWithinS": 3600,
    "dueAt": "2026-12-24T12:00:00Z",
    "dueOn": "2026-12-24",
    "fromMinute": 1320,
    "endsAt": "2026-12-24T14:00:00Z",
    "hoursDays": 3650,
    "keyHash": "a" * 64,
    "latitude": 31.2,
    "longitude": 121.4,
    "madeAt": "2026-11-24T12:00:00Z",
    "minutesDays": 400,
    "opensCaseAfterS": 60,
    "outcome": "NOT_A_HAZARD",
    "percent": 40,
    "readingsDays": 100,
    "recheckWithinS": 86400,
    "startsAt": "2026-12-24T12:00:00Z",
    "until": None,
    "untilMinute": 360,
    "username": "somebody.new",
    "version": 1,
    "weekdays": [1],
    "whys": ["why", "why so", "and why that"],
}
"""What an argument of this name is given; without an entry its type decides."""
VALUES_OF: Final[Mapping[Path, Any]] = {
    **{
        (field, "input", "details", "code"): "NEW-1"
        for field in ("addArea", "changeArea", "addEquipment", "changeEquipment")
    },
    **merged("values_of"),
    ("addEquipment", "input", "details", "otherCodes"): [],
    ("changeEquipment", "input", "details", "otherCodes"): [],
    ("declineHazard", "input", "reason"): "DUPLICATE",
    ("passRecheck", "input", "flagsSeen"): [str(each) for each in FlagReason],
    ("secondPeople", "permission"): "RECHECK",
    ("roster", "since"): "2026-12-20T12:00:00Z",
    ("roster", "until"): "2026-12-24T12:00:00Z",
    ("rosterOnDay", "day"): "2026-11-24",
    ("backtest", "proposed"): {"deadband": 2.0},
    ("proposeIndicator", "input", "proposed"): {"deadband": 2.0},
    **{
        (field, "input", "code"): "NEW-1"
        for field in ("addBeacon", "addDepartment", "changeDepartment", "addPost", "changePost")
    },
    ("addOutlet", "input", "kind"): "wecom",
    ("setChannelOrder", "input", "channels"): ["SMS"],
    ("addOutlet", "input", "address"): f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={'a' * 32}",
    ("tuneIndicator", "input", "deadband"): 2.0,
    ("policyLoses", "tiers"): [
        {
            "tier": tier,
            "acknowledgeWithinS": 60,
            "disposeWithinS": 3600,
            "recheckWithinS": 86_400,
            "notifiedFirst": ["RESPONSIBLE"],
            "channels": ["IN_APP"],
            "opensCaseAfterS": 0,
            "ladder": [{"percent": 100, "notifies": ["LEAD"]}],
        }
        for tier in ("RED", "ORANGE", "YELLOW", "BLUE")
    ],
}
OF_TYPE: Final[Mapping[str, Any]] = {
    "String": "words of enough length",
    "Int": 30,
    "Float": 1.0,
    "Boolean": False,
    "DateTime": "2026-12-24T12:00:00Z",
    "Date": "2026-12-24",
}
DEPTH: Final = 2


class NotInTheMatrix(AssertionError):
    """What somebody has to add so that a new field is attacked, too."""


@dataclass(frozen=True)
class Reference:
    """One argument that names an object: of which field, where in its arguments, and of which kind."""

    operation: str
    field: str
    path: Path
    kind: str

    def __str__(self) -> str:
        return f"{self.field}({'.'.join(self.path)})"


def references(operation: str, name: str, field: GraphQLField) -> Iterator[Reference]:
    """Every argument of this field that names an object. Raises NotInTheMatrix for an id of no known kind."""
    for argument, wanted in field.args.items():
        for path in _ids(wanted.type, (argument,)):
            if path[-1] == CLIENTS_OWN or (name, *path) in NO_REFERENCES:
                continue
            kind = KINDS_OF.get((name, *path)) or KINDS.get(path[-1])
            if kind is None:
                raise NotInTheMatrix(
                    f"{operation} {name} takes the id {'.'.join(path)}, and the matrix knows no such object: "
                    "give it a kind in KINDS, and one of each plant in tests/hostile/matrix/objects.py."
                )
            yield Reference(operation, name, path, kind)


def _ids(wanted: GraphQLInputType, path: Path) -> Iterator[Path]:
    named = get_named_type(wanted)
    if isinstance(named, GraphQLInputObjectType):
        for name, inside in named.fields.items():
            yield from _ids(inside.type, (*path, name))
    elif (
        named.name in ("UUID", "ID")
        or path[-1] in ("equipmentCode", "sha256")
        or (path[-1] == "code" and len(path) == 1)
        or path == ("input", "photos")
    ):
        yield path


def document(operation: str, name: str, field: GraphQLField) -> str:
    """Ask for this field with a variable for each of its arguments, and for what is in it."""
    variables = ", ".join(f"${each}: {argument.type}" for each, argument in field.args.items())
    handed = ", ".join(f"{each}: ${each}" for each in field.args)
    return f"{operation} ({variables}) {{ {name}({handed}) {_selection(field.type, DEPTH)} }}"


def _selection(wanted: GraphQLOutputType, depth: int) -> str:
    named = get_named_type(wanted)
    if not isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
        return ""
    parts = ["__typename"]
    for name, field in named.fields.items():
        if any(is_required_argument(argument) for argument in field.args.values()):
            continue
        if is_leaf_type(get_named_type(field.type)):
            parts.append(name)
        elif depth > 1:
            parts.append(f"{name} {_selection(field.type, depth - 1)}")
    return f"{{ {' '.join(parts)} }}"


@dataclass(frozen=True)
class Filling:
    """Values for the arguments of a field: `own` objects, and in one place the one that is asked for."""

    field: str
    own: Mapping[str, str]
    place: Path
    asked: str

    def variables(self, field: GraphQLField) -> dict[str, Any]:
        """By argument; those that need not be there are left out unless the place is in them."""
        return {
            name: self._value(argument.type, (name,))
            for name, argument in field.args.items()
            if is_non_null_type(argument.type) or self._is_towards((name,))
        }

    def _is_towards(self, path: Path) -> bool:
        return self.place[: len(path)] == path

    def _value(self, wanted: GraphQLInputType, path: Path) -> Any:
        found = self._one(wanted, path)
        is_list = is_list_type(get_nullable_type(wanted))
        return [found] if is_list and not isinstance(found, list) else found

    def _one(self, wanted: GraphQLInputType, path: Path) -> Any:
        where = (self.field, *path)
        if path == self.place:
            return self.asked
        if path[-1] == CLIENTS_OWN or where in NO_REFERENCES:
            return str(uuid4())
        if where in VALUES_OF:
            return VALUES_OF[where]
        kind = KINDS_OF.get(where) or KINDS.get(path[-1])
        return self.own[kind] if kind is not None else self._of_type(wanted, path)

    def _of_type(self, wanted: GraphQLInputType, path: Path) -> Any:
        named = get_named_type(wanted)
        if isinstance(named, GraphQLInputObjectType):
            return self._inside(named, path)
        if VALUES.get(path[-1]) is not None:
            return VALUES[path[-1]]
        if isinstance(named, GraphQLEnumType):
            return next(iter(named.values))
        if named.name in OF_TYPE:
            return OF_TYPE[named.name]
        raise NotInTheMatrix(
            f"{self.field} takes {'.'.join(path)}, a {named.name}: give that type a value in OF_TYPE."
        )

    def _inside(self, named: GraphQLInputObjectType, path: Path) -> dict[str, Any]:
        return {
            name: self._value(inside.type, (*path, name))
            for name, inside in named.fields.items()
            if self._is_needed(name, inside, (*path, name))
        }

    def _is_needed(self, name: str, inside: Any, path: Path) -> bool:
        where = (self.field, *path)
        if self._is_towards(path) or where in VALUES_OF or is_required_input_field(inside):
            return True
        if where in ALSO:
            return not ALSO[where] & set(self.place)
        # Words with a default are often needed all the same: a reason, a note, an answer.
        is_words = get_named_type(inside.type).name == "String" and inside.default_value == ""
        return is_words and inside.default_value is not Undefined and name != "code"
