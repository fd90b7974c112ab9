"""How many sockets one address may hold in this process."""

from collections import Counter
from typing import Any

from django.conf import settings

_open: Counter[str] = Counter()


def client_address(scope: dict[str, Any]) -> str:
    """Return the address of the client: behind TRUSTED_PROXIES proxies, the one that the outermost of ours saw."""
    direct = str((scope.get("client") or ("",))[0])
    proxies = settings.TRUSTED_PROXIES
    if not proxies:
        return direct
    named = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    hops = [hop.strip() for hop in ",".join(named).split(",") if hop.strip()]
    return hops[-proxies] if len(hops) >= proxies else direct


def take_address(address: str) -> bool:
    """Count one more socket of `address`; say whether it is within the limit. Always paired with leave_address."""
    _open[address] += 1
    return _open[address] <= settings.SOCKETS_PER_ADDRESS


def leave_address(address: str) -> None:
    """Count one socket less."""
    _open[address] -= 1
    if _open[address] <= 0:
        del _open[address]


def open_sockets() -> int:
    """Return the number of sockets open in this process."""
    return _open.total()
