"""Third-party templates, made fit for a Content-Security-Policy without `unsafe-inline` and `unsafe-eval`.

What is changed is the template's source, the library's own text: what a template shows of somebody's data never passes here, so
an injected tag gets no nonce.
"""

import re
from typing import NamedTuple

from django.template import Origin
from django.template.loaders.app_directories import Loader

MAIL = "common/templates/common/letter.html"  # is in no answer whose nonce it could carry
INLINE = re.compile(r"<(style|script)(?=[\s>])(?![^>]*\bnonce=)")


class Change(NamedTuple):
    """What is not fit for our pages, and what stands for it.

    An attribute that Alpine would have to make a function of (config/static/config/admin.js does it), or words that ask for what
    nobody can do.
    """

    template: str
    pattern: re.Pattern[str]
    instead: str


CHANGES = (
    Change(
        "unfold/layouts/skeleton.html",
        re.compile(r'x-data="\{[^"]*sidebarDesktopOpen[^"]*"\s+x-init="[^"]*"', re.DOTALL),
        'x-data="adminPage" data-tab="{% if opts %}{% tabs_primary_active inline_admin_formsets %}{% endif %}"',
    ),
    Change("admin/change_form.html", re.compile(r'x-bind:action="[^"]*"'), 'x-bind:action="formAction()"'),
    Change(
        "unfold/helpers/welcomemsg.html",
        re.compile(r'x-on:click="sidebarDesktopOpen = [^"]*"'),
        'x-on:click="sidebarDesktopOpen = !sidebarDesktopOpen"',
    ),
    Change(  # a text would be written as a style attribute, an object by the element's style
        "admin/actions.html",
        re.compile(r'x-bind:style="[^"]*changeListWidth[^"]*"'),
        """x-bind:style="{ width: changeListWidth + 'px' }\"""",
    ),
    Change(
        "unfold/helpers/empty_results.html",
        re.compile(r'{% trans "This page yielded into no results[^"]*" %}'),
        "There is nothing yet, or nothing that fits what you look for.",
    ),
)


class GuardedLoader(Loader):
    """Django's loader of the apps' templates, for pages that were written without a Content-Security-Policy in mind."""

    def get_contents(self, origin: Origin) -> str:
        """Return the template's source, each inline element with the answer's nonce, each change of CHANGES made."""
        source: str = super().get_contents(origin)
        if not origin.name.endswith(".html") or origin.name.endswith(MAIL):
            return source
        for change in CHANGES:
            if origin.name.endswith(f"unfold/templates/{change.template}"):
                source = change.pattern.sub(lambda _, instead=change.instead: instead, source)  # type: ignore[misc]  # bound now
        return INLINE.sub(r'<\1 nonce="{{ request.csp_nonce }}"', source)
