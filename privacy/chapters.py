"""What an export holds: one function for each file. Only what is the person's own; nothing that names somebody else.

What came to a vendor that the person works for (customers' names, addresses) is not theirs and is left out. Each function reads
its rows as they are written, so that a long past does not fill the memory.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.email_change import emails_of
from accounts.models import Address, EmailChange, RememberedDevice, SecurityEvent, TokenFamily, User
from common.money import as_money
from common.spreadsheets import csv_lines
from discovery.models import Favourite, SavedSearch
from following.models import Follow
from ledger.appending import ChainForgotten
from ledger.bundles import NotSealedYet
from moderation.models import Signal, Statement
from moderation.serializers import StatementSerializer
from notifications.inbox_models import InboxItem
from notifications.models import Message
from notifications.preferences import reading_of
from notifications.push_models import PushSubscription
from orders.models import Order
from orders.serializers import OrderDetail
from privacy.archive import Archive, as_json, json_list
from privacy.models import Deletion, Export
from reviews.models import HelpfulVote, PickupRating, ResponseVersion, Review, ReviewPhoto, ReviewReport, ReviewVersion
from reviews.serializers import OwnReviewSerializer
from tracking.proofs import order_bundle
from vendors.models import FormerMember, Invitation, Membership, SharedTablet

Rows = Iterable[Mapping[str, Any]]
CHUNK = 500
ANOTHER = "(another person's)"
ORDER_COLUMNS = (
    "reference", "placed_at", "vendor", "status", "items", "total", "currency", "fulfilment", "contact_name", "contact_phone",
    "contact_email", "address", "note", "tracking_url",
)  # fmt: skip


def write_account(archive: Archive, user: User) -> None:
    """Write everything but the orders."""
    archive.write_text(
        "README.txt",
        render_to_string("privacy/export_readme.txt", {"user": user, "now": timezone.now(), "base_url": settings.BASE_URL}),
    )
    archive.write("profile.json", [as_json(profile(user))])
    archive.write_rows("memberships.json", memberships(user))
    archive.write_rows("shared_tablets.json", shared_tablets(user))
    archive.write_rows("former_memberships.json", former_memberships(user))
    archive.write_rows("security/sessions.json", sessions(user))
    archive.write_rows("security/events.json", security_events(user))
    archive.write_rows("security/api_clients.json", api_clients(user))
    archive.write_rows("security/second_factors.json", second_factors(user))
    archive.write_rows("security/remembered_devices.json", remembered_devices(user))
    archive.write_rows("security/email_changes.json", email_changes(user))
    archive.write_rows("invitations.json", invitations(user))
    archive.write_rows("reviews/reviews.json", reviews(user))
    archive.write_rows("reviews/reports.json", reports(user))
    archive.write_rows("reviews/versions.json", review_versions(user))
    archive.write_rows("reviews/answers.json", answers(user))
    archive.write_rows("reviews/decisions.json", decisions(user))
    archive.write_rows("reviews/signals.json", signals(user))
    archive.write_rows("reviews/helpful.json", helpful_votes(user))
    archive.write_rows("reviews/photos_waiting.json", waiting_photos(user))
    archive.write_rows("reviews/pickups.json", pickups(user))
    archive.write("notification_preferences.json", [as_json(preferences(user))])
    archive.write_rows("favourites.json", favourites(user))
    archive.write_rows("saved_searches.json", saved_searches(user))
    archive.write_rows("privacy.json", earlier_requests(user))
    archive.write_rows("messages.json", messages(user))
    archive.write_rows("notifications.json", notifications(user))
    archive.write_rows("push_subscriptions.json", browsers(user))
    archive.write_rows("followed_orders.json", follows(user))
    archive.write_rows("addresses.json", addresses(user))
    archive.write_rows("saved_addresses.json", saved_addresses(user))


def profile(user: User) -> dict[str, Any]:
    """Return who the person is to us."""
    emails = EmailAddress.objects.filter(user=user).order_by("pk")
    return {
        "name": user.name,
        "email": user.email,
        "phone": user.phone,
        "phone_verified_at": user.phone_verified_at,
        "language": user.language,
        "timezone": user.timezone,
        "joined_at": user.date_joined,
        "last_sign_in_at": user.last_login,
        "emails": [{"email": one.email, "verified": one.verified, "primary": one.primary} for one in emails],
    }


def memberships(user: User) -> Rows:
    """Yield the vendors that the person works for."""
    for one in Membership.objects.filter(user=user).select_related("vendor", "pin").order_by("pk"):
        pin = {"pin_set_at": one.pin.set_at if hasattr(one, "pin") else None}
        yield {"vendor": one.vendor.name, "slug": one.vendor.slug, "role": one.role, "since": one.created_at, **pin}


def shared_tablets(user: User) -> Rows:
    """Yield the tablets that the person set up for a counter."""
    for one in SharedTablet.objects.filter(made_by__user=user).select_related("made_by__vendor").order_by("pk"):
        yield {"vendor": one.made_by.vendor.name, "name": one.name, "browser": one.user_agent, "since": one.created_at}


def former_memberships(user: User) -> Rows:
    """Yield the teams that the person was in, and until when."""
    for one in FormerMember.objects.filter(user=user).select_related("vendor").order_by("pk").iterator(CHUNK):
        yield {"vendor": one.vendor.name, "role": one.role, "since": one.joined_at, "until": one.left_at}


def answers(user: User) -> Rows:
    """Yield what the person answered to reviews, in the name of a business."""
    rows = ResponseVersion.objects.filter(author=user).select_related("response__review__vendor").order_by("pk")
    for one in rows.iterator(CHUNK):
        review = one.response.review
        yield {"vendor": review.vendor.name, "review": review.pk, "version": one.number, "body": one.body, "at": one.recorded_at}


def favourites(user: User) -> Rows:
    """Yield the vendors that the person keeps, suspended ones too."""
    for one in Favourite.objects.filter(user=user).select_related("vendor").order_by("pk").iterator(CHUNK):
        yield {"vendor": one.vendor.name, "slug": one.vendor.slug, "since": one.created_at}


def saved_searches(user: User) -> Rows:
    """Yield the searches that the person keeps."""
    for one in SavedSearch.objects.filter(user=user).order_by("pk").iterator(CHUNK):
        yield {"name": one.name, "query": one.query, "since": one.created_at}


def preferences(user: User) -> dict[str, Any]:
    """Return what the person chose to be told, when, and how mails are gathered."""
    reading = reading_of(user)
    rows = user.preferences.order_by("kind", "channel")
    return {
        "quiet_from": reading.quiet_from,
        "quiet_until": reading.quiet_until,
        "digest": reading.digest,
        "choices": [{"notice": one.kind, "channel": one.channel, "is_on": one.is_on, "since": one.changed_at} for one in rows],
    }


def earlier_requests(user: User) -> Rows:
    """Yield the exports and deletions that the person asked for before."""
    for one in Export.objects.filter(user=user).order_by("pk").iterator(CHUNK):
        yield {"what": "export", "asked_at": one.asked_at, "state": one.get_state_display()}
    for asked in Deletion.objects.filter(user=user).order_by("pk").iterator(CHUNK):
        yield {"what": "deletion", "asked_at": asked.asked_at, "state": asked.get_state_display()}


def sessions(user: User) -> Rows:
    """Yield where the person is signed in on the website."""
    for one in UserSession.objects.filter(user=user).order_by("pk").iterator(CHUNK):
        yield {"address": one.ip, "browser": one.user_agent, "since": one.created_at, "last_seen_at": one.last_seen_at}


def security_events(user: User) -> Rows:
    """Yield what happened to the account's security."""
    own = emails_of(user)
    for one in SecurityEvent.objects.filter(user=user).order_by("pk").iterator(CHUNK):
        yield {
            "what": one.get_kind_display(),
            "kind": one.kind,
            "at": one.recorded_at,
            **({} if one.by_id else {"network": one.network, "browser": one.user_agent}),
            "by_somebody_else": one.by_id is not None,
            "details": {name: _own_only(value, own) for name, value in one.data.items()},
        }


