"""What is shipped, and under which licences: `supply_chain.py licences` (part of `make check`), `supply_chain.py sbom`.

The bill of materials is CycloneDX: cyclonedx-py for the Python lock, npm itself for the web app's. Licences are read from the
packages' own metadata and held against the list below; a new one is a decision.
"""

# ruff: noqa: S603, T201 - a program for people, which runs fixed commands

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / ".local" / "sbom"
#: What may be shipped, by SPDX. Weak copyleft (LGPL, MPL) is used as a library that people can replace.
ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "CC-BY-4.0", "CC0-1.0", "HPND", "ISC", "LGPL-3.0-only",
    "LGPL-3.0-or-later", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib",
}  # fmt: skip
#: Words of metadata that were written before SPDX.
SPOKEN = {
    "apache": "Apache-2.0",
    "apache 2": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "3-clause bsd": "BSD-3-Clause",
    "bsd 3-clause": "BSD-3-Clause",
    "bsd-3-clause license": "BSD-3-Clause",
    "new bsd": "BSD-3-Clause",
    "mit license": "MIT",
    "the mit license": "MIT",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "mpl 2.0": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
    "gnu lesser general public license v3 (lgplv3)": "LGPL-3.0-only",
    "gnu library or lesser general public license (lgpl)": "LGPL-3.0-only",
}
#: Packages whose metadata says nothing that can be read; looked at by a person, with where it stands.
LOOKED_AT = {
    "pypdfium2": "BSD-3-Clause AND Apache-2.0 AND MIT AND Zlib"
}  # its own, and PDFium with what that brings: BSD, MIT, Zlib


def licences() -> str:
    """Return what is shipped under no licence of the list, or under none that can be read."""
    found = [*python_licences(), *web_licences()]
    return "\n".join(f"{name}: {licence or 'no licence told'}" for name, licence in found if not is_allowed(licence))


def is_allowed(expression: str) -> bool:
    """Say whether an SPDX expression can be met with licences of the list: all of an AND, one of an OR."""
    words = re.sub(r"[()]", " ", expression).strip()
    if not words:
        return False
    return any(all(part.strip() in ALLOWED for part in either.split(" AND ")) for either in words.split(" OR "))


def python_licences() -> Iterator[tuple[str, str]]:
    """Yield each package of the lock that is installed here, with its licence; markers leave some out on this machine."""
    for name in re.findall(r"^([\w.-]+)==", (ROOT / "requirements/base.txt").read_text(), re.MULTILINE):
        try:
            told = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        yield name, LOOKED_AT.get(name) or _licence_of(told)


def _licence_of(told: metadata.PackageMetadata) -> str:
    if "License-Expression" in told:
        return told["License-Expression"]
    classifiers = [
        one.rsplit(" :: ", 1)[1] for one in told.get_all("Classifier") or [] if one.startswith("License :: OSI Approved ::")
    ]
    spoken = classifiers or [told["License"].split("\n", 1)[0] if "License" in told else ""]
    return " AND ".join(SPOKEN.get(one.strip().lower(), one.strip()) for one in spoken if one.strip())


def web_licences() -> Iterator[tuple[str, str]]:
    """Yield each package of the web app's lock that ends up in what is built, with its licence."""
    packages = json.loads((ROOT / "frontend/package-lock.json").read_text())["packages"]
    for path, package in packages.items():
        if path and not package.get("dev") and not package.get("devOptional"):
            yield f"npm {path.rpartition('node_modules/')[2]}", str(LOOKED_AT.get(path) or package.get("license", ""))


def sbom() -> str:
    """Write both bills and the licences into .local/sbom."""
    TARGET.mkdir(parents=True, exist_ok=True)
    prepared = [sys.executable, "scripts/bootstrap.py", "lint"]
    python = [
        str(ROOT / ".local/lint/bin/cyclonedx-py"),
        "requirements",
        "requirements/base.txt",
        "--output-format",
        "JSON",
        "-o",
        str(TARGET / "python.cdx.json"),
    ]
    npm = [
        sys.executable,
        "scripts/bootstrap.py",
        "npm",
        "sbom",
        "--sbom-format",
        "cyclonedx",
        "--omit",
        "dev",
        "--package-lock-only",
    ]
    for command, target in ((prepared, None), (python, None), (npm, TARGET / "web.cdx.json")):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return f"{' '.join(command)}: {done.stderr}"
        if target:
            target.write_text(done.stdout)
    table = sorted({*python_licences(), *web_licences()})
    (TARGET / "licences.txt").write_text("".join(f"{name}\t{licence}\n" for name, licence in table))
    print(f"{TARGET.relative_to(ROOT)}: python.cdx.json, web.cdx.json, licences.txt ({len(table)} packages)")
    return licences()


def main() -> None:
    """Do what is asked; exit 1 with what is wrong."""
    fault = sbom() if sys.argv[1:] == ["sbom"] else licences()
    sys.exit(fault or 0)


if __name__ == "__main__":
    main()
