"""Tablets that a counter shares, and the PINs by which its staff say who is working.

Both hang on memberships: whoever leaves the team takes their PIN and the tablets that they set up with them, by the database.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from vendors.models.team import Membership

MOST_WRONG_PINS = 5  # in a row; then the PIN is locked


class StaffPin(models.Model):
    """The PIN of one person in one vendor, as a slow hash. What may be done with it stands in vendors.services.tablets."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="pin")
    pin_hash = models.CharField(max_length=128)
    set_at = models.DateTimeField(db_default=Now())
    wrong_tries = models.PositiveSmallIntegerField(default=0, db_default=0)  # in a row, on all tablets
    locked_at = models.DateTimeField(null=True)  # when the last try was used up; a later sign-in opens it

    class Meta:
        verbose_name = "PIN"
        constraints = [
            models.CheckConstraint(condition=Q(wrong_tries__lte=MOST_WRONG_PINS), name="staff_pin_tries_counted"),
            models.CheckConstraint(
                condition=Q(wrong_tries__lt=MOST_WRONG_PINS) ^ Q(locked_at__isnull=False), name="staff_pin_locked_by_tries"
            ),
        ]

    def __str__(self) -> str:
        return f"PIN of {self.membership}"

    @property
    def is_locked(self) -> bool:
        """Whether it opens nothing: too many wrong tries, and its person has not signed in since."""
        signed_in = self.membership.user.last_login
        return self.locked_at is not None and (signed_in is None or signed_in <= self.locked_at)


class SharedTablet(models.Model):
    """A browser that was made a counter's shared tablet, and who works on it now. A tablet that ended has no row.

    The browser's cookie holds a random token, this row its hash. Whom it stands for is told by vendors.tablets.
    """

    made_by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="tablets")  # and so of which vendor it is
    name = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256 in hex
    lock_minutes = models.PositiveSmallIntegerField()  # without a touch
    user_agent = models.CharField(max_length=200, blank=True)
    acting = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")  # none: locked
    acting_until = models.DateTimeField(null=True)  # put off by each touch
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(lock_minutes__range=(1, 60)), name="shared_tablet_locks"),
            models.CheckConstraint(condition=Q(acting=None) | Q(acting_until__isnull=False), name="shared_tablet_acting_ends"),
        ]

    def __str__(self) -> str:
        return self.name
