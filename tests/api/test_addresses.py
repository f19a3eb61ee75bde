"""Addresses of nouns are found, and none of them fits two routes: then their order says nothing."""

from itertools import combinations
from uuid import UUID

import pytest
from starlette.routing import Route

from tests.support.http_site import Site

EXAMPLES = {"uuid": str(UUID(int=7)), "str": "seven"}


def example(route: Route) -> str:
    """An address that the route answers."""
    values = {
        name: EXAMPLES["uuid" if "UUID" in type(convertor).__name__ else "str"]
        for name, convertor in route.param_convertors.items()
    }
    return str(route.url_path_for(route.name, **values))


@pytest.fixture
def routes(site: Site) -> list[Route]:
    return [each for each in site.app.routes if isinstance(each, Route)]


def test_the_addresses_of_nouns_are_found(routes: list[Route]) -> None:
    paths = {each.path for each in routes}

    assert {"/auth/sign-in", "/labels/sheet", "/q/{code}", "/cases/{case_id:uuid}/dossier.pdf"} <= paths


def test_no_address_fits_two_routes(routes: list[Route]) -> None:
    twice = [
        (one.path, other.path)
        for one, other in combinations(routes, 2)
        if (one.methods or set()) & (other.methods or set())
        and (one.path_regex.match(example(other)) or other.path_regex.match(example(one)))
    ]

    assert twice == []
