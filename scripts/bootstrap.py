"""Make a fresh clone able to run, with the machine's Python alone: `python3 scripts/bootstrap.py [web | lint | npm <arguments>]`.

Without arguments: the isolated Python environment `.venv` with the locked packages. `web`: also the built web app (and Node
from a wheel, where the machine has none that fits). `lint`: what judges deploy/, in `.local/lint`. `npm …`: run npm in
`frontend/` with that Node. `lighthouse`: install Lighthouse, print the PATH of a Node that runs it. `chromium`, `firefox`: print
the path of that browser, for the journeys. What is already there and up to date is left alone: a stamp of what it was made from
lies in it.
"""

# ruff: noqa: S603, T201 - a program for people, which runs fixed commands

import fcntl
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCAL = ROOT / ".local"
NODE = LOCAL / "node"
FRONTEND = ROOT / "frontend"
LIGHTHOUSE = ROOT / "scripts" / "lighthouse"
REQUIREMENTS = ROOT / "requirements"
#: What each browser's program may be called; the first is also its package in Debian.
BROWSERS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "firefox": ("firefox-esr", "firefox"),
}


def say(line: str) -> None:
    """Tell on stderr what takes time; stdout is for results."""
    print(line, file=sys.stderr, flush=True)


def run(command: list[str], *, folder: Path = ROOT, environment: dict[str, str] | None = None) -> None:
    """Run a command; end with its code and name when it fails."""
    done = subprocess.run(command, cwd=folder, env=environment, check=False)
    if done.returncode != 0:
        sys.exit(f"bootstrap: failed with code {done.returncode}: {' '.join(command)}")


