"""Forgetting a person: every row that names them, step by step, in one transaction.

What stays is an empty shell of the account, since history, reviews and audit trails point at it: docs/adr/0019. What becomes of
each table that points at a person stands in privacy.inventory, held by a test against the models.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from accounts.email_change import emails_of
from accounts.models import Address, EmailChange, PhoneCode, RememberedDevice, SecurityEventKind, TokenFamily, User, shell_email
from accounts.security import record_security_event
from accounts.sessions import end_other_sign_ins
from common.letters import DEFAULT_LANGUAGE
from common.models import IdempotentAnswer
from discovery.models import Favourite, SavedSearch
from events.models import Delivery, Event
from following.services import forget_follows as delete_follows
from moderation.models import Appeal, Signal, Statement
from notifications.inbox_models import InboxItem
from notifications.models import BlockedAddress, InboxMail, InboxSms, Message, Preference, Reading
from notifications.push_models import InboxPush, PushSubscription
from orders.erasure import Erased, ErasureReason, erase_orders_of
from orders.models import REFERENCE_ALPHABET, REFERENCE_LENGTH, Order
from privacy.errors import DeletionRefused
from privacy.exporting import expire
from privacy.journal import note_orders
from privacy.models import Export, ExportState
from privacy.obstacles import obstacles
from privacy.services import NOBODY, lock_user
from reviews.models import HelpfulVote, ReviewPhoto, ReviewReport
from reviews.photos import discard_photo
from reviews.voting import take_vote_back
from vendors.models import Invitation, InvitationState, Membership
from vendors.services.team import LastOwner, Orphans, remove_member

_REFERENCE = re.compile(rf"[{REFERENCE_ALPHABET}]{{{REFERENCE_LENGTH}}}")
CHUNK = 500


@dataclass
class Person:
    """Whom we are about to forget, and what we know them by."""

    user: User
    emails: set[str] = field(default_factory=set)  # of the account
    orders: dict[str, str] = field(default_factory=dict)  # reference and vendor by uid
    contacts: set[str] = field(default_factory=set)  # e-mails given with the orders
    phones: set[str] = field(default_factory=set)  # of the account and of the orders
    is_again: bool = False  # after a restore: what is in the way was settled once, in what is lost
    orphaned: list[str] = field(default_factory=list)  # slugs of vendors that had no other owner


def erase_person(user: User, *, is_again: bool = False) -> list[str]:
    """Take away all that says who `user` was. All of it or nothing; safe to repeat. Raises DeletionRefused.

    `is_again`: they were erased before the database was restored. Nothing is in the way then; the slugs of vendors that are
    left without an owner are returned, for the platform to settle.
    """
    with transaction.atomic():
        locked = lock_user(user)
        if not is_again and (found := obstacles(locked)):
            raise DeletionRefused(found)
        person = _known(locked)
        person.is_again = is_again
        for step in STEPS:
            step(person)
    return person.orphaned


@transaction.atomic
def erase_orders_by_hand(customer: User, *, reason: ErasureReason, whole: bool) -> Erased:
    """Erase the words of every order of `customer`, and note it outside of the database. Raises OrdersUnderWay."""
    locked = lock_user(customer)
    erased = erase_orders_of(locked, reason=reason, whole=whole)
    note_orders(locked, at=timezone.now(), reason=reason, is_whole=whole)
    return erased


def count_rows(user: User) -> dict[str, int]:
    """Return how many rows each step would take, for the command's dry run."""
    person = _known(user)
    return {
        "orders": len(person.orders),
        "mails": _messages(person).count(),
        "notifications": InboxItem.objects.of(user).count(),
        "browsers that are told": PushSubscription.objects.filter(user=user).count(),
        "sessions": UserSession.objects.filter(user=user).count(),
        "API sign-ins": TokenFamily.objects.filter(user=user).count(),
        "memberships": Membership.objects.filter(user=user).count(),
        "reviews, which stay without a name": user.reviews.count(),
        "reports of reviews": ReviewReport.objects.filter(reporter=user).count(),
        "decisions about reviews, which stay without words": Statement.objects.of(user).count(),
        "exports": Export.objects.filter(user=user).count(),
        "security events, which stay without details": user.security_events.count(),
    }


