"""What the container's image is built from."""

import tomllib

from django.conf import settings


def test_every_package_and_the_languages_are_in_the_image() -> None:
    root = settings.BASE_DIR
    let_in = {line[1:] for line in (root / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    with (root / "pyproject.toml").open("rb") as file:
        packages = set(tomllib.load(file)["tool"]["importlinter"]["root_packages"]) - {"trusttrack_verify"}
    assert packages | {"locale", "verifier", "manage.py"} <= let_in


def test_the_image_is_built_of_locked_packages_and_runs_as_nobody_in_particular() -> None:
    root = settings.BASE_DIR
    lines = (root / "Dockerfile").read_text().splitlines()
    installs = [line for line in lines if "pip install" in line]
    assert installs
    assert all("--require-hashes" in line for line in installs)
    assert [line for line in lines if line.startswith("USER")][-1] == "USER 10001:10001"
    assert any(line.startswith("HEALTHCHECK --interval") for line in lines)
    copied = {name for line in lines if line.startswith("COPY requirements") for name in line.split()[1:-1]}
    assert all((root / name).exists() for name in copied)
    assert any("npm run bundle" in line for line in lines), "the same builds as scripts/bootstrap.py"