def digest(paths: Iterable[Path], *more: str) -> str:
    """Return a hash over names and contents of files, and over `more`."""
    result = hashlib.sha256("\0".join(more).encode())
    for path in sorted(paths):
        result.update(f"\0{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return result.hexdigest()


def is_stamped(folder: Path, mark: str) -> bool:
    """Say whether `folder` was made from what `mark` stands for."""
    stamp = folder / ".stamp"
    return stamp.exists() and stamp.read_text() == mark


def make_venv(folder: Path, lock: Path) -> None:
    """Make a virtual environment with exactly the locked packages, each checked by its hash."""
    mark = digest([lock], sys.version, platform.machine(), str(folder))
    if is_stamped(folder, mark):
        return
    say(f"bootstrap: Python packages of {lock.relative_to(ROOT)} into {folder.relative_to(ROOT)}")
    python = folder / "bin" / "python"
    if not is_usable(python):
        create_venv(folder)
    if not install_fast(python, lock):
        run([str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r", str(lock)])
    (folder / ".stamp").write_text(mark)


def link_verifier(folder: Path) -> None:
    """Make the stand-alone verifier of this checkout importable in the environment, with its command."""
    site = next((folder / "lib").glob("python3.*/site-packages"))
    (site / "trusttrack_verify.pth").write_text(f"{ROOT / 'verifier'}\n")
    command = folder / "bin" / "trusttrack-verify"
    command.write_text(f'#!/bin/sh\nexec "{folder / "bin" / "python"}" -m trusttrack_verify "$@"\n')
    command.chmod(0o755)


def is_usable(python: Path) -> bool:
    """Say whether this environment's Python runs and is the version that runs this script."""
    if not python.exists():
        return False
    program = "import pip, sys; print(sys.version)"
    done = subprocess.run([str(python), "-c", program], capture_output=True, text=True, check=False)
    return done.stdout.strip() == sys.version.strip()


def create_venv(folder: Path) -> None:
    """Make an empty virtual environment; where the machine's Python cannot, say what it lacks."""
    shutil.rmtree(folder, ignore_errors=True)
    done = subprocess.run([sys.executable, "-m", "venv", str(folder)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        shutil.rmtree(folder, ignore_errors=True)
        sys.exit(
            f"bootstrap: {sys.executable} cannot make a virtual environment (on Debian and Ubuntu: apt-get install "
            f"python3-venv).\n{done.stdout}{done.stderr}"
        )


def install_fast(python: Path, lock: Path) -> bool:
    """Install by uv, many times quicker than pip; return False where it does not work here, and pip shall do it."""
    if os.environ.get("BOOTSTRAP_WITH") == "pip":
        return False
    with tempfile.TemporaryDirectory() as folder:
        pinned = Path(folder) / "uv.txt"
        pinned.write_text(locked_block((REQUIREMENTS / "dev.txt").read_text(), "uv"))
        pip = [str(python), "-m", "pip"]
        got = subprocess.run(
            [*pip, "install", "--quiet", "--no-deps", "--require-hashes", "-r", str(pinned)], capture_output=True, check=False
        )
        if got.returncode != 0:
            return False
        fast = [str(python.parent / "uv"), "pip", "install", "--quiet", "--python", str(python), "--no-deps", "--require-hashes"]
        settings = {**os.environ, **uv_settings(pip), "UV_LINK_MODE": "copy", "UV_CACHE_DIR": f"{folder}/cache"}
        done = subprocess.run([*fast, "-r", str(lock)], env=settings, capture_output=True, check=False)
        return done.returncode == 0


def locked_block(text: str, name: str) -> str:
    """Return the lines of one package in a lock: its version and hashes."""
    found = re.search(rf"^{re.escape(name)}==.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    return found.group(0) if found else ""


def uv_settings(pip: list[str]) -> dict[str, str]:
    """Return pip's own index and certificate, as uv's variables: uv does not read pip's configuration."""
    names = {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE"}
    listed = subprocess.run([*pip, "config", "list"], capture_output=True, text=True, check=False).stdout
    found = re.findall(r"^(?:global|:env:)\.([\w-]+)='(.*)'$", listed, re.MULTILINE)
    return {names[key]: value for key, value in found if key in names}


def fits(version: str) -> bool:
    """Say whether a Node of this version builds the web app (Vite's demand)."""
    number = numbers(version)
    return (20, 19) <= number < (21, 0) or number >= (22, 12)


def fits_lighthouse(version: str) -> bool:
    """Say whether a Node of this version runs Lighthouse."""
    return numbers(version) >= (22, 19)


def numbers(version: str) -> tuple[int, int]:
    """Return major and minor of a Node's version."""
    major, minor = version.lstrip("v").split(".")[:2]
    return int(major), int(minor)


def node_path(fits: Callable[[str], bool] = fits) -> str:
    """Return a PATH on which a fitting node and npm stand first; install them from the wheel where there are none."""
    path = os.environ.get("PATH", os.defpath)
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        seen = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
        if re.match(r"v\d+\.\d+", seen) and fits(seen):
            return path
    make_venv(NODE, REQUIREMENTS / "node.txt")
    return f"{NODE / 'bin'}{os.pathsep}{path}"


def npm(*arguments: str, path: str, folder: Path = FRONTEND) -> None:
    """Run npm in a folder; the wheel's Node is told to trust the certificates that the machine trusts."""
    program = shutil.which("npm", path=path) or sys.exit("bootstrap: no npm on PATH")
    environment = {**os.environ, "PATH": path, "npm_config_update_notifier": "false"}
    if path.startswith(str(NODE)):
        environment["NODE_OPTIONS"] = f"--use-system-ca {environment.get('NODE_OPTIONS', '')}".strip()
    run([program, *arguments], folder=folder, environment=environment)


def install_packages(path: str, folder: Path = FRONTEND) -> None:
    """Install exactly the locked packages of the web app, or of another folder."""
    modules = folder / "node_modules"
    mark = digest([folder / "package.json", folder / "package-lock.json"], str(modules), str(path.startswith(str(NODE))))
    if not is_stamped(modules, mark):
        say(f"bootstrap: packages of {folder.relative_to(ROOT)}")
        npm("ci", "--no-audit", "--no-fund", "--loglevel=error", path=path, folder=folder)
        (modules / ".stamp").write_text(mark)


def web_sources() -> list[Path]:
    """Return every file from which the web app is built."""
    skipped = {"node_modules", "dist", "dist-node", "coverage", ".vite"}
    return [
        path
        for path in FRONTEND.rglob("*")
        if path.is_file() and not skipped & set(path.relative_to(FRONTEND).parts) and path.suffix != ".tsbuildinfo"
    ]


def build_web() -> None:
    """Build the web app into `frontend/dist` when a source has changed."""
    mark = digest(web_sources())
    dist = FRONTEND / "dist"
    if is_stamped(dist, mark) and (dist / "index.html").exists():
        return
    path = node_path()
    install_packages(path)
    say("bootstrap: building the web app")
    npm("run", "--silent", "bundle", path=path)  # types are judged by `make check`
    (dist / ".stamp").write_text(mark)


def find_browser(name: str) -> str:
    """Return a browser: the one in CHROMIUM or FIREFOX, one on PATH, or installed now where apt and root are at hand.

    Ends with the cure if there is none.
    """
    variable, names = name.upper(), BROWSERS[name]
    given = os.environ.get(variable)
    if given:
        return shutil.which(given) or sys.exit(f"{variable}={given} is no program")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"bootstrap: installing {names[0]} by apt-get")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", names[0]]):
            subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
        found = next(filter(None, map(shutil.which, names)), None)
    return found or sys.exit(
        f"These journeys need {name.capitalize()}, and there is none on PATH.\n"
        f"  Debian: sudo apt-get install {names[0]:<12} Ubuntu, Fedora: the package {name}\n"
        f"  macOS:  brew install --cask {name:<12} elsewhere: name its program in {variable}"
    )


def prepare(wanted: str) -> str:
    """Make what is wanted; return the PATH of its Node where it needs one, else nothing."""
    if wanted in {"python", "web"}:
        make_venv(VENV, REQUIREMENTS / "dev.txt")
        link_verifier(VENV)
    if wanted == "web":
        build_web()
    if wanted == "lint":
        make_venv(LOCAL / "lint", REQUIREMENTS / "lint.txt")
    if wanted not in {"npm", "lighthouse"}:
        return ""
    path = node_path() if wanted == "npm" else node_path(fits_lighthouse)
    install_packages(path, FRONTEND if wanted == "npm" else LIGHTHOUSE)
    return path


def main() -> None:
    """Do what the arguments say, one bootstrap at a time."""
    if sys.version_info < (3, 11):  # noqa: UP036 - it is the machine's own Python
        sys.exit(f"TrustTrack needs Python 3.11 or newer; this is {platform.python_version()} (PYTHON=python3.12 make run)")
    wanted, *arguments = sys.argv[1:] or ["python"]
    LOCAL.mkdir(exist_ok=True)
    with (LOCAL / "bootstrap.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        path = prepare(wanted)
    if wanted == "lighthouse":
        print(path)
    if wanted == "npm":
        npm(*arguments, path=path)
    if wanted in BROWSERS:
        print(find_browser(wanted))


if __name__ == "__main__":
    main()
