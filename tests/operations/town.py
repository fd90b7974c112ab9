"""A program that fills the database with a small town: a vendor, orders on their way, uploads and documents."""

import django


def main() -> None:
    """Fill the database that the environment names."""
    django.setup()
    from django.core.files.base import ContentFile
    from django.core.files.storage import storages

    from orders.statuses import Status
    from tests.factories import ItemFactory, MembershipFactory, UserFactory, VendorFactory
    from tests.stories import moved, placed_order
    from vendors.models import MembershipRole

    vendor = VendorFactory.create(slug="crumb-and-co", verified=True)
    item = ItemFactory.create(vendor=vendor, stock=50)
    staff = MembershipFactory.create(vendor=vendor, role=MembershipRole.STAFF).user
    for number in range(4):
        order = placed_order(UserFactory.create(), item)
        moved(order, staff, *[Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP][:number])
    for alias, name in (
        ("default", "covers/loaf.webp"),
        ("default", "reviews/2026/crust.webp"),
        ("documents", "checks/7/deed.pdf"),
    ):
        storages[alias].save(name, ContentFile(name.encode() * 50_000))


if __name__ == "__main__":
    main()
