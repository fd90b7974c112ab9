"""The browsers that a person wants to be told on, and the pushes of a demo."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

MAX_ENDPOINT = 500  # as common.public_http takes


class PushSubscription(models.Model):
    """One browser of one person. Its endpoint is a capability: whoever has it and the keys can write to that browser.

    Without a user it is told of what it asked for itself (following.Follow), and goes with the last of that: a row of its own,
    which the end of a sign-in does not touch.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="push_subscriptions")
    #: The sign-in that it was turned on in, whose end is its end too; none: a program's.
    sign_in = models.ForeignKey(UserSession, on_delete=models.CASCADE, null=True, related_name="+")
    endpoint = models.CharField(max_length=MAX_ENDPOINT)
    p256dh = models.CharField(max_length=100)  # the browser's public key, base64url
    auth = models.CharField(max_length=40)  # what both share, base64url
    device = models.CharField(max_length=100)  # "Firefox on Windows"
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["endpoint"], condition=Q(user__isnull=False), name="push_endpoint_of_one_account"),
            models.UniqueConstraint(fields=["endpoint"], condition=Q(user__isnull=True), name="push_endpoint_of_nobody"),
            models.CheckConstraint(
                condition=~Q(endpoint="") & ~Q(p256dh="") & ~Q(auth=""), name="push_subscription_can_be_written_to"
            ),
        ]
        indexes = [models.Index(fields=["user", "-id"], name="push_of_user")]  # the person's list, and whom to write to

    def __str__(self) -> str:
        return f"{self.device} of {self.user_id or 'nobody'}"


class InboxPush(models.Model):
    """A push kept instead of sent (PUSH_URL=inbox://, MODE=local only)."""

    to = models.CharField(max_length=254)  # the person's e-mail, or the browser's key where nobody is signed in
    device = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    body = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=300, blank=True)
    topic = models.CharField(max_length=32)
    sent_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "inbox push"
        verbose_name_plural = "inbox pushes"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["to", "device", "topic"], name="inbox_push_replaces")]

    def __str__(self) -> str:
        return f"push to {self.to}"
