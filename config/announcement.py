"""What a person and a script are told once TrustTrack runs: the URL, the demo's accounts, a live tracking link."""

import os
from typing import TYPE_CHECKING, Any

from config.instance import read_json

if TYPE_CHECKING:
    from config.supervisor import Supervisor


def run_facts(supervisor: "Supervisor") -> dict[str, Any]:
    """Return what stands in `.local/run.json`; the demo's part is missing where the demo was not loaded."""
    demo = read_json(supervisor.instance.home / "demo.json")
    path = demo.get("tracking_url", "")
    pids = {one.name: one.pid for one in supervisor.running if one.pid is not None}
    return {
        "base_url": supervisor.base_url,
        "database_url": supervisor.owner_url,
        "redis_url": supervisor.redis_url,
        "pids": {"supervisor": os.getpid(), **pids},
        "tracking_url": supervisor.base_url + path if path.startswith("/") else path,
        "vendor": demo.get("vendor", ""),
        "accounts": demo.get("accounts", {}),
    }


def announcement(facts: dict[str, Any]) -> str:
    """Return the lines for the console."""
    lines = ["", f"  TrustTrack runs at {facts['base_url']}"]
    if facts["tracking_url"]:
        lines.append(f"  a live order to follow: {facts['tracking_url']}")
    if facts["vendor"]:
        lines.append(f"  the vendor's dashboard: {facts['base_url']}/dashboard/{facts['vendor']}")
    if facts["accounts"]:
        width = max(len(account["email"]) for account in facts["accounts"].values())
        lines += ["", "  demo accounts"]
        lines += [f"    {who:<10} {one['email']:<{width}}  {one['password']}" for who, one in facts["accounts"].items()]
        lines.append(f"  mail, SMS and sign-in codes (for all but customer and staff): {facts['base_url']}/demo/inbox/")
    return "\n".join([*lines, "", "  Ctrl-C stops everything. Logs: .local/log/ (LOG=1 shows them here)", ""])
