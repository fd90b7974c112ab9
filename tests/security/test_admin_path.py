"""The admin where ADMIN_PATH says, and nowhere else; the templates that its policy needs changed."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.template.loader import get_template

from config.guarded_templates import CHANGES, Change

ASK = """
import django; django.setup()
import json
from django.test import Client
from django.urls import reverse
from config.admin_menu import UNFOLD
links = [str(i["link"]) for group in UNFOLD["SIDEBAR"]["navigation"] for i in group["items"]]
moved = all(link.startswith("/office-7f3a/") for link in links)
print(json.dumps([reverse("admin:index"), Client().get("/admin/").status_code, moved]))
"""


def asked(path: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ADMIN_PATH": path, "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-c", ASK]
    return subprocess.run(command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)


def test_the_admin_moves_with_all_its_links() -> None:
    assert json.loads(asked("office-7f3a/").stdout.splitlines()[-1]) == ["/office-7f3a/", 404, True]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.template)
def test_each_change_of_a_third_party_template_still_applies(change: Change) -> None:
    source = get_template(change.template).template.source  # type: ignore[attr-defined]  # Django's own engine
    assert change.instead in source
    assert not change.pattern.search(source.replace(change.instead, ""))
