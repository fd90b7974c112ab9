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

DIGEST_DUE = declare(
    "account.digest_due",
    "What was held for somebody's one mail a day or week is to be told now.",
    {"user": Field(int, "Whose digest it is.", internal=True)},
)