def leave_teams(person: Person) -> None:
    """End the memberships, each under its vendor's lock, so that no vendor is left without an owner, but where they go again."""
    may_orphan = Orphans.ANY if person.is_again else Orphans.SUSPENDED
    for membership in Membership.objects.filter(user=person.user).select_related("vendor").order_by("vendor"):
        try:
            remove_member(membership, by=person.user, end_checks=True, may_orphan=may_orphan)
        except LastOwner as error:  # another owner left while we waited for the lock
            raise DeletionRefused(obstacles(person.user)) from error
        if not Membership.objects.filter(vendor=membership.vendor_id).owners().exists():
            person.orphaned.append(membership.vendor.slug)


def forget_invitations(person: Person) -> None:
    """Take back what invites the person's addresses, and blank them wherever somebody invited them."""
    invited = Invitation.objects.filter(email__in=person.emails)
    invited.open().update(state=InvitationState.REVOKED, closed_at=Now())
    invited.update(email=shell_email(person.user.pk))


def forget_sign_ins(person: Person) -> None:
    """Delete sessions, API sign-ins, second factors, remembered devices, codes and changes of e-mail."""
    end_other_sign_ins(person.user, keep=NOBODY, request=None)
    for model in (TokenFamily, Authenticator, RememberedDevice, PhoneCode, EmailChange):
        model.objects.filter(user=person.user).delete()


def forget_searching(person: Person) -> None:
    """Delete favourites and saved searches."""
    for model in (Favourite, SavedSearch):
        model.objects.filter(user=person.user).delete()


def forget_addresses(person: Person) -> None:
    """Delete the addresses that the person kept."""
    Address.objects.filter(user=person.user).delete()


def forget_preferences(person: Person) -> None:
    """Delete what the person chose to be told, and how."""
    for model in (Preference, Reading):
        model.objects.filter(user=person.user).delete()
    User.objects.filter(pk=person.user.pk).update(language=DEFAULT_LANGUAGE, timezone="")


def forget_mails(person: Person) -> None:
    """Delete what says which message went where, which addresses are blocked, and the mails and SMS that a demo keeps."""
    _messages(person).delete()
    InboxMail.objects.filter(pk__in=list(_kept_mails(person))).delete()
    InboxSms.objects.filter(to__in=person.phones).delete()
    BlockedAddress.objects.filter(address__in=person.emails | person.contacts | person.phones).delete()
    for email in person.emails | person.contacts:  # a provider's refusal quotes the address
        Delivery.objects.exclude(last_error="").filter(last_error__icontains=email).update(last_error="erased")


def forget_notifications(person: Person) -> None:
    """Delete the person's inbox and browsers, and what anybody was told of the person's orders."""
    InboxItem.objects.filter(Q(user=person.user) | Q(order_uid__in=person.orders)).delete()
    PushSubscription.objects.filter(user=person.user).delete()
    InboxPush.objects.filter(to__in=person.emails).delete()
    for uid in person.orders:  # the demo's, to the vendor
        InboxPush.objects.filter(url__contains=uid).delete()


def forget_follows(person: Person) -> None:
    """Delete what the person's addresses and numbers follow, and who follows the person's orders."""
    theirs = Q(email__in=_lower(person.emails | person.contacts)) | Q(phone__in=person.phones - {""})
    delete_follows(theirs | Q(order__customer=person.user))


def forget_answers(person: Person) -> None:
    """Delete the answers kept for repeated calls: the person's own, and those of vendors about the person's orders."""
    routes = [f"{verb} /api/v1/orders/{uid}/status/" for uid in person.orders for verb in ("PATCH", "PUT")]
    IdempotentAnswer.objects.filter(Q(caller=f"user:{person.user.pk}") | Q(route__in=routes)).delete()


def forget_reports(person: Person) -> None:
    """Blank the words; that somebody reported the review stays, for the moderators."""
    ReviewReport.objects.filter(reporter=person.user).exclude(detail="").update(detail="")


def forget_statements(person: Person) -> None:
    """Blank the words of decisions about the person's reviews and of appeals, and delete what was noted of foul play."""
    Statement.objects.of(person.user).exclude(facts="").update(facts="")
    Appeal.objects.filter(statement__recipient=person.user).exclude(words="").update(words="")
    Signal.objects.filter(review__author=person.user).delete()


