"""Whoever adds a table that points at a person says what becomes of it."""

from django.apps import apps

from accounts.models import User
from privacy.inventory import WHAT_BECOMES


def links_to_people() -> set[str]:
    found = set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.concrete and not field.many_to_many and getattr(field, "related_model", None) is User:
                found.add(f"{model._meta.label}.{field.name}")
    return found


def test_every_row_that_points_at_a_person_has_its_line() -> None:
    assert links_to_people() - WHAT_BECOMES.keys() == set(), "say in privacy/inventory.py what becomes of these"


def test_the_list_names_nothing_that_is_gone() -> None:
    assert WHAT_BECOMES.keys() - links_to_people() == set()
