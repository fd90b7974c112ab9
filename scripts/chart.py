"""The chart as Helm renders it, in deploy/rendered: what is judged by `make check`, and what can be applied without Helm.

`python scripts/chart.py` renders again (needs Helm 3.14 or newer on PATH, or HELM=/path). Each file names the digest of what it
was made from, so that a change of the chart without it is seen on a machine without Helm as well.
"""

# ruff: noqa: S603, T201 - a program for people, which runs a fixed command

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHART = ROOT / "deploy" / "chart"
RENDERED = ROOT / "deploy" / "rendered"
ENVIRONMENTS = ("staging", "production")


def digest() -> str:
    """Return a hash over the names and contents of the chart's files."""
    found = hashlib.sha256()
    for path in sorted(path for path in CHART.rglob("*") if path.is_file()):
        found.update(f"{path.relative_to(CHART)}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()


def first_line() -> str:
    """Return what each rendered file begins with."""
    return f"# Made by `make chart` from deploy/chart, digest {digest()}"


def is_stale() -> str:
    """Return which files were rendered from another chart, or nothing."""
    paths = [RENDERED / f"{name}.yaml" for name in ENVIRONMENTS]
    stale = [path.name for path in paths if not path.exists() or path.read_text().split("\n", 1)[0] != first_line()]
    return f"deploy/rendered: {', '.join(stale)} is not of this chart: make chart" if stale else ""


def main() -> None:
    """Render for each environment."""
    helm = os.environ.get("HELM") or "helm"
    RENDERED.mkdir(exist_ok=True)
    for name in ENVIRONMENTS:
        values = str(CHART / f"values-{name}.yaml")
        command = [helm, "template", "trusttrack", str(CHART), "--namespace", "trusttrack", "--values", values]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            sys.exit("there is no helm on PATH; HELM=/path/to/helm make chart")
        if done.returncode != 0:
            sys.exit(done.stderr)
        lines = (line.rstrip() for line in done.stdout.splitlines())
        (RENDERED / f"{name}.yaml").write_text("\n".join([first_line(), *lines]) + "\n")
        print(f"deploy/rendered/{name}.yaml")


if __name__ == "__main__":
    main()
