"""What happens to accounts."""

from accounts.models import SecurityEventKind
from events.catalogue import EventType, Field, declare

_USER = Field(int, "Whose account it is; null where nobody has the e-mail that was tried.", internal=True, optional=True)
_ROW = Field(int, "The row of the account's security record that says where from and how.", internal=True, optional=True)

USER_CREATED = declare("user.created", "Somebody has an account now.", {"user": _USER, "security_event": _ROW})
ACCOUNT_DEACTIVATED = declare(
    "account.deactivated", "The platform closed an account.", {"user": _USER, "by": Field(int, "Who closed it.", internal=True)}
)
TOKENS_REVOKED = declare(
    "account.tokens_revoked",
    "Sign-ins of API clients ended.",
    {
        "user": _USER,
        "reason": Field(str, "Why, as a word."),
        "families": Field(list, "The sign-ins that ended.", internal=True),
    },
)
#: One for each kind of the security record.
SECURITY: dict[SecurityEventKind, EventType] = {
    kind: declare(f"security.{kind.value}", f"{kind.label}.", {"user": _USER, "security_event": _ROW})
    for kind in SecurityEventKind
}
