"""A worker that ends itself by SIGKILL at one point of its work: `python -m tests.notifications.killed_worker`.

`KILL_AT` names the point, `KILL_KIND` the notice and `KILL_CHANNEL` (mail) the channel at which it happens; others are sent as
usual.
"""

import os
import signal
from collections.abc import Callable
from typing import Any

import django

AT, KIND, CHANNEL = os.environ["KILL_AT"], os.environ["KILL_KIND"], os.environ.get("KILL_CHANNEL", "mail")


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
    from notifications import delivering, digests, planning, smtp
    from notifications.channels import push as push_channel
    from notifications.channels.mail import MailProvider
    from notifications.channels.push import PushProvider
    from notifications.channels.sms import SmsProvider
    from notifications.mail import InboxBackend

    def of_message(message: Any, *_: Any) -> str:
        return str(message.kind) if message.channel == CHANNEL else ""

    points: dict[str, Callable[[], None]] = {
        "before the plan": lambda: around(planning, "_messages", after=False, kind=lambda _event, notice, _who: notice.kind),
        "after the plan": lambda: kill_after_planning(planning),
        "after the lease": lambda: around(delivering, "_deliver", after=False, kind=of_message),
        "after the words": lambda: around(delivering, "_hand_over", after=False, kind=of_message),
        "before the provider": lambda: around(
            {"mail": MailProvider, "push": PushProvider, "sms": SmsProvider}[CHANNEL],
            "send",
            after=False,
            kind=lambda _provider, _words, message: str(message.kind),
        ),
        "after a push service's yes": lambda: around(push_channel, "_note", after=False, kind=of_message),
        "while a digest is gathered": lambda: around(digests, "record", after=True, kind=lambda *_: KIND),
        "after a digest is gathered": lambda: around(digests, "_gather", after=True, kind=lambda *_: KIND),
        "in the middle of the mail": lambda: cut(smtp),
        "after the provider's yes": lambda: around(delivering, "_note", after=False, kind=of_message),
        "after the note": lambda: around(delivering, "_ask", after=True, kind=of_message),
        "after the row of the inbox": lambda: around(InboxBackend, "send_messages", after=True, kind=lambda *_: KIND),
    }
    points[AT]()
    digests.gather_due()
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
