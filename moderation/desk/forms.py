"""What a moderator fills in to decide."""

from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from moderation.models import MAX_FACTS, Outcome
from moderation.services import AGAINST
from reviews.models import FAULTS, MAX_BODY, MAX_REASON, MAX_TITLE, ModerationGround, ModerationKind

WORDS = {
    ModerationKind.HIDE: "Hide it",
    ModerationKind.REDACT: "Take words out",
    ModerationKind.WARN: "Warn its author",
    ModerationKind.RESTORE: "Bring it back",
    ModerationKind.PUT_BACK: "Put the words back",
    ModerationKind.DISMISS: "Leave it as it is",
}
#: Decisions that have one ground, which nobody needs to choose.
IMPLIED = {
    ModerationKind.RESTORE: ModerationGround.MISTAKE,
    ModerationKind.PUT_BACK: ModerationGround.MISTAKE,
    ModerationKind.DISMISS: ModerationGround.NOTHING_WRONG,
}
CHOICES = [("", "Choose…"), *((ground.value, ground.label) for ground in ModerationGround if ground in FAULTS)]
TO_AUTHOR = "Goes to the author, word for word: what in the review this is about. Do not name who reported it."
TO_TEAM = "Stays with the team, for ever."

SHORT_TEXT = UnfoldAdminTextareaWidget(attrs={"rows": 4})


class DecisionForm(forms.Form):
    """One decision about a review."""

    decision = forms.ChoiceField(widget=UnfoldAdminRadioSelectWidget)
    ground = forms.ChoiceField(choices=CHOICES, required=False, label="Reason", widget=UnfoldAdminSelectWidget)
    facts = forms.CharField(
        max_length=MAX_FACTS,
        required=False,
        label="Facts",
        help_text=TO_AUTHOR,
        widget=SHORT_TEXT,
    )
    note = forms.CharField(max_length=MAX_REASON, required=False, help_text=TO_TEAM, widget=UnfoldAdminTextInputWidget)
    title = forms.CharField(max_length=MAX_TITLE, required=False, label="Title instead", widget=UnfoldAdminTextInputWidget)
    body = forms.CharField(max_length=MAX_BODY, required=False, label="Text instead", widget=SHORT_TEXT)

    def __init__(self, *args: Any, possible: list[ModerationKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [(kind.value, WORDS[kind]) for kind in possible]  # type: ignore[attr-defined]  # a ChoiceField
        if ModerationKind.REDACT not in possible:
            del self.fields["title"], self.fields["body"]

    def clean(self) -> dict[str, Any]:
        """Give the decision its ground: the implied one, or what was chosen."""
        data = super().clean() or {}
        if (kind := ModerationKind(data["decision"]) if data.get("decision") else None) is None:
            return data
        if kind in AGAINST and not data.get("ground"):
            self.add_error("ground", "Choose a reason.")
            return data
        data["ground"] = IMPLIED.get(kind) or ModerationGround(data["ground"])
        data["decision"] = kind
        return data


class AppealForm(forms.Form):
    """What becomes of an appeal: of the one that the page showed, should another wait beside it."""

    appeal = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=Outcome.choices, widget=UnfoldAdminRadioSelectWidget)
    facts = forms.CharField(
        max_length=MAX_FACTS,
        label="Why",
        help_text="Goes to the author, word for word.",
        widget=SHORT_TEXT,
    )
    note = forms.CharField(max_length=MAX_REASON, required=False, help_text=TO_TEAM, widget=UnfoldAdminTextInputWidget)
