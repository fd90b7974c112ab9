"""Whether a vendor is open, by its own clock."""

from datetime import datetime

from django.db import models

# Two ways to be open at local time t of weekday d: a span of today that has begun and not ended (one that runs past midnight
# ends tomorrow), or a span of yesterday that runs past midnight and has not ended. Equal times mean round the clock.
_SQL = """EXISTS (
    SELECT 1 FROM vendors_openinghours h,
        LATERAL (SELECT %(at)s::timestamptz AT TIME ZONE {zone} AS clock) l,
        LATERAL (SELECT l.clock::time AS t, (extract(isodow FROM l.clock)::int - 1) AS d) n
    WHERE h.vendor_id = {pk} AND (
        (h.weekday = n.d AND h.opens <= n.t AND (h.closes > n.t OR h.closes <= h.opens))
        OR (h.weekday = (n.d + 6) %% 7 AND h.closes <= h.opens AND h.closes > n.t)))"""


class IsOpen(models.Func):
    """Say in SQL whether a vendor is open at a moment; one probe of the index `hours_once` per row."""

    output_field = models.BooleanField()

    def __init__(self, at: datetime) -> None:
        super().__init__(models.F("pk"), models.F("timezone"))
        self.at = at

    def as_sql(self, compiler, connection, **context):  # type: ignore[no-untyped-def,override]  # takes no template
        """Fill the columns in; the moment is a parameter."""
        pk, zone = (compiler.compile(part)[0] for part in self.source_expressions)
        return _SQL.format(pk=pk, zone=zone).replace("%(at)s", "%s"), [self.at]
