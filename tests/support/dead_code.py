"""`make lint`: code that nothing but tests calls. What a framework calls stands here, with why.

vulture compares names: a name that is used anywhere counts as used everywhere.
"""

import re
import sys
from pathlib import Path
from typing import Final

from vulture.core import Item, Vulture

ROOT: Final = Path(__file__).parents[2]
SDL: Final = ROOT / "graphql" / "schema.graphql"
ROOTS: Final = ("Query", "Mutation", "Subscription")
CALLED_BY_DECORATOR: Final = [
    "@*.command",  # of the command line, by typer
    "@field_validator",  # by pydantic
    "@model_validator",
    "@event.listens_for",  # by SQLAlchemy
    "@compiles",
]
ALLOWED: Final = {
    "pydantic reads it": ["model_config"],
    "SQLAlchemy reads these of a column type": [
        "impl",
        "cache_ok",
        "process_bind_param",
        "process_result_value",
        "load_dialect_impl",
    ],
    "SQLAlchemy reads these of an expression": ["inherit_cache", "self_group", "against"],
    "columns of the risk register, written whole and read by its next organs": [
        "stop_id",
        "planned_until",
        "ended_by",
        "look_for_zh",
        "look_for_en",
        "answer_zh",
        "answer_en",
    ],
    "the page that sets up an installation sends these": ["MANUFACTURING", "CONSTRUCTION"],
    "sqlite3 reads it of a connection": ["isolation_level"],
    "websockets reads it of a connection": ["pending_legacy_warning"],
    "enum calls it to number members": ["_generate_next_value_"],
    "paho calls these, or reads them of its own client": [
        "on_connect",
        "on_disconnect",
        "on_message",
        "on_publish",
        "on_socket_open",
        "SessionExpiryInterval",
        "ReceiveMaximum",
        "MaximumPacketSize",
        "_last_bytes_received",
        "_in_packet",
    ],
    "strawberry, graphql-core and starlette call or read these": [
        "run_operation",
        "graphql_transport_ws_handler_class",
        "websocket_adapter_class",
        "on_ws_connect",
        "on_parse",
        "on_validate",
        "on_execute",
        "enter_variable",
        "process_errors",
        "enter_operation_definition",
        "enter",
        "decode_json",
        "check_config",
    ],
    "openpyxl reads these of a sheet, a cell or a drop-down": [
        "freeze_panes",
        "font",
        "number_format",
        "showErrorMessage",
    ],
    "urllib3 reads these": ["ConnectionCls", "pool_classes_by_scheme", "_new_conn", "response_class"],
    "io, smtplib and paho call these": ["readable", "_get_socket", "_create_socket_connection"],
    "tests of every noun ask at which row a chain breaks": ["broken_at"],
    "tests of every list go through each of its orders": ["sorted_by"],
    "prometheus_client calls it": ["collect"],
    "wsgiref calls or reads these": ["daemon_threads", "log_message"],
    "uvicorn reads it": ["should_exit"],
    "types that exist for mypy only, named in quotes": ["DataclassInstance"],
    "columns that are written and read by the name of their field": ["what_zh", "what_en"],
    "kept as JSON in an archive and printed by the dossier": ["started_by"],
    "kept as JSON in an alert's cause": ["over_s"],
}


def of_the_schema(item: Item) -> bool:
    """Whether the pages may ask for it: a field or a root in a file of `graphql`, or a value of an enum."""
    if item.typ == "class" and item.filename.stem.endswith("graphql") and item.name.endswith(ROOTS):
        return True  # `api.schema` finds it by its name
    words = set(re.findall(r"\w+", SDL.read_text()))
    first, *rest = item.name.split("_")
    name = first + "".join(part.capitalize() for part in rest)
    is_node = "graphql" in str(item.filename.relative_to(ROOT)) and name in words
    return is_node or (item.name.isupper() and item.name in words)


def main() -> None:
    allowed = {name for group in ALLOWED.values() for name in group}
    vulture = Vulture(ignore_decorators=CALLED_BY_DECORATOR)
    vulture.scavenge([str(ROOT / folder) for folder in ("backend", "push")])
    unused = vulture.get_unused_code()
    dead = [item.get_report() for item in unused if item.name not in allowed and not of_the_schema(item)]
    in_use = [
        f"{name} is called by now: it needs no leave"
        for name in sorted(allowed - {each.name for each in unused})
    ]
    for report in (*dead, *in_use):
        print(report)  # noqa: T201 - a linter talks to a person
    sys.exit(bool(dead or in_use))


if __name__ == "__main__":
    main()