def api_clients(user: User) -> Rows:
    """Yield the programs that sign in for the person; never what they sign in with."""
    for one in TokenFamily.objects.filter(user=user).order_by("created_at").iterator(CHUNK):
        yield {
            "client": one.user_agent,
            "since": one.created_at,
            "last_used_at": one.last_used_at,
            "ended_at": one.revoked_at,
            "why": one.get_revoke_reason_display(),
        }


def second_factors(user: User) -> Rows:
    """Yield the kinds of second factor; never a secret."""
    for one in Authenticator.objects.filter(user=user).order_by("pk"):
        yield {"kind": one.get_type_display(), "since": one.created_at, "last_used_at": one.last_used_at}


def remembered_devices(user: User) -> Rows:
    """Yield the browsers that the person asked us to remember."""
    for one in RememberedDevice.objects.filter(user=user).order_by("remembered_at"):
        yield {"browser": one.user_agent, "network": one.network, "since": one.remembered_at, "until": one.expires_at}


def email_changes(user: User) -> Rows:
    """Yield the changes of e-mail of the last months, with the addresses that the person gave."""
    for one in EmailChange.objects.filter(user=user).order_by("pk"):
        yield {"from": one.old_email, "to": one.new_email, "asked_at": one.asked_at, "ended_at": one.ended_at}


