"""Pages of the admin that show somebody's data: that it was looked at is theirs to know."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from unfold.admin import ModelAdmin

from accounts.models import User
from accounts.security import note_view


class PersonalDataAdmin(ModelAdmin):
    """Notes who looks at a row of somebody's (accounts.security.note_view). Stands before the base that it is mixed with."""

    def person_of(self, row: Any) -> User | None:
        """Return whose data the row is."""
        person: User | None = row.user
        return person

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Show the row."""
        row = kwargs.get("obj")
        person = self.person_of(row) if row is not None and request.method == "GET" else None
        if person is not None:
            note_view(person, by=request.user, request=request)  # type: ignore[arg-type]  # never anonymous here
        page: HttpResponse = super().render_change_form(request, context, **kwargs)
        return page
