"""A worker that ends itself by SIGKILL at one point of its work: `python -m tests.notifications.killed_worker`.

`KILL_AT` names the point, `KILL_KIND` the notice at which it happens; other notices are sent as usual.
"""

import os
import signal
from collections.abc import Callable
from typing import Any

import django

AT, KIND = os.environ["KILL_AT"], os.environ["KILL_KIND"]


def die(*_: object, **__: object) -> None:
    """End without a word, as an operator's kill or the kernel does."""
    os.kill(os.getpid(), signal.SIGKILL)


def around(module: Any, name: str, *, after: bool, kind: Callable[..., str]) -> None:
    """Have the worker end before or after `module.name(…)`, where it is about the notice."""
    original = getattr(module, name)

    def call(*arguments: Any, **named: Any) -> Any:
        if kind(*arguments) != KIND:
            return original(*arguments, **named)
        if not after:
            die()
        original(*arguments, **named)
        return die()

    setattr(module, name, call)


def main() -> None:
    """Do all due work, up to the point."""
    django.setup()
    from events.services import deliver_due
    from notifications import delivering, planning, smtp
    from notifications.channels.mail import MailProvider
    from notifications.mail import InboxBackend

    def of_message(message: Any, *_: Any) -> str:
        return str(message.kind) if message.channel == "mail" else ""

    points: dict[str, Callable[[], None]] = {
        "before the plan": lambda: around(planning, "_messages", after=False, kind=lambda _event, notice, _who: notice.kind),
        "after the plan": lambda: kill_after_planning(planning),
        "after the lease": lambda: around(delivering, "_deliver", after=False, kind=of_message),
        "after the words": lambda: around(delivering, "_hand_over", after=False, kind=of_message),
        "before the provider": lambda: around(MailProvider, "send", after=False, kind=lambda _s, _w, message: str(message.kind)),
        "in the middle of the mail": lambda: cut(smtp),
        "after the provider's yes": lambda: around(delivering, "_note", after=False, kind=of_message),
        "after the note": lambda: around(delivering, "_ask", after=True, kind=of_message),
        "after the row of the inbox": lambda: around(InboxBackend, "send_messages", after=True, kind=lambda *_: KIND),
    }
    points[AT]()
    deliver_due()
    delivering.send_due()


def kill_after_planning(planning: Any) -> None:
    """End once the messages of an event are written, before its delivery is done."""
    from events.registry import registry

    around(planning, "plan", after=True, kind=lambda _: KIND)
    registry.handlers["notifications.plan"] = planning.plan


def cut(smtp: Any) -> None:
    """Hand over half of a mail of the notice, then end."""
    from notifications.channels import mail

    about: list[str] = []
    compose, whole = mail.compose, smtp._Session.data

    def noting(rendered: Any, message: Any) -> Any:
        about.append(message.kind)
        return compose(rendered, message)

    def data(session: Any, msg: bytes) -> Any:
        if about[-1] != KIND:
            return whole(session, msg)
        session.docmd("data")
        session.send(msg[: len(msg) // 2])
        return die()

    mail.compose = noting
    smtp._Session.data = data


if __name__ == "__main__":
    main()
