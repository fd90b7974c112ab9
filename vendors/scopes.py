"""What tokens and keys can be given for in a vendor. The names are those of permissions; the right itself is the person's role.

Nothing gives the scope of keys, of shared tablets, nor of changing where webhooks go: that takes a sign-in without limits.
"""

from accounts.scopes import Scope
from vendors.permissions import Permission

VENDOR_SCOPES: dict[str, Scope] = {
    Permission.ORDERS_VIEW: Scope("See orders, and the live board"),
    Permission.ORDERS_ADVANCE: Scope("Move orders along", frozenset({Permission.ORDERS_VIEW})),
    Permission.ORDERS_PAUSE: Scope("Pause new orders, and take them again"),
    Permission.FIGURES_VIEW: Scope("See the figures of days: orders, times, promises"),
    Permission.FIGURES_MONEY: Scope("See what the orders brought in", frozenset({Permission.FIGURES_VIEW})),
    Permission.ITEMS_AVAILABILITY: Scope("Say what is on sale and how many are left"),
    Permission.ITEMS_CHANGE: Scope("Add items and change their words and prices", frozenset({Permission.ITEMS_AVAILABILITY})),
    Permission.PROFILE_CHANGE: Scope("Change the business's profile and hours"),
    Permission.REVIEWS_RESPOND: Scope("Answer reviews"),
    Permission.CHECKS_VIEW: Scope("See the verification checks"),
    Permission.CHECKS_SUBMIT: Scope("Hand in evidence for checks", frozenset({Permission.CHECKS_VIEW})),
    Permission.MEMBERS_VIEW: Scope("See the team"),
    Permission.MEMBERS_INVITE: Scope("Invite people to the team", frozenset({Permission.MEMBERS_VIEW})),
    Permission.MEMBERS_CHANGE: Scope("Change the team", frozenset({Permission.MEMBERS_VIEW, Permission.MEMBERS_INVITE})),
    Permission.WEBHOOKS_VIEW: Scope("See webhooks and what was sent"),
    Permission.WEBHOOKS_REPLAY: Scope("Have webhooks sent again", frozenset({Permission.WEBHOOKS_VIEW})),
}
#: What a key can be given for. Named one by one: what is about people, money, keys or who the business is stays with persons.
KEY_SCOPES = (
    Permission.ORDERS_VIEW,
    Permission.ORDERS_ADVANCE,
    Permission.ORDERS_PAUSE,
    Permission.FIGURES_VIEW,
    Permission.ITEMS_AVAILABILITY,
    Permission.ITEMS_CHANGE,
    Permission.PROFILE_CHANGE,
    Permission.REVIEWS_RESPOND,
    Permission.CHECKS_VIEW,
    Permission.WEBHOOKS_VIEW,
    Permission.WEBHOOKS_REPLAY,
)
KEY_SCOPE_CHOICES = [(scope.value, VENDOR_SCOPES[scope].words) for scope in KEY_SCOPES]
#: What a PIN on a shared tablet is good for: the work at the counter, and nothing else (docs/adr/0038-the-shared-tablet.md).
TABLET_SCOPES = frozenset(
    {Permission.ORDERS_VIEW, Permission.ORDERS_ADVANCE, Permission.ORDERS_PAUSE, Permission.ITEMS_AVAILABILITY}
)
