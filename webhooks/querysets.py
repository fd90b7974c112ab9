"""Reads of endpoints and what was sent to them, as chainable steps."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from vendors.api_keys import working_keys
from vendors.permissions import ROLE_PERMISSIONS, Permission, memberships_at_work
from vendors.querysets import ApiKeyQuerySet

if TYPE_CHECKING:
    from webhooks.models import WebhookDelivery, WebhookEndpoint  # noqa: F401 - named in quotes

_Row = TypeVar("_Row", bound=models.Model)


class WebhookEndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    """Steps for endpoints."""

    def visible_to(self, user: Any) -> "WebhookEndpointQuerySet":
        """Keep those of vendors in which this call of `user` may see webhooks."""
        if not user.is_authenticated:
            return self.none()
        roles = [role for role, allowed in ROLE_PERMISSIONS.items() if Permission.WEBHOOKS_VIEW in allowed]
        return self.filter(vendor__in=memberships_at_work(user, Permission.WEBHOOKS_VIEW).filter(role__in=roles).values("vendor"))

    def with_key_state(self) -> "WebhookEndpointQuerySet":
        """Add `is_key_ended`: it stands on an API key that was revoked, has expired or lost its maker."""
        return self.annotate(  # type: ignore[no-redef]  # typed on the model
            is_key_ended=Q(api_key__isnull=False) & ~Exists(_its_key())
        )

    def live(self) -> "WebhookEndpointQuerySet":
        """Keep those that are told of what happens: turned on, and their key, where they have one, in force."""
        return self.filter(Q(api_key=None) | Exists(_its_key()), disabled_at=None)

    def hearing(self, name: str, version: int) -> "WebhookEndpointQuerySet":
        """Keep those that want events of this type in this version; an empty filter wants all."""
        return self.filter(Q(event_types=[]) | Q(event_types__overlap=[name, f"{name}@{version}"]))

    def with_work(self, at: datetime, *, at_once: int) -> "WebhookEndpointQuerySet":
        """Keep those to which something is due at `at`, and fewer than `at_once` calls are under way."""
        deliveries: WebhookDeliveryQuerySet = apps.get_model("webhooks", "WebhookDelivery").objects.all()
        under_way = deliveries.filter(endpoint=OuterRef("pk"), leased_until__gt=at).order_by().values("endpoint")
        busy = Coalesce(Subquery(under_way.annotate(number=Count("pk")).values("number")), 0)
        return (
            self.live()
            .annotate(under_way=busy)
            .filter(
                Q(paused_until=None) | Q(paused_until__lte=at),
                pk__in=deliveries.due(at).order_by().values("endpoint"),
                under_way__lt=at_once,
            )
        )


class WebhookDeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    """Steps for deliveries."""

    def due(self, at: datetime) -> "WebhookDeliveryQuerySet":
        """Keep those that are to be sent now."""
        return self.filter(state="pending", due_at__lte=at)


def _its_key() -> ApiKeyQuerySet:
    return working_keys(timezone.now()).filter(pk=OuterRef("api_key"))
