"""How the admin looks: our green, and a menu by what people come to do."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse, reverse_lazy
from django.utils.functional import lazy

# The brand's #27AE60 in unfold's scale; 600 and up carry white text.
GREENS = {
    "50": "#f0fbf4", "100": "#dcf5e6", "200": "#bbead0", "300": "#86d9ac", "400": "#4fc282", "500": "#27ae60",
    "600": "#1b7a43", "700": "#17673a", "800": "#145230", "900": "#114428", "950": "#072616",
}  # fmt: skip
GROUPS: dict[str, list[tuple[str, str, str]]] = {
    "Verification": [
        ("Checks to decide", "verified_user", "vendors.verificationcheck"),
        ("Vendors", "storefront", "vendors.vendor"),
        ("Categories", "category", "vendors.category"),
        ("Items", "inventory_2", "vendors.item"),
        ("API keys", "vpn_key", "vendors.apikey"),
        ("Shared tablets", "tablet_android", "vendors.sharedtablet"),
    ],
    "Moderation": [
        ("Queue", "gavel", "moderation.case"),
        ("Reviews", "reviews", "reviews.review"),
        ("Statements", "mark_email_read", "moderation.statement"),
        ("Appeals", "balance", "moderation.appeal"),
        ("Signals of foul play", "troubleshoot", "moderation.signal"),
    ],
    "Orders": [("Orders", "receipt_long", "orders.order")],
    "People": [
        ("Users", "person", "accounts.user"),
        ("Groups", "groups", "auth.group"),
        ("E-mail addresses", "alternate_email", "account.emailaddress"),
        ("API sign-ins", "key", "accounts.tokenfamily"),
        ("Exports of data", "folder_zip", "privacy.export"),
        ("Deletions", "person_remove", "privacy.deletion"),
        ("Security events", "shield", "accounts.securityevent"),
    ],
    "Public log": [
        ("Signed checkpoints", "workspace_premium", "ledger.signedcheckpoint"),
        ("Audits", "fact_check", "ledger.auditrun"),
        ("Waiting to be sealed", "hourglass_top", "ledger.queuedleaf"),
    ],
    "Operations": [
        ("Audit trail", "history", "common.auditentry"),
        ("Events", "bolt", "events.event"),
        ("Deliveries", "outbox", "events.delivery"),
        ("Timers", "timer", "timers.timer"),
        ("Leading scheduler", "schedule", "timers.lead"),
        ("Last ticks", "more_time", "timers.tick"),
        ("Messages", "mail", "notifications.message"),
        ("Blocked addresses", "block", "notifications.blockedaddress"),
        ("Webhooks", "webhook", "webhooks.webhookendpoint"),
        ("Webhook deliveries", "send", "webhooks.webhookdelivery"),
    ],
}


#: Pages that stand for no model: title, icon, path under the admin's, and the model whose lookers may see it.
PAGES = {"Operations": [("System health", "monitor_heart", "system/", "events.event")]}


def may_view(model: str) -> Callable[[HttpRequest], bool]:
    """Return who may open the list of a model ("app.model"), as a question to a request."""
    app, name = model.split(".")
    return lambda request: request.user.has_perm(f"{app}.view_{name}") or request.user.has_perm(f"{app}.change_{name}")


def _item(title: str, icon: str, model: str) -> dict[str, Any]:
    link = reverse_lazy(f"admin:{model.replace('.', '_')}_changelist")
    return {"title": title, "icon": icon, "link": link, "permission": may_view(model)}


_under_admin: Callable[[str], Any] = lazy(lambda path: reverse("admin:index") + path, str)


def _page(title: str, icon: str, path: str, model: str) -> dict[str, Any]:
    return {
        "title": title, "icon": icon, "permission": may_view(model),
        "link": _under_admin(path),
    }  # fmt: skip


def _items(group: str) -> list[dict[str, Any]]:
    return [*(_page(*page) for page in PAGES.get(group, [])), *(_item(*item) for item in GROUPS[group])]


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "TrustTrack",
    "SITE_HEADER": "TrustTrack",
    "SITE_URL": "/",
    "SITE_SYMBOL": "verified",
    "SHOW_HISTORY": True,
    "DASHBOARD_CALLBACK": "config.admin_day.day_of_the_platform",
    "STYLES": [lambda request: static("config/admin_day.css")],
    "SCRIPTS": [lambda request: static("config/admin.js")],
    "COLORS": {"primary": GREENS},
    "SIDEBAR": {
        "show_search": True,
        "show_all_applications": False,
        "navigation": [{"title": title, "items": _items(title)} for title in GROUPS],
    },
}
