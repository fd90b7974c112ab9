"""What people do with their data."""

from events.catalogue import Field, declare

_EXPORT = {"export": Field(int, "The export's row.", internal=True)}
_DELETION = {"deletion": Field(int, "The row of the deletion that was asked for.", internal=True)}

EXPORT_ASKED = declare("privacy.export_asked", "Somebody asked for a copy of their data.", _EXPORT)
EXPORT_CONTINUED = declare("privacy.export_continued", "A part of an export is made; the next one follows.", _EXPORT)
EXPORT_READY = declare("privacy.export_ready", "An export can be fetched.", _EXPORT)
DELETION_SCHEDULED = declare("privacy.deletion_scheduled", "An account will be deleted.", _DELETION)
DELETION_CANCELLED = declare("privacy.deletion_cancelled", "An account will not be deleted after all.", _DELETION)
