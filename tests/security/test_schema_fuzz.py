"""Every operation of the schema, called with what the schema allows and with what it does not, by three people.

No answer is a fault of ours, and none is one that the schema does not tell of. The cases are the same in every run.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.tokens import issue_tokens
from tests.schema import committed_schema
from tests.security.conftest import Shop

Operation = APIOperation[Any, Any, Any, Any]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = {"nobody": 2, "owner": 6, "customer": 4}  # and as many wrong ones of the owner: some 2,500 calls
SCHEMA = schemathesis.openapi.from_dict(committed_schema())
OPERATIONS: dict[str, Operation] = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}  # type: ignore[union-attr]  # none is in error
APPLICATION = get_wsgi_application()
FUZZING = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """Keep the test's connection, which a server would give up after each request."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_one_that_the_schema_tells_of(shop: Shop, label: str) -> None:
    operation = OPERATIONS[label]
    people = {"nobody": None, "owner": shop.owner, "customer": shop.customer}
    for name, examples in EXAMPLES.items():
        user = people[name]
        headers = {"Authorization": f"Bearer {issue_tokens(user).access}"} if user else {}
        fuzz(operation, shop, headers, GenerationMode.POSITIVE, examples)
        if user is shop.owner and has_input(operation):
            fuzz(operation, shop, headers, GenerationMode.NEGATIVE, examples)


def has_input(operation: Operation) -> bool:
    """Say whether a caller can get something wrong: a body, a query; any text is a path, and a header."""
    return bool(operation.body.items or operation.query.items)


def fuzz(operation: Operation, shop: Shop, headers: dict[str, str], mode: GenerationMode, examples: int) -> None:
    """Call the operation with made-up input; what names a thing of the shop names a real one where the input is to be right."""
    known = known_ids(operation.path, shop)

    @settings(FUZZING, max_examples=examples)
    @given(case=operation.as_strategy(mode, path_parameters=known if mode is GenerationMode.POSITIVE else None))
    def call(case: Case[Any]) -> None:
        if mode is GenerationMode.POSITIVE:
            case.body = with_real_ids(case.body, shop)
        with undone():
            case.call_and_validate(base_url="http://testserver", headers=headers, checks=CHECKS, app=APPLICATION)

    call()


@contextmanager
def undone() -> Iterator[None]:
    """Check what was written as a commit would, and take it back."""
    cache.clear()
    with transaction.atomic():
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        transaction.set_rollback(True)


def known_ids(path: str, shop: Shop) -> dict[str, Any]:
    """Return the path's parameters, of things that there are."""
    of = {
        "reviews": shop.review.pk,
        "statements": shop.statement.pk,
        "items": shop.item.pk,
        "members": shop.vendor.memberships.earliest("pk").pk,
        "invitations": shop.invitation.pk,
        "api-keys": shop.key.pk,
        "tablets": shop.tablet.pk,
        "checks": shop.document.verification_check_id,
        "addresses": shop.address.pk,
        "searches": shop.search.pk,
        "notifications": shop.notification.pk,
        "push": shop.browser.pk,
        "webhook-endpoints": shop.webhook.pk,
    }
    values = {
        **shop.ids(),
        "token": shop.token,
        "device_id": str(shop.device.pk),
        "sign_in_id": "browser-1",
        "document_id": shop.document.pk,
        "delivery_id": shop.delivery.pk,
    }
    if "{id}" in path:
        values["id"] = of[path.split("/{id}", maxsplit=1)[0].rpartition("/")[2]]
    return {name: value for name, value in values.items() if f"{{{name}}}" in path}


def with_real_ids(body: Any, shop: Shop) -> Any:
    """Return the body with the shop's own things where it names some."""
    if not isinstance(body, dict):
        return body
    real: dict[str, Any] = {"vendor": shop.vendor.slug, "order": shop.order.uid, "item": shop.item.pk}
    changed: dict[str, Any] = {name: real.get(name, value) for name, value in body.items()}
    if isinstance(changed.get("items"), list):
        changed["items"] = [with_real_ids(item, shop) for item in changed["items"]]
    return changed
