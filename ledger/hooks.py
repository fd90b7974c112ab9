"""One documented hook: apps above are told when a new tree was signed, in the sealer's process. Filled by config."""

from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)
_published: list[Callable[[int], None]] = []


def on_publication(hook: Callable[[int], None]) -> None:
    """Have `hook(size)` called after each signed checkpoint. It must not wait: what is lost is also swept up by readers."""
    if hook not in _published:
        _published.append(hook)


def after_publication(size: int) -> None:
    """Call the hooks; one that fails does not stop the sealing."""
    for hook in _published:
        try:
            hook(size)
        except Exception as error:
            log.warning("publication_hook_failed", hook=repr(hook), error=repr(error))
