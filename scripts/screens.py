"""Every page of the web app, and what it shows when its picture is taken (`make screenshots`).

`tests/repository/test_screens.py` holds it against `frontend/src/app/AppRoutes.tsx`: a new route is here, or says why not.
"""

from dataclasses import dataclass
from typing import Literal

Who = Literal["anonymous", "customer", "owner"]


@dataclass(frozen=True)
class Screen:
    """One page: its route as the web app writes it, the path that is opened, and who opens it.

    `path` has places for what the demo calls things: {slug}, {category}, {city}, {order} of the customer, {track} to be followed.
    """

    route: str
    path: str
    who: Who = "anonymous"

    @property
    def name(self) -> str:
        """The picture's name, without size and scheme."""
        words = self.path.partition("?")[0].strip("/").replace("{", "").replace("}", "").replace("/", "-")
        return f"{words or 'home'}{'' if self.who == 'anonymous' else f'-{self.who}'}"


SCREENS = (
    Screen("", "/"),
    Screen("c/:category", "/c/{category}"),
    Screen("in/:city", "/in/{city}"),
    Screen("in/:city/:category", "/in/{city}/{category}"),
    Screen("v/:slug", "/v/{slug}"),
    Screen("track/:uid", "/track/{track}"),
    Screen("track/:uid", "/followed"),
    Screen("verify", "/verify"),
    Screen("ledger", "/ledger"),
    Screen("transparency", "/transparency"),
    Screen("sign-in", "/sign-in"),
    Screen("sign-up", "/sign-up"),
    Screen("verify-email/:key?", "/verify-email"),
    Screen("forgot-password", "/forgot-password"),
    Screen("reset-password/:key?", "/reset-password"),
    Screen("invitations/:token", "/invitations/none"),  # what a dead link says
    Screen("unsubscribe/:token", "/unsubscribe/none"),
    Screen("open", "/open?url=https://example.com/elsewhere"),  # what is not ours
    Screen("tablet", "/tablet"),  # of a browser that is none
    Screen("*", "/nothing/here"),
    Screen("basket", "/basket"),
    Screen("checkout", "/checkout"),
    Screen("checkout/:slug", "/checkout/{slug}", "customer"),
    Screen("favourites", "/favourites", "customer"),
    Screen("notifications", "/notifications", "customer"),
    Screen("orders", "/orders", "customer"),
    Screen("orders/:uid", "/orders/{order}", "customer"),
    Screen("account", "/account", "customer"),
    Screen("account/addresses", "/account/addresses", "customer"),
    Screen("account/security", "/account/security", "customer"),
    Screen("account/security/set-up", "/account/security/set-up", "customer"),
    Screen("account/notifications", "/account/notifications", "customer"),
    Screen("account/privacy", "/account/privacy", "customer"),
    Screen("account/statements", "/account/statements", "customer"),
    Screen("sell/:slug?/:step?", "/sell", "customer"),
    Screen("sell/:slug?/:step?", "/sell/{slug}/place", "owner"),
    Screen("sell/:slug?/:step?", "/sell/{slug}/hours", "owner"),
    Screen("sell/:slug?/:step?", "/sell/{slug}/items", "owner"),
    Screen("dashboard", "/dashboard", "owner"),
    Screen("dashboard/:slug", "/dashboard/{slug}", "owner"),
    Screen("dashboard/:slug/figures", "/dashboard/{slug}/figures", "owner"),
    Screen("dashboard/:slug/items", "/dashboard/{slug}/items", "owner"),
    Screen("dashboard/:slug/reviews", "/dashboard/{slug}/reviews", "owner"),
    Screen("dashboard/:slug/verification", "/dashboard/{slug}/verification", "owner"),
    Screen("dashboard/:slug/team", "/dashboard/{slug}/team", "owner"),
    Screen("dashboard/:slug/keys", "/dashboard/{slug}/keys", "owner"),
    Screen("dashboard/:slug/webhooks", "/dashboard/{slug}/webhooks", "owner"),
    Screen("dashboard/:slug/settings", "/dashboard/{slug}/settings", "owner"),
)
#: Routes without a picture, each with why.
NOT_TAKEN = {
    "account/statements/:id": "no account of the demo that somebody can enter was sent one",
    "gallery": "for who works on the web app; the built one has none",
    "dashboard/:slug/webhooks/:id": "the demo calls no program of a business",
}
#: Pages that Django draws by itself.
SERVER_SCREENS = tuple(
    Screen("", path)
    for path in ("/legal/", "/legal/terms", "/legal/privacy", "/legal/cookies", "/legal/reviews", "/legal/accessibility")
)
