"""What verifying costs the reader: a bundle of thirty entries with fourteen notes, by both verifiers.

Python's is `trusttrack-verify`, asked in one process, and as the command with the start of the interpreter. Its reference is the
cryptography alone: as many Ed25519 checks and SHA-256 hashes as the bundle asks for. The browser's is the single-file page
(`make web`) in Chromium, which tells itself how long it took; its reference is Python's time in the same run.
"""

import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from playwright.sync_api import Error, Page, sync_playwright
from trusttrack_verify.verification import examine_bundle

from benchmarks import report
from benchmarks.servers import VERIFIER

TIMES = 20
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ("--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run")


def measure(bundle: str, policy: str, rounds: int, times: int) -> dict[str, Any]:
    """Verify in turn; print a line for each verifier."""
    whole = examine_bundle(bundle, policy).report
    faults = [verdict for verdict in whole.verdicts if verdict.status not in {"proven", "not_proven"}]
    if faults or len(whole.entries) != len(json.loads(bundle)["entries"]):
        raise RuntimeError(f"the bundle does not verify: {faults}")
    alone = cryptography_of(json.loads(bundle))
    pairs = [(median_ms(lambda: examine_bundle(bundle, policy), times), median_ms(alone, times)) for _ in range(rounds)]
    with tempfile.TemporaryDirectory(prefix="trusttrack-bench-") as name:
        files = (Path(name) / "bundle.json", Path(name) / "policy.txt")
        for file, text in zip(files, (bundle, policy), strict=True):
            file.write_text(text)
        command = [median_ms(lambda: run_command(*files), 1) for _ in range(rounds)]
        reported = in_browser(*files, times=times * rounds)
    python = report.spread([pair[0] for pair in pairs])
    figures: dict[str, Any] = {
        "entries": len(whole.entries),
        "notes": len(json.loads(bundle)["anchors"]) + 1,
        "bytes": len(bundle),
        "python": {
            "ms": python,
            "cryptography_ms": report.spread([pair[1] for pair in pairs]),
            "command_ms": report.spread(command),
            "ratio": report.spread([ours / other for ours, other in pairs]),
        },
    }
    print(f"a bundle of {figures['entries']} entries, {figures['notes']} notes, {len(bundle):,} bytes")
    print(f"python    {report.text(python)} ms, as a command {report.text(figures['python']['command_ms'])} ms;", end=" ")
    print(f"by the cryptography alone {report.text(figures['python']['ratio'])}")
    if reported:
        figures["chromium"] = {
            "ms": report.spread(reported),
            "first_ms": reported[0],
            "ratio": report.spread([one / python["median"] for one in reported]),
        }
        print(f"chromium  {report.text(figures['chromium']['ms'])} ms, the first time {reported[0]:.0f} ms;", end=" ")
        print(f"by python {report.text(figures['chromium']['ratio'])}", flush=True)
    return figures


def median_ms(work: Callable[[], object], times: int) -> float:
    """Return the median of so many runs, in milliseconds."""
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent)


def cryptography_of(bundle: dict[str, Any]) -> Callable[[], None]:
    """Return what makes as many signature checks and hashes as the bundle asks for, and nothing else."""
    notes = [bundle["head"], *(anchor["note"] for anchor in bundle["anchors"])]
    signatures = sum(len(note.rpartition("\n\n")[2].splitlines()) for note in notes)
    entries = bundle["entries"]
    hashes = sum(4 + len(entry["proof"]) + len(entry["open"]) for entry in entries)  # slot (2), commitment, leaf
    hashes += sum(2 * len(anchor["consistency"]) for anchor in bundle["anchors"])
    hashes += sum(1 + len(member["proof"]) for member in bundle["absent"]["pair"]) if "absent" in bundle else 0
    key, message, node = Ed25519PrivateKey.generate(), notes[0].encode(), b"\x01" + bytes(64)
    signature, public = key.sign(message), key.public_key()

    def work() -> None:
        for _ in range(signatures):
            public.verify(signature, message)
        for _ in range(hashes):
            hashlib.sha256(node).digest()

    return work


def run_command(bundle: Path, policy: Path) -> None:
    """Run `trusttrack-verify` as people do."""
    command = [sys.executable, "-m", "trusttrack_verify", str(bundle), "--policy", str(policy), "--json"]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(VERIFIER)}, capture_output=True, check=False)
    if done.returncode not in {0, 2}:
        raise RuntimeError(done.stderr.decode())


def in_browser(bundle: Path, policy: Path, *, times: int) -> list[float]:
    """Return the milliseconds that the single-file verifier tells in Chromium, or nothing where one of the two is missing."""
    page_file = Path(settings.LEDGER_VERIFIER_FILE)
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not page_file.exists() or not program:
        print(f"chromium  not measured: {'no Chromium' if page_file.exists() else f'{page_file} is not built (make web)'}")
        return []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        try:
            page = browser.new_page()
            page.goto(page_file.as_uri())
            page.set_input_files("#bundle", bundle)
            page.set_input_files("#policy-file", policy)
            page.wait_for_function("document.getElementById('policy').value !== ''")
            return [check_once(page) for _ in range(times)]
        finally:
            browser.close()


def check_once(page: Page) -> float:
    """Press the button; return what the page says it took."""
    page.click("button[type=submit]")
    try:
        page.wait_for_function("!document.getElementById('result').hidden", timeout=30_000)
    except Error as error:
        raise RuntimeError(f"the page has no result: {page.inner_text('body')}") from error
    if page.inner_text("#summary") == "This proof failed":
        raise RuntimeError(page.inner_text("#result"))
    return float(page.inner_text("#took").removeprefix("Checked in ").removesuffix(" ms."))
