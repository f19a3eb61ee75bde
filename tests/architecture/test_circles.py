"""Files of one noun import each other in one direction."""

from collections.abc import Iterator, Mapping, Set

import grimp
import pytest

KNOWN = {"backend.alerts", "backend.cases"}
"""Their GraphQL types refer to each other and back. No other noun may begin to."""


def circles(imports: Mapping[str, Set[str]]) -> list[list[str]]:
    """The groups of files each of which leads to every other one."""

    def reached(begin: str) -> set[str]:
        found, waiting = set[str](), [begin]
        while waiting:
            for each in imports.get(waiting.pop(), frozenset()):
                if each not in found:
                    found.add(each)
                    waiting.append(each)
        return found

    leads = {each: reached(each) for each in imports}
    groups = {
        frozenset(other for other in leads[each] if each in leads.get(other, ()))
        for each in imports
        if each in leads[each]
    }
    return sorted(sorted(group) for group in groups)


def inside() -> Iterator[tuple[str, dict[str, set[str]]]]:
    """Every folder of the back end with what its files import of each other."""
    graph = grimp.build_graph("backend", exclude_type_checking_imports=True)
    for noun in sorted(graph.find_children("backend")):
        files = {noun, *graph.find_descendants(noun)}
        yield noun, {file: graph.find_modules_directly_imported_by(file) & files for file in files}


def test_no_files_of_a_noun_import_each_other_in_a_circle() -> None:
    found = {noun: each for noun, imports in inside() if (each := circles(imports))}

    assert set(found) - KNOWN == set(), found
    assert set(found) == KNOWN, "a circle went: take it out"


@pytest.mark.parametrize(
    ("imports", "found"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b"}, "b": {"a"}, "c": {"a"}}, [["a", "b"]]),
        ({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"e"}, "e": {"d"}}, [["a", "b", "c"], ["d", "e"]]),
    ],
)
def test_a_circle_is_found(imports: dict[str, set[str]], found: list[list[str]]) -> None:
    assert circles(imports) == found
