"""What we write about a copy of one's data and the deletion of an account."""

from django.conf import settings
from django.utils.translation import gettext as _

from common.letters import Block, Letter, Link, day, moment, paragraph, say, words_of
from privacy.models import Deletion, Export

PAGE = "/account/privacy"


@words_of("export_ready")
def export_ready(*, export: Export) -> Letter:
    """The file can be fetched, and where."""
    ready = _(
        "The file with everything that we keep of you is ready. You find it on your privacy page, where you sign in and confirm"
        " that it is you; this mail holds no link to the file itself."
    )
    asked = _(
        "You get this because somebody who was signed in to your account asked for it. If that was not you, change your password."
    )
    return _letter(
        _("Your data is ready to download"),
        say(_("It waits for you until {day}."), day=day(export.expires_at)) if export.expires_at else "",
        paragraph(ready),
        *([paragraph(say(_("It is deleted on {time}."), time=moment(export.expires_at)))] if export.expires_at else []),
        why=asked,
    )


@words_of("deletion_scheduled")
def deletion_scheduled(*, deletion: Deletion) -> Letter:
    """What will happen, when, and how to call it off."""
    when = _("On {time} your account is deleted for good. We have signed you out everywhere else.")
    what = _(
        "Your name, addresses, phone number and notes are erased then, and you leave every team. Your orders stay with the"
        " businesses without your name, as the law asks of them, and your reviews stay as those of a former customer."
    )
    asked = _(
        "You get this because the deletion of your account was asked for. If that was not you, sign in, keep your account and"
        " change your password."
    )
    return _letter(
        _("Your TrustTrack account will be deleted"),
        say(_("On {day}. Until then you can keep it."), day=day(deletion.due_at)),
        paragraph(say(when, time=moment(deletion.due_at))),
        paragraph(what),
        paragraph(_("Changed your mind? Sign in before that day and choose “Keep my account”.")),
        why=asked,
        label=_("Keep my account"),
    )


@words_of("deletion_cancelled")
def deletion_cancelled(*, deletion: Deletion) -> Letter:
    """It will not happen."""
    kept = _("The deletion of your account was called off. Nothing was deleted. Your other devices have to sign in again.")
    called = _(
        "You get this because somebody who was signed in to your account called its deletion off. If that was not you, change"
        " your password."
    )
    return _letter(_("You keep your TrustTrack account"), _("Nothing is deleted."), paragraph(kept), why=called)


@words_of("farewell")
def farewell() -> Letter:
    """The account is closed."""
    erased = _(
        "Nobody can sign in to it any more, and what we keep of you is erased in the next minutes. This is our last mail: your"
        " address goes too."
    )
    kept = _(
        "Businesses keep their orders without your name. Copies in our backups expire by themselves and are"
        " used for nothing else."
    )
    return Letter(
        subject=_("Your TrustTrack account is deleted"),
        preview=_("This is our last mail to you."),
        heading=_("Your TrustTrack account is deleted"),
        blocks=(paragraph(erased), paragraph(kept), paragraph(_("Thank you for having been here."))),
        action=Link(_("Open TrustTrack"), f"{settings.BASE_URL}/"),
        why=_("You get this because the deletion of your account was asked for, and its day has come."),
    )


def _letter(subject: str, preview: str, *blocks: Block, why: str, label: str = "") -> Letter:
    action = Link(label or _("Open my privacy page"), f"{settings.BASE_URL}{PAGE}")
    return Letter(subject=subject, preview=preview, heading=subject, blocks=blocks, action=action, why=why)
