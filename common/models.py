"""Rows that belong to no app: answers kept under an idempotency key, and the audit trail."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from common.append_only import AppendOnlyModel


class IdempotentAnswer(models.Model):
    """The first answer given under a caller's Idempotency-Key, replayed to every repetition for a day."""

    caller = models.CharField(max_length=80)  # "user:<id>" or "key:<prefix>"; never shared between callers
    key = models.CharField(max_length=200)
    route = models.CharField(max_length=200)
    body_hash = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField()
    body = models.BinaryField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "key"], name="idempotent_answer_once")]
        indexes = [models.Index(fields=["created_at"], name="idempotent_answer_age")]  # pruning


class AuditEntry(AppendOnlyModel):
    """One act of a person of the platform: who, what, on which object, why, what changed."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    object_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=500, blank=True)
    changes = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["object_type", "object_id", "-id"], name="audit_of_object"),
            models.Index(fields=["actor", "-id"], name="audit_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_name}"
