"""What people of the demo town write: notes on orders, reasons, reviews, answers. `{item}` is something that they bought."""

CUSTOMERS = (
    "Amelia Hart", "Ben Okafor", "Catrin Rees", "Dominic Shaw", "Elena Petrova", "Farah Siddiqui", "George Whitlock",
    "Hannah Lowe", "Isaac Mensah", "Jenny Tull", "Kiran Patel", "Laura Finch", "Michael Donovan", "Nadia Rahman", "Oliver Thorne",
    "Petra Novak", "Quentin Mills", "Rosa Delgado", "Simon Achebe", "Tess Gallagher", "Umar Farouk", "Vera Lindqvist",
    "William Hobbs", "Xenia Marlow", "Yusuf Demir", "Zoe Kendrick",
)  # fmt: skip

STREETS = ("Mill Street", "The Green", "Castle Hill", "Orchard Way", "Bridge Street", "Quarry Road", "St Aldhelm's Close")

ORDER_NOTES = (
    "", "", "", "", "Please ring the bell twice, it is a loud house.", "I will come by on the way home, about half past five.",
    "If it is sold out, whatever is nearest is fine.", "No plastic bag, please.", "It is a present: no receipt in the bag.",
    "Back gate is open.",
)  # fmt: skip

ACCEPTED_NOTES = ("", "", "Thank you! We have started a bag for you.", "All there. See you later.")
READY_NOTES = ("", "On the shelf by the door, under your name.", "Just ask at the counter.")
OUT_NOTES = ("", "Callum is on his way with the bike.", "Next round leaves now.")
DELIVERED_NOTES = ("", "Handed over at the door.", "Left in the porch, as agreed.")

REJECTED_REASONS = (
    "We sold the last one over the counter while your order came in. Sorry!",
    "We are short of hands today and would keep you waiting too long.",
    "We do not deliver as far as that.",
)
CANCELLED_BY_CUSTOMER = ("Ordered the wrong size.", "My plans have changed, sorry.", "I found one in the cupboard.")
CANCELLED_BY_VENDOR = ("The oven is out of order, we are very sorry.", "The delivery from our supplier did not come.")

#: Rating → (title, words).
REVIEWS: dict[int, tuple[tuple[str, str], ...]] = {
    5: (
        ("", "{item} exactly as described, and ready five minutes early."),
        ("Worth the walk", "I cross the whole town for the {item}. Never been let down."),
        ("", "Ordered at lunch, in my hands by four. The note on the order was read, which is rare."),
        ("Lovely people", "They rang to ask whether I wanted the bigger one for the same price. I did."),
        ("", "Third time now, third time perfect."),
        ("A proper shop", "They know what they sell. {item} was even better than last time."),
        ("", "My neighbour asked where the {item} came from. So did the postman."),
        ("", "Rang at four, collected at five, eaten by six."),
        ("", "My mother is hard to please and asked for the {item} again."),
        ("As it should be", "Small shop, big care. They even wrote down what to do with the {item}."),
        ("", "I could see on the page when it was started and when it was ready. No guessing."),
        ("Quick", "Followed it on the tracking page and opened the door as the bike came round the corner."),
    ),
    4: (
        ("", "Very good. A little dearer than elsewhere, but you can tell why."),
        ("Nearly perfect", "{item} was great; the bag had a tear in it."),
        ("", "Good, friendly, ten minutes later than they said."),
        ("Will come back", "Liked the {item} a lot. Opening hours could be longer."),
        ("", "{item} is a favourite here. Once it was sold out, hence four."),
        ("", "Friendly and quick, though parking is hopeless."),
        ("", "Solid. The page said ready and it was ready."),
    ),
    3: (
        ("Fine", "{item} was all right, not more than that."),
        ("", "Good quality, but I waited at the counter for a quarter of an hour."),
        ("Mixed", "One thing was excellent, one was not what I had expected from the picture."),
    ),
    2: (
        ("Not this time", "{item} had seen better days. They were nice about it."),
        ("", "Forty minutes late, and nobody wrote why."),
    ),
    1: (("Wrong order", "I got somebody else's bag and had to go back across town."),),
}  # fmt: skip

RESPONSES_GOOD = (
    "Thank you, {name}! We will tell the whole shop.",
    "That made our morning. See you soon, {name}.",
    "Thank you for writing. It helps a small business more than you think.",
)
RESPONSES_POOR = (
    "You are right, {name}, and we are sorry. Come by and we will put it right.",
    "Thank you for telling us. We have changed how we pack since then.",
    "We should have written to you earlier. The next one is on us, {name}.",
)