def invitations(user: User) -> Rows:
    """Yield the teams that invited the person's e-mail."""
    for one in Invitation.objects.filter(email__in=emails_of(user)).select_related("vendor").order_by("pk"):
        yield {"vendor": one.vendor.name, "role": one.role, "at": one.created_at, "state": one.get_state_display()}


def reviews(user: User) -> Rows:
    """Yield the person's reviews, with what vendors answered in public."""
    for one in Review.objects.filter(author=user).with_words(user).order_by("pk").iterator(CHUNK):
        yield OwnReviewSerializer(one, context={"base_url": settings.BASE_URL}).data


def review_versions(user: User) -> Rows:
    """Yield what the person's reviews said, version by version; a moderator's words are the moderator's."""
    rows = ReviewVersion.objects.filter(author=user).prefetch_related("items__order_item").order_by("pk")
    for one in rows.iterator(CHUNK):
        said = [{"item": item.order_item.name, "rating": item.rating, "body": item.body} for item in one.items.all()]
        yield {
            "review": one.review_id,
            "number": one.number,
            "rating": one.rating,
            "title": one.title,
            "body": one.body,
            "items": said,
            "at": one.recorded_at,
        }


def helpful_votes(user: User) -> Rows:
    """Yield which reviews the person called helpful."""
    for one in HelpfulVote.objects.filter(voter=user).order_by("pk").iterator(CHUNK):
        yield {"review": one.review_id, "at": one.created_at}


def waiting_photos(user: User) -> Rows:
    """Yield the photos that the person uploaded and no review shows. They are deleted within a day."""
    for one in ReviewPhoto.objects.waiting_of(user).order_by("pk").iterator(CHUNK):
        yield {"photo": one.uid, "sha256": one.sha256, "at": one.created_at}


def pickups(user: User) -> Rows:
    """Yield what businesses said of the person's pick-ups, as far as the person may know, and what the person said of others'."""
    for one in PickupRating.objects.filter(order__customer=user, revealed_at__isnull=False).order_by("pk").iterator(CHUNK):
        yield {"order": one.order_id, "about": "you", "rating": one.rating, "reasons": one.reasons, "at": one.created_at}
    for one in PickupRating.objects.filter(author=user).order_by("pk").iterator(CHUNK):
        yield {"about": ANOTHER, "rating": one.rating, "reasons": one.reasons, "at": one.created_at}


def reports(user: User) -> Rows:
    """Yield which reviews the person asked us to look at, and why."""
    for one in ReviewReport.objects.filter(reporter=user).order_by("pk").iterator(CHUNK):
        yield {"review": one.review_id, "reason": one.get_reason_display(), "detail": one.detail, "at": one.created_at}


def decisions(user: User) -> Rows:
    """Yield what moderators decided about the person's reviews, with the appeals."""
    for one in Statement.objects.of(user).with_decision().order_by("pk").iterator(CHUNK):
        yield StatementSerializer(one).data


def signals(user: User) -> Rows:
    """Yield what rules noted about the person's reviews, for moderators to weigh; of others in it, nothing."""
    for one in Signal.objects.filter(review__author=user).order_by("pk").iterator(CHUNK):
        yield {"review": one.review_id, "rule": one.rule, "version": one.version, "weight": one.score, "at": one.found_at}


