"""What a moderator fills in to decide."""

from collections.abc import Mapping
from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from moderation.desk.case_page import ItemShown, blanked
from moderation.models import MAX_FACTS, Appeal, Outcome
from moderation.services import AGAINST, ground_of_dismissal
from reviews.models import FAULTS, MAX_BODY, MAX_ITEM_BODY, MAX_REASON, MAX_TITLE, ModerationGround, ModerationKind
from reviews.redacting import standing_redactions

WORDS = {
    ModerationKind.HIDE: "Hide it",
    ModerationKind.REDACT: "Take words out",
    ModerationKind.WARN: "Warn its author",
    ModerationKind.RESTORE: "Bring it back",
    ModerationKind.PUT_BACK: "Put the words back",
    ModerationKind.DISMISS: "Leave it as it is",
    ModerationKind.HIDE_RESPONSE: "Hide the answer",
    ModerationKind.RESTORE_RESPONSE: "Bring the answer back",
}
#: Decisions that have one ground, which nobody needs to choose.
IMPLIED = {
    ModerationKind.RESTORE: ModerationGround.MISTAKE,
    ModerationKind.PUT_BACK: ModerationGround.MISTAKE,
    ModerationKind.RESTORE_RESPONSE: ModerationGround.MISTAKE,
}
CHOICES = [("", "Choose…"), *((ground.value, ground.label) for ground in ModerationGround if ground in FAULTS)]
TO_AUTHOR = "Goes to the author, word for word: what in the review this is about. Do not name who reported it."
TO_TEAM = "Stays with the team, for ever."

SINCE = "Only where words were taken out of the same text once more since: the words from before, without those."

SHORT_TEXT = UnfoldAdminTextareaWidget(attrs={"rows": 4})


class DecisionForm(forms.Form):
    """One decision about a review."""

    version = forms.IntegerField(widget=forms.HiddenInput)  # of the words that the page showed
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

    photos = forms.MultipleChoiceField(required=False, label="Photos to take out", widget=UnfoldAdminCheckboxSelectMultipleWidget)

    def __init__(self, data: Any, *, facts: Mapping[str, Any]) -> None:
        """`facts` are those of the page (case_page.facts_of); a redaction begins with what the rules found taken out."""
        words = {"title": blanked(facts["headline"]), "body": blanked(facts["body"])}
        super().__init__(data, initial={**words, "version": facts["version"]})
        self.fields["decision"].choices = [(kind.value, WORDS[kind]) for kind in facts["possible"]]  # type: ignore[attr-defined]  # a ChoiceField
        self.implied = {**IMPLIED, ModerationKind.DISMISS: ground_of_dismissal(facts["case"])}
        self.shown = [one for one in facts["items"] if one.words]
        if ModerationKind.REDACT not in facts["possible"]:
            del self.fields["title"], self.fields["body"], self.fields["photos"]
            return
        for one in self.shown:
            self.fields[f"item_{one.item}"] = _words_instead(one)
        self.fields["photos"].choices = [(photo.uid, f"Photo {n}") for n, photo in enumerate(facts["photos"], 1)]  # type: ignore[attr-defined]  # a MultipleChoiceField
        if not facts["photos"]:
            del self.fields["photos"]

    @property
    def left(self) -> dict[str, Any]:
        """What a redaction leaves, as decide_case takes it; of a clean form."""
        data = self.cleaned_data
        items = {one.item: data[name] for one in self.shown if (name := f"item_{one.item}") in data}
        words = {"title": data.get("title", ""), "body": data.get("body", "")}
        return {**words, "items": items, "without_photos": data.get("photos", [])}

    def clean(self) -> dict[str, Any]:
        """Give the decision its ground: the implied one, or what was chosen."""
        data = super().clean() or {}
        if (kind := ModerationKind(data["decision"]) if data.get("decision") else None) is None:
            return data
        if kind in AGAINST and not data.get("ground"):
            self.add_error("ground", "Choose a reason.")
            return data
        data["ground"] = self.implied.get(kind) or ModerationGround(data["ground"])
        data["decision"] = kind
        return data


def _words_instead(shown: ItemShown) -> forms.CharField:
    return forms.CharField(
        max_length=MAX_ITEM_BODY,
        required=False,
        label=f"Words about {shown.name} instead",
        initial=blanked(shown.words),
        widget=SHORT_TEXT,
    )


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
    title = forms.CharField(max_length=MAX_TITLE, required=False, label="Title to stand", widget=UnfoldAdminTextInputWidget)
    body = forms.CharField(max_length=MAX_BODY, required=False, label="Text to stand", help_text=SINCE, widget=SHORT_TEXT)

    def __init__(self, data: Any, *, appeal: Appeal) -> None:
        """Ask for words only where others were taken out of the review too."""
        super().__init__(data, initial={"appeal": appeal.pk})
        decision = appeal.statement.action
        is_one_of_several = standing_redactions(decision.review).exclude(pk=decision.pk).exists()
        if decision.action != ModerationKind.REDACT or not is_one_of_several:
            del self.fields["title"], self.fields["body"]
