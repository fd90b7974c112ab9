"""Wexcombe: its categories and its shops."""

from imports.demo.shops import Shop
from imports.demo.town.food import FOOD
from imports.demo.town.high_street import HIGH_STREET
from imports.demo.town.home import HOME

TOWN = "Wexcombe"
CENTRE = (51.2062, -2.6481)
#: Parent → children, as (slug, name).
CATEGORIES: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("food-drink", "Food & drink"): (
        ("bakery", "Bakery"),
        ("cafe", "Café"),
        ("butcher", "Butcher"),
        ("greengrocer", "Greengrocer"),
        ("cheese", "Cheese"),
        ("fishmonger", "Fishmonger"),
        ("pizza", "Pizza"),
        ("wine", "Wine"),
    ),
    ("home-garden", "Home & garden"): (("florist", "Florist"), ("hardware", "Hardware"), ("plants", "Plants"), ("pets", "Pets")),
    ("health-style", "Health & style"): (("pharmacy", "Pharmacy"), ("tailor", "Tailor"), ("shoe-repair", "Shoe repair")),
    ("books-leisure", "Books & leisure"): (("bookshop", "Bookshop"), ("bike-repair", "Bike repair"), ("toys", "Toys")),
}
#: The first shop is the one that the demo's owner and staff work in, the second is the stranger's.
SHOPS: tuple[Shop, ...] = (*FOOD, *HOME, *HIGH_STREET)
