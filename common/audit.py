"""The audit trail of what people of the platform do."""

from typing import Any

from django.db import models

from common.logs import current_request_id
from common.models import AuditEntry


def record_act(action: str, *, by: Any, on: models.Model, reason: str = "", changes: dict[str, Any] | None = None) -> AuditEntry:
    """Append one act to the audit trail, in the caller's transaction. `changes` holds JSON values only.

    The trail is kept for ever: an object with an `audit_name` (a person) is called by that.
    """
    return AuditEntry.objects.create(
        actor=by,
        action=action,
        object_type=on._meta.label_lower,
        object_id=str(on.pk),
        object_name=str(getattr(on, "audit_name", on))[:200],
        reason=reason,
        changes=changes or {},
        request_id=current_request_id(),
    )
