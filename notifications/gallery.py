"""The gallery: every letter in every language, with ordinary facts and the longest, as each channel shows it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from csp.decorators import csp_replace
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from common.letters import LANGUAGES, Letter, html_of, letter_of, one_line, reading, short_of, text_of, zone_named
from common.letters.samples import Filling, Sample, all_samples
from notifications.views import MAIL_POLICY

ZONE = "Europe/Berlin"
SIZES = {"usual": "Ordinary", "longest": "Longest"}
SCHEMES = {"light": "not all", "dark": "all"}
WIDTHS = {"phone": 360, "desktop": 760}
DARK_QUERY = "(prefers-color-scheme: dark)"
LINKS = {"unsubscribe_url": "https://trusttrack.example/unsubscribe/…", "preferences_url": "https://trusttrack.example/account"}


@dataclass(frozen=True)
class Shown:
    """What the address asks to see."""

    sample: Sample
    language: str
    size: str

    @property
    def query(self) -> str:
        """The same again, as a query string."""
        return urlencode({"letter": name_of(self.sample), "language": self.language, "size": self.size})

    def letter(self) -> Letter:
        """The letter; inside `reading`."""
        return letter_of(self.sample.kind, self.sample.facts(Filling(is_longest=self.size == "longest")))


def show_gallery(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show one letter as every channel shows it, with a choice of all."""
    _check(request)
    shown = _asked(request)
    with reading(shown.language, zone_named(ZONE)):
        letter = shown.letter()
        parts = {"subject": one_line(letter.subject), "short": short_of(letter), "text": text_of(letter, **LINKS)}
    context = {
        **site.each_context(request),
        **parts,
        "title": "Letters",
        "shown": shown,
        "name": name_of(shown.sample),
        "names": [name_of(sample) for sample in all_samples()],
        "languages": LANGUAGES.values(),
        "language": LANGUAGES[shown.language],
        "sizes": SIZES.items(),
        "frames": [(width, pixels, scheme) for width, pixels in WIDTHS.items() for scheme in SCHEMES],
    }
    return render(request, "notifications/desk/gallery.html", context)


@xframe_options_sameorigin
@csp_replace(MAIL_POLICY)
def show_html(request: HttpRequest) -> HttpResponse:
    """Answer with the letter's HTML, for a sandboxed frame, as a light or a dark screen shows it."""
    _check(request)
    shown = _asked(request)
    with reading(shown.language, zone_named(ZONE)):
        html = html_of(shown.letter(), **LINKS)
    scheme = SCHEMES.get(request.GET.get("scheme", ""), SCHEMES["light"])
    return HttpResponse(html.replace(DARK_QUERY, scheme))


def name_of(sample: Sample) -> str:
    """Return what a sample is called."""
    return f"{sample.kind} · {sample.name}" if sample.name else sample.kind


def _check(request: HttpRequest) -> None:
    user: Any = request.user
    if not user.has_perm("notifications.view_message"):
        raise PermissionDenied


def _asked(request: HttpRequest) -> Shown:
    """Return what is to be shown; the first letter where nothing is asked for. Raises Http404 for what there is not."""
    by_name = {name_of(sample): sample for sample in all_samples()}
    name = request.GET.get("letter") or next(iter(by_name))
    language, size = request.GET.get("language", "en"), request.GET.get("size", "usual")
    if name not in by_name or language not in LANGUAGES or size not in SIZES:
        raise Http404
    return Shown(by_name[name], language, size)
