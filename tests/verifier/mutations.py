"""Every single change to a JSON document: each scalar altered, each member or item dropped, doubled or of another type."""

import copy
from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value of a document, the document itself last, with where it is."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in children:
        yield from walk(child, (*path, step))
    yield path, value


def mutations(document: Any) -> Iterator[tuple[str, Any]]:
    """Named copies of the document, each with one change."""
    for path, value in walk(document):
        name = "/".join(map(str, path))
        if not path:
            continue
        yield f"{name} dropped", _changed(document, path, _drop)
        for how, other in _others(value):
            yield f"{name} {how}", _changed(document, path, lambda parent, step, other=other: parent.__setitem__(step, other))
        if isinstance(path[-1], int):
            yield f"{name} doubled", _changed(document, path, lambda parent, step: parent.insert(step, parent[step]))
        if isinstance(value, dict):
            yield (
                f"{name} with another member",
                _changed(document, (*path, "other"), lambda parent, step: parent.update({step: "x"})),
            )


def _others(value: Any) -> Iterator[tuple[str, Any]]:
    yield "null", None
    if isinstance(value, str):
        yield from _other_strings(value)
    elif isinstance(value, int):
        yield from (("one more", value + 1), ("one less", value - 1), ("as a string", str(value)), ("true", True))
        yield from (("a fraction", value + 0.5), ("huge", 2**63))
    else:
        yield "a string", "x"


def _other_strings(value: str) -> Iterator[tuple[str, Any]]:
    yield "as a number", 1
    yield "longer", value + "A"
    places = {0, len(value) // 4, len(value) // 2, len(value) * 3 // 4, len(value) - 2, len(value) - 1}
    for place in sorted(place for place in places if 0 <= place < len(value)):
        other = "B" if value[place] == "A" else "A"
        yield f"changed at {place}", value[:place] + other + value[place + 1 :]


def _changed(document: Any, path: Path, change: Any) -> Any:
    mutated = copy.deepcopy(document)
    parent = mutated
    for step in path[:-1]:
        parent = parent[step]
    change(parent, path[-1])
    return mutated


def _drop(parent: Any, step: Any) -> None:
    del parent[step]
