"""Keys for calls from server to server."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from vendors.models.vendor import Vendor
from vendors.querysets import ApiKeyQuerySet


class ApiKey(models.Model):
    """A vendor's key for calls from server to server: it acts as its creator, in this vendor, within its scopes.

    The secret is shown once and kept as a hash. What a key may do and how it reads: vendors/api_keys.py.
    """

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=10, unique=True)  # public: names the key in lists, logs and its own text
    secret_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, blank=True)  # of the secret before the last rotation
    previous_until = models.DateTimeField(null=True, blank=True)
    scopes = ArrayField(models.CharField(max_length=40))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)  # written once a minute at most
    last_used_network = models.CharField(max_length=49, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[ApiKeyQuerySet] = ApiKeyQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    if TYPE_CHECKING:
        role: str | None  # the maker's, annotated by vendors.api_keys.with_role

    class Meta:
        verbose_name = "API key"
        verbose_name_plural = "API keys"
        constraints = [
            models.CheckConstraint(condition=Q(scopes__len__gt=0), name="api_key_has_scopes"),
            models.CheckConstraint(
                condition=Q(previous_hash="", previous_until=None) | ~Q(previous_hash="") & Q(previous_until__isnull=False),
                name="api_key_previous_whole",
            ),
            models.CheckConstraint(condition=Q(revoked_by=None) | Q(revoked_at__isnull=False), name="api_key_revoked_whole"),
        ]
        indexes = [models.Index(fields=["vendor", "-created_at", "-id"], name="api_key_of_vendor")]  # the dashboard's list

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"
