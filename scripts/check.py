"""`make check`: everything that can be judged without running the product. Prints one line per check, and what failed."""

# ruff: noqa: S603, T201 - a program for people, which runs fixed commands

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import deploy_checks
import secret_scan
import supply_chain

ROOT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable, "-m"]
MANAGE = [sys.executable, "manage.py"]
NPM = [sys.executable, "scripts/bootstrap.py", "npm"]
NPM_LOCKS = [ROOT / "frontend/package-lock.json", ROOT / "scripts/lighthouse/package-lock.json"]
LOCAL = {"MODE": "local", "DATABASE_POOL_MAX": "0"}
PRODUCTION = {  # made up, and complete: what `check --deploy` judges is the settings that follow from it
    "MODE": "production",
    "SECRET_KEY": "check-only-8c1f0f3a7d5b4e62a9d1c4b7e8f60312a5d9c7b1e4f2086d",
    "JWT_SIGNING_KEY": "check-only-5e7a1d93c0b84f26b1e9d7a4c3f85062d8b6a2c9e0f71543",
    "ALLOWED_HOSTS": "trusttrack.example",
    "BASE_URL": "https://trusttrack.example",
    "DATABASE_URL": "postgresql://trusttrack@localhost/trusttrack",
    "REDIS_URL": "redis://localhost:6379/0",
    "EMAIL_URL": "smtp://mail.trusttrack.example:587",
    "LEDGER_ORIGIN": "log.trusttrack.example/2026a",
    "OPERATOR_NAME": "Check Only Ltd",
    "OPERATOR_ADDRESS": "1 Example Street, Bristol",
    "OPERATOR_CONTACT": "hello@trusttrack.example",
    "ERASURES_URL": "s3://trusttrack-example-erasures/",
    "METRICS_TOKEN": "check-only-metrics-token-0123456789",
}


def runs(*command: str, **environment: str) -> str:
    """Run a command; return nothing when it ends well, else all that it said."""
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **LOCAL, **environment}, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else f"{done.stdout}{done.stderr}".strip() or f"code {done.returncode}"


def same(made: Path, kept: Path, cure: str) -> str:
    """Compare a file that was made again with the one in the repository."""
    if not kept.exists():
        return f"{kept.relative_to(ROOT)} is missing: {cure}"
    return "" if made.read_bytes() == kept.read_bytes() else f"{kept.relative_to(ROOT)} is out of date: {cure}"


def schema_drift() -> str:
    """The committed OpenAPI schema is what the code says, without warnings."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "schema.yml"
        fault = runs(*MANAGE, "spectacular", "--validate", "--fail-on-warn", "--file", str(made))
        return fault or same(made, ROOT / "schema.yml", "make schema")


def client_drift() -> str:
    """The committed web client is what the schema says."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "schema.d.ts"
        generate = json.loads((ROOT / "frontend/package.json").read_text())["scripts"]["generate"].split()
        fault = runs(*NPM, "exec", "--", *generate[:-1], str(made))  # the last word is where it goes
        return fault or same(made, ROOT / "frontend/src/api/schema.d.ts", "make schema")


def events_drift() -> str:
    """The committed description of the events is what the catalogue says."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "events.md"
        fault = runs(*MANAGE, "describe_events", "--file", str(made))
        return fault or same(made, ROOT / "docs/events.md", "manage.py describe_events")


def locks_name_no_host() -> str:
    """Locks hold versions and hashes, no address of where somebody happened to fetch them."""
    addresses = dict.fromkeys((ROOT / "requirements").glob("*.txt"), "://")
    addresses |= dict.fromkeys(NPM_LOCKS, '"resolved"')
    return "\n".join(f"{path.relative_to(ROOT)} holds {word}" for path, word in addresses.items() if word in path.read_text())


def web_lock_is_complete() -> str:
    """`npm ci` refuses a lock without the optional packages of other platforms, which `npm install` may leave out."""
    faults = []
    for lock in NPM_LOCKS:
        packages = json.loads(lock.read_text())["packages"]
        held = {path.rpartition("node_modules/")[2] for path in packages}
        wanted = {name for package in packages.values() for name in package.get("optionalDependencies", {})}
        faults += [f"{lock.relative_to(ROOT)} lacks {name}" for name in sorted(wanted - held)]
    return "\n".join(faults)


CHECKS: dict[str, Callable[[], str]] = {
    "format": lambda: runs(*PYTHON, "ruff", "format", "--check", "."),
    "lint": lambda: runs(*PYTHON, "ruff", "check", "."),
    "types": lambda: runs(*PYTHON, "mypy", "."),
    "imports go one way": lambda: runs(str(Path(sys.executable).parent / "lint-imports")),
    "migrations complete": lambda: runs(*MANAGE, "makemigrations", "--check", "--dry-run"),
    "deploy settings": lambda: runs(*MANAGE, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION),
    "catalogues": lambda: runs(sys.executable, "scripts/catalogues.py", "check"),
    "API schema": schema_drift,
    "event docs": events_drift,
    "web lint": lambda: runs(*NPM, "run", "--silent", "lint"),
    "web types": lambda: runs(*NPM, "run", "--silent", "typecheck"),
    "web API client": client_drift,
    "containers": deploy_checks.containers,
    "chart": deploy_checks.rendered_chart,
    "workflows": deploy_checks.workflows,
    "YAML": deploy_checks.yaml_files,
    "Terraform": deploy_checks.terraform,
    "secrets": secret_scan.scan,
    "licences": supply_chain.licences,
    "locks": lambda: locks_name_no_host() or web_lock_is_complete(),
}


def judged(name: str) -> tuple[str, float]:
    """Run one check; return what it found, and how long it took."""
    started = time.monotonic()
    return CHECKS[name](), time.monotonic() - started


def main() -> None:
    """Run all checks, or those whose names are given; exit 1 when one fails."""
    wanted = sys.argv[1:] or list(CHECKS)
    failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as several:
        for name, (fault, seconds) in zip(wanted, several.map(judged, wanted), strict=True):
            failed += bool(fault)
            print(f"{'FAILED' if fault else 'ok':<7}{name} ({seconds:.1f} s)", flush=True)
            if fault:
                print(f"{fault}\n", flush=True)
    print(f"make check: {len(wanted) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
