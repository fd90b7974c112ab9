"""A business that is just being opened: so far it has a name and a place, and one check handed in."""

from accounts.models import User
from imports.demo.papers import card
from imports.demo.town import CENTRE, TOWN
from vendors.models import Category, CheckKind, Vendor
from vendors.places import Point
from vendors.services import add_document, create_vendor, submit_check

NAME = "Finch & Daughter"


def open_newcomer(owner: User) -> Vendor:
    """Open it for `owner`, who goes on at /sell/finch-daughter."""
    vendor = create_vendor(
        by=owner,
        name=NAME,
        category=Category.objects.get(slug="bakery"),
        city=TOWN,
        tagline="Jam, curd and pickles out of one kitchen",
        phone="+441632960199",
        line1="2 Orchard Row",
        postcode="WX1 2FD",
        location=Point(CENTRE[0] + 0.004, CENTRE[1] - 0.006),
    )
    Vendor.objects.filter(pk=vendor.pk).update(external_id=f"demo:{vendor.slug}")
    check = submit_check(vendor, by=owner, kind=CheckKind.IDENTITY, evidence="My driving licence, the front.")
    add_document(check, by=owner, upload=card("Driving licence", owner.name, "born 1 January 1990", "No. SAMPLE 0001"))
    return vendor
