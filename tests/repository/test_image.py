"""What the container's image is built from."""

import tomllib

from django.conf import settings


def test_every_package_and_the_languages_are_in_the_image() -> None:
    root = settings.BASE_DIR
    let_in = {line[1:] for line in (root / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    with (root / "pyproject.toml").open("rb") as file:
        packages = set(tomllib.load(file)["tool"]["importlinter"]["root_packages"]) - {"trusttrack_verify"}
    assert packages | {"locale", "verifier", "manage.py"} <= let_in
