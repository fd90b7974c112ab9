"""Every read of the API, with the number of statements that it may cost (ceilings.py)."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.access.calling import call, operations, undone
from tests.access.ceilings import QUERIES
from tests.access.expectations import OPERATIONS
from tests.access.world import CALLERS, World

pytestmark = pytest.mark.django_db
READS = sorted(name for name, (method, _, _) in operations().items() if method == "get")


def test_r28_every_read_has_a_ceiling_and_every_ceiling_a_read() -> None:
    assert sorted(QUERIES) == READS


@pytest.mark.parametrize("name", READS)
def test_r28_a_read_costs_no_more_than_its_ceiling(caller: APIClient, world: World, name: str) -> None:
    operation = OPERATIONS[name]
    who = min(CALLERS, key=lambda each: operation.expect[each])  # whoever gets an answer
    cache.clear()
    with undone(), CaptureQueriesContext(connection) as asked:
        assert call(caller, world, name, operation, who).status_code == operation.expect[who]
    texts = [str(query["sql"]) for query in asked]
    assert len(texts) <= QUERIES[name], "\n".join(texts)
