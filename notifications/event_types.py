"""What happens to addresses."""

from events.catalogue import Field, declare

ADDRESS_BLOCKED = declare(
    "account.address_blocked",
    "Mail to somebody's address came back for good, or was called spam; nothing more is sent there.",
    {
        "user": Field(int, "Whose address it is.", internal=True),
        "channel": Field(str, "`mail` or `sms`."),
        "reason": Field(str, "`bounce` or `complaint`."),
    },
)
