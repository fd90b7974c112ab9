"""`make lighthouse`: Lighthouse on the pages that most people see first, against its limit, and what axe objects to on them.

Of the product that runs in this folder; where none does, one is started with the demo town, and stopped afterwards. Reports as
HTML and JSON in .local/lighthouse, one table here; exit 1 where a category is below the limit or axe objects. DEVICE=desktop (as
it is: Lighthouse's desk computer on a wire) or DEVICE=phone, which divides this machine's speed by four, on a slow network: there
the performance score is that of a fast and idle machine, or too low, so the table says what Lighthouse thinks of the machine.
"""

# ruff: noqa: S603, T201 - a program for people, which runs fixed commands

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import sync_playwright
from run_tests import chromium
from screenshots import product

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".local" / "lighthouse"
COMMAND = ROOT / "scripts" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """async () => (await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] })).violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`)"""
LIMIT = 95
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
#: Of an idle desk computer; where Lighthouse measures less, its phone is slower than any in use.
FAST_MACHINE = 1500
DEVICES: dict[str, list[str]] = {"desktop": ["--preset=desktop"], "phone": []}
QUIET = ("--disable-quic", "--disable-background-networking")


class Target(NamedTuple):
    """A page: its name, its path, and the audits that do not apply to it, each with why."""

    name: str
    path: str
    left_out: dict[str, str]


def targets(facts: dict[str, Any]) -> list[Target]:
    """Return the pages; `facts` are those of .local/run.json."""
    tracking = "/track/" + facts["tracking_url"].rpartition("/track/")[2]
    private = {"is-crawlable": "whoever has the link sees the order, so no search engine may"}
    return [
        Target("discovery", "/", {}),
        Target("profile", f"/v/{facts['vendor']}", {}),
        Target("tracking", tracking, private),
    ]


def report(target: Target, base_url: str, browser: str, environment: dict[str, str], device: str) -> dict[str, Any]:
    """Have Lighthouse look at a page, and return its report."""
    flags = ["--headless=new", *QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    node = shutil.which("node", path=environment["PATH"]) or sys.exit("lighthouse: no node on PATH")
    command = [node, str(COMMAND), base_url + target.path, "--quiet", "--no-enable-error-reporting"]
    command += [*DEVICES[device], f"--only-categories={','.join(CATEGORIES)}"]
    command += ["--output=html,json", f"--output-path={FOLDER / target.name}-{device}"]
    command += [f"--chrome-flags={' '.join(flags)}", *(f"--skip-audits={name}" for name in target.left_out)]
    done = subprocess.run(command, env={**environment, "CHROME_PATH": browser}, check=False)
    if done.returncode != 0:
        sys.exit(f"lighthouse: failed with code {done.returncode} on {target.path}")
    found: dict[str, Any] = json.loads((FOLDER / f"{target.name}-{device}.report.json").read_text())
    return found


def score(report: dict[str, Any], category: str) -> int:
    """Return a category's score of a hundred; 0 where Lighthouse has none."""
    return round(100 * (report["categories"][category]["score"] or 0))


def below(report: dict[str, Any]) -> Iterator[str]:
    """Yield what costs points in the categories below the limit."""
    for category in CATEGORIES:
        if score(report, category) >= LIMIT:
            continue
        for reference in report["categories"][category]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                yield f"{category}: {audit['title']} {audit.get('displayValue', '')}".rstrip()


def objections(facts: dict[str, Any], browser: str) -> dict[str, list[str]]:
    """Return what axe objects to, by page."""
    found = {}
    arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=browser, args=arguments)
        page = chrome.new_page(base_url=facts["base_url"], viewport={"width": 412, "height": 823}, reduced_motion="reduce")
        for target in targets(facts):
            page.goto(target.path, wait_until="networkidle")
            page.evaluate(AXE.read_text())
            found[target.name] = page.evaluate(RUN_AXE)
        chrome.close()
    return found


def main() -> None:
    """Look at the pages one after the other; exit 1 where one is not good enough."""
    device = os.environ.get("DEVICE", "desktop")
    if device not in DEVICES:
        sys.exit(f"lighthouse: DEVICE is {' or '.join(DEVICES)}")
    browser, missing = chromium()
    if missing or browser is None:
        sys.exit(missing or "lighthouse: no Chromium")
    prepared = [sys.executable, "scripts/bootstrap.py", "lighthouse"]
    path = subprocess.run(prepared, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with product() as facts:
        reports = {
            target.name: report(target, facts["base_url"], browser, {**os.environ, "PATH": path}, device)
            for target in targets(facts)
        }
        axe = objections(facts, browser)
        left_out = [(target.name, *each) for target in targets(facts) for each in target.left_out.items()]
    print(f"Lighthouse, {device}")
    print(f"{'':<12}" + "".join(f"{category:>16}" for category in CATEGORIES) + f"{'axe':>6}")
    for name, found in reports.items():
        print(f"{name:<12}" + "".join(f"{score(found, category):>16}" for category in CATEGORIES) + f"{len(axe[name]):>6}")
    print(f"{'limit':<12}" + "".join(f"{LIMIT:>16}" for _ in CATEGORIES) + f"{0:>6}")
    faults = [f"{name}: {line}" for name, found in reports.items() for line in below(found)]
    faults += [f"{name}: axe: {line}" for name, lines in axe.items() for line in lines]
    faults += [f"{name}: {category} is below {LIMIT}" for name, found in reports.items() for category in CATEGORIES
               if score(found, category) < LIMIT]  # fmt: skip
    print("\n".join(faults))
    print("".join(f"Not asked of {name}: {audit} ({why}).\n" for name, audit, why in left_out), end="")
    machine = min(found["environment"]["benchmarkIndex"] for found in reports.values())
    print(f"This machine's benchmark index: {machine:.0f} (an idle desk computer has {FAST_MACHINE} or more).")
    print(f"Reports: {FOLDER.relative_to(ROOT)}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
