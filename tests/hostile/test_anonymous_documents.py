"""A document costs nothing before its sender is known, and little afterwards."""

import json
import threading
import time
from itertools import chain, repeat

import httpx
import pytest
from graphql.language import Lexer, Source, TokenKind, parser

from tests.support.client import persisted
from tests.support.http_site import Site, ask, bearer, sign_in

OVERLAPPING = "{ " + " ".join("viewer { person { id name { zh en } } }" for _ in range(600)) + " }"
SAME = "{ viewer { person { " + "id " * 600 + "} } }"
IN_FRAGMENTS = (
    "{ "
    + " ".join(f"...F{n}" for n in range(200))
    + " }"
    + " ".join(f"fragment F{n} on Query {{ viewer {{ person {{ id }} }} }}" for n in range(200))
)


def code_of(answer: httpx.Response) -> str:
    found: str = answer.json()["errors"][0]["extensions"]["code"]
    return found


@pytest.mark.parametrize(
    "query",
    [
        "{ __schema { types { name } } }",
        "{ __typename }",
        "{ vewer { person { id } } }",
        "{",
        OVERLAPPING,
        'query { anonymousReport(key: "x") { number } }',
    ],
)
def test_an_anonymous_document_is_refused_unread(
    site: Site, client: httpx.Client, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setattr(parser.Parser, "parse_document", lambda _: pytest.fail("it was parsed"))

    for headers in ({}, bearer("x")):
        answer = client.post("/graphql", json={"query": query}, headers=headers)
        assert (answer.status_code, code_of(answer)) == (401, "UNAUTHENTICATED")
        assert "mean" not in answer.text


def test_nobody_learns_without_signing_in_which_operations_are_known(client: httpx.Client) -> None:
    unknown = {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}

    answers = [
        client.post("/graphql", json={"extensions": each}) for each in (unknown, persisted("Situation"))
    ]

    assert answers[0].json() == answers[1].json()
    assert {answer.status_code for answer in answers} == {401}


def test_a_report_without_a_name_needs_no_sign_in_and_gives_no_hints(client: httpx.Client) -> None:
    wrong = {"input": {"operationId": "x", "sitePass": "x", "keyHash": "x", "category": "FIER"}}
    body = {"extensions": persisted("ReportAnonymously"), "variables": wrong}

    answer = client.post("/graphql", json=body)

    assert code_of(answer) == "INVALID_INPUT"
    assert "mean" not in answer.text


def test_an_anonymous_body_is_small(client: httpx.Client) -> None:
    assert client.post("/graphql", json={"query": " " * 100_000}).status_code == 400


@pytest.mark.parametrize("query", [OVERLAPPING, SAME, IN_FRAGMENTS])
def test_too_many_fields_are_refused_before_they_are_compared(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    from graphql.validation.rules import overlapping_fields_can_be_merged as overlaps

    token = sign_in(client, "bob")
    monkeypatch.setattr(overlaps, "find_conflict", lambda *_: pytest.fail("they were compared"))

    answer = ask(client, token, query)

    assert answer["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"


def test_a_document_that_was_refused_is_not_read_again(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sign_in(client, "bob")
    lists = " ".join(
        f"a{n}: alerts(first: 100) {{ edges {{ node {{ id history {{ at }} }} }} }}" for n in range(29)
    )
    wide = f"query Wide {{ {lists} }}"
    assert ask(client, token, wide)["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"

    monkeypatch.setattr(parser.Parser, "parse_document", lambda _: pytest.fail("it was parsed"))
    again = ask(client, token, wide)

    assert again["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"


def test_too_many_tokens_are_refused_before_a_document_is_built(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sign_in(client, "bob")
    monkeypatch.setattr(parser.Parser, "parse_document", lambda _: pytest.fail("it was parsed"))

    answer = ask(client, token, "{ viewer { person { " + "id " * 4000 + "} } }")

    assert answer["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"


def test_the_scan_counts_no_more_tokens_than_the_parser_and_those_of_the_app_alike() -> None:
    from backend.core.graphql.judging import has_more_tokens
    from tests.support.http_site import ROOT

    stored = json.loads((ROOT / "graphql" / "persisted.json").read_text()).values()
    odd = '# a, "b\n{ a(t: "x # \\" y", b: """ " \\""" # """, n: -1.5e+3) ...on B { c } ... F }\n# end, end'
    for text in (*stored, odd):
        lexer, count = Lexer(Source(text)), 0
        while lexer.advance().kind is not TokenKind.EOF:
            count += 1
        assert not has_more_tokens(text, count)
        assert has_more_tokens(text, count * 9 // 10 - 1)


@pytest.mark.parametrize("text", ["#", " ", '"', '\\"""', '"\\', '#" ', ",", "\n#"])
def test_no_text_keeps_the_scan_busy(text: str) -> None:
    from backend.core.graphql.judging import has_more_tokens

    long = text * (256 * 1024 // len(text))
    begun = time.thread_time()
    has_more_tokens(long, 4000)
    has_more_tokens("a" + long, 4000)

    assert time.thread_time() - begun < 0.5


def test_documents_are_judged_beside_the_loop_and_within_a_time(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.core.graphql import judging

    token, threads, times = sign_in(client, "bob"), set(), iter(range(0, 1_000_000, 10))

    def clock() -> float:
        threads.add(threading.current_thread().name)
        return float(next(times))

    monkeypatch.setattr(judging, "thread_time", clock)
    answer = ask(client, token, "{ viewer { person { id name { zh } } } }")

    assert answer["errors"][0]["extensions"]["code"] == "QUERY_TOO_COMPLEX"
    assert all("AnyIO" in name for name in threads)


def test_a_pause_of_the_whole_process_makes_no_good_document_a_bad_one(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.core.graphql import judging

    token, times = sign_in(client, "bob"), chain([0.0, 10.0], repeat(10.0))
    monkeypatch.setattr(judging, "thread_time", lambda: next(times))

    answer = ask(client, token, "{ viewer { person { id name { en } } } }")

    assert answer["data"]["viewer"]["person"]["id"]


def test_a_stored_document_is_never_judged_however_busy_the_machine(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.core.graphql import judging
    from tests.support.http_site import ROOT

    token = sign_in(client, "bob")
    monkeypatch.setattr(judging, "validate", lambda *_: pytest.fail("it was judged"))
    stored = json.loads((ROOT / "graphql" / "persisted.json").read_text()).values()

    answer = ask(client, token, next(text for text in stored if text.startswith("query Viewer")))

    assert answer["data"]["viewer"]["person"]["id"]


def test_all_persisted_operations_are_within_the_cap() -> None:
    from backend.core.graphql.limits import MAX_WRITTEN, written
    from tests.support.http_site import ROOT

    documents = json.loads((ROOT / "graphql" / "persisted.json").read_text()).values()

    assert max(written(parser.parse(text)) for text in documents) <= MAX_WRITTEN * 0.8
