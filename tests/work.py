"""What the workers do, done here and now."""

from events import services
from notifications import delivering


def do_due_work(*, limit: int = 50) -> int:
    """Do the outbox's work and send the messages that it planned; return how many pieces of both were taken."""
    return services.deliver_due(limit=limit) + delivering.send_due(limit=limit)