def messages(user: User) -> Rows:
    """Yield what we told the person, by which channel, and what became of it."""
    own = [*emails_of(user), *([user.phone] if user.phone_verified_at else [])]
    told = Message.objects.filter(Q(user=user) | Q(recipient__in=own))
    for one in told.order_by("pk").iterator(CHUNK):
        facts = {"kind": one.kind, "channel": one.channel, "subject": one.subject, "to": one.recipient}
        yield {**facts, "state": one.state, "sent_at": one.sent_at}


def notifications(user: User) -> Rows:
    """Yield what the person was told inside the product."""
    for one in InboxItem.objects.of(user).order_by("pk").iterator(CHUNK):
        yield {"kind": one.kind, "title": one.title, "body": one.body, "at": one.created_at, "read_at": one.read_at}


def browsers(user: User) -> Rows:
    """Yield the browsers that the person is told on."""
    for one in PushSubscription.objects.filter(user=user).order_by("pk").iterator(CHUNK):
        yield {"device": one.device, "endpoint": one.endpoint, "since": one.created_at}


def follows(user: User) -> Rows:
    """Yield the orders that the person's addresses and number are told of, as somebody with their link."""
    theirs = Q(email__in=[email.lower() for email in emails_of(user)])
    theirs |= Q(phone=user.phone) if user.phone_verified_at else Q()
    for one in Follow.objects.filter(theirs).select_related("order__vendor").order_by("pk").iterator(CHUNK):
        facts = {"email": one.email, "phone": one.phone, "order": one.order.reference, "vendor": one.order.vendor.name}
        yield {**facts, "asked_at": one.asked_at, "confirmed_at": one.confirmed_at}


def addresses(user: User) -> Rows:
    """Yield each address that the person had something brought to."""
    deliveries = Order.objects.filter(customer=user, address__isnull=False).order_by()
    for address in deliveries.values_list("address", flat=True).distinct().iterator(CHUNK):
        yield address or {}


def saved_addresses(user: User) -> Rows:
    """Yield the addresses that the person keeps."""
    columns = ("label", "line1", "line2", "city", "region", "postcode", "country", "is_default", "created_at")
    yield from Address.objects.filter(user=user).order_by("pk").values(*columns)


def write_orders(archive: Archive, user: User, orders: Sequence[Order], *, is_first: bool, is_last: bool) -> None:
    """Write some of the orders: a piece of the list, of the table, and each order's proof."""
    context = {
        "user": user,
        "vendor_ids": frozenset(),
        "base_url": settings.BASE_URL,
    }  # as their customer
    rows = (OrderDetail(order, context=context).data for order in orders)
    archive.write("orders/orders.json", json_list(rows, opens=is_first, closes=is_last))
    table = [ORDER_COLUMNS] if is_first else []
    archive.write("orders/orders.csv", csv_lines([*table, *(_line(order) for order in orders)]))
    without = []
    for order in orders:
        try:
            bundle = order_bundle(order, reader=user)
        except (NotSealedYet, ChainForgotten):
            without.append(order.reference)
        else:
            archive.write(f"proofs/{order.reference}-{order.uid}.json", [as_json(bundle)])
    if without:
        archive.write("proofs/not-yet.txt", (f"{reference}\n".encode() for reference in without))


def orders_after(user: User, last: int, *, limit: int) -> list[Order]:
    """Return the person's next orders, oldest first, with all that is written of them."""
    orders = Order.objects.placed_by(user).with_timers().filter(pk__gt=last).with_vendor().with_lines().order_by("pk")[:limit]
    return list(orders)


def _line(order: Order) -> Sequence[object]:
    return (
        order.reference,
        order.placed_at.isoformat(),
        order.vendor.name,
        order.get_status_display(),
        "; ".join(str(line) for line in order.items.all()),
        as_money(order.total_minor, order.currency)["amount"],
        order.currency,
        order.get_fulfilment_display(),
        order.contact_name,
        order.contact_phone,
        order.contact_email,
        ", ".join(_words_of(order.address)),
        order.note,
        f"{settings.BASE_URL}{order.tracking_path}",
    )


def _words_of(address: Mapping[str, str] | None) -> Iterator[str]:
    for name in ("line1", "line2", "postcode", "city", "country"):
        if address and address.get(name):
            yield address[name]


def _own_only(value: Any, own: set[str]) -> Any:
    """Return a detail of a security event, without addresses that are somebody else's."""
    return ANOTHER if isinstance(value, str) and "@" in value and value.lower() not in own else value