def forget_votes_and_uploads(person: Person) -> None:
    """Take back what the person called helpful, and delete photos that came to no review. Published ones stay, as the review."""
    for vote in HelpfulVote.objects.filter(voter=person.user).select_related("review").order_by("review"):
        take_vote_back(vote.review, by=person.user)
    for photo in ReviewPhoto.objects.waiting_of(person.user).order_by("pk"):
        discard_photo(photo, by=person.user)


def forget_exports(person: Person) -> None:
    """End every export; the files go after the commit."""
    for export in Export.objects.filter(user=person.user, state__in=[ExportState.PENDING, ExportState.READY]):
        expire(export)


def forget_names_in_admin(person: Person) -> None:
    """Blank the name that the admin's own log shows for the account's rows."""
    account = Q(content_type=ContentType.objects.get_for_model(User), object_id=str(person.user.pk))
    for email in person.emails:
        account |= Q(object_repr__icontains=email)
    LogEntry.objects.filter(account).update(object_repr=person.user.audit_name)


def empty_account(person: Person) -> None:
    """Make the account a shell: nobody's name, nobody's address, no way in."""
    user = person.user
    EmailAddress.objects.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.email, user.name, user.phone, user.phone_verified_at = shell_email(user.pk), "", "", None
    user.is_active, user.is_staff, user.is_superuser, user.last_login = False, False, False, None
    user.set_unusable_password()
    user.save()


def forget_details(person: Person) -> None:
    """Say that it was done, and blank the details of every security event: kind, time, network and browser stay."""
    record_security_event(SecurityEventKind.DELETED, user=person.user)
    with connection.cursor() as cursor:
        cursor.execute("SELECT erase_security_details(%s)", [person.user.pk])


def erase_orders(person: Person) -> None:
    """Erase contact, address and words of every order. Last, since it takes the lock of a public chain."""
    erase_orders_of(person.user, reason=ErasureReason.REQUEST, is_again=person.is_again)


STEPS: tuple[Callable[[Person], None], ...] = (
    leave_teams,
    forget_invitations,
    forget_sign_ins,
    forget_searching,
    forget_addresses,
    forget_preferences,
    forget_mails,
    forget_notifications,
    forget_follows,
    forget_answers,
    forget_reports,
    forget_statements,
    forget_votes_and_uploads,
    forget_exports,
    forget_names_in_admin,
    empty_account,
    forget_details,
    erase_orders,
)


def _known(user: User) -> Person:
    person = Person(user=user, emails=emails_of(user), phones={user.phone} - {""})
    orders = Order.objects.placed_by(user).values_list("uid", "reference", "vendor__name", "contact_email", "contact_phone")
    for uid, reference, vendor, contact, phone in orders.iterator(CHUNK):
        person.orders[uid] = f"{reference} {vendor}"
        person.contacts.add(contact)
        person.phones.add(phone)
    return person


def _lower(emails: set[str]) -> set[str]:
    return {email.lower() for email in emails}


def _messages(person: Person):  # type: ignore[no-untyped-def]  # a QuerySet, which the stubs spell differently by run
    """Return the messages to the person, and those about its orders to the addresses given with them."""
    told = Event.objects.filter(subject__in=person.orders).values("uid")
    return Message.objects.filter(
        Q(user=person.user)
        | Q(recipient__in=person.emails | person.phones)
        | Q(event_uid__in=told, recipient__in=person.contacts),
    )


def _kept_mails(person: Person) -> Iterable[int]:
    """Yield the demo's mails to the person, and those to anybody that tell of an order of theirs."""
    vendors: dict[str, set[str]] = {}
    for told in person.orders.values():
        reference, _, vendor = told.partition(" ")
        vendors.setdefault(reference, set()).add(vendor)
    for mail in InboxMail.objects.only("to", "subject", "text").iterator(CHUNK):
        words = f"{mail.subject}\n{mail.text}"
        named = (vendor for reference in set(_REFERENCE.findall(words)) for vendor in vendors.get(reference, ()))
        if person.emails.intersection(mail.to.lower().replace(" ", "").split(",")) or any(vendor in words for vendor in named):
            yield mail.pk
