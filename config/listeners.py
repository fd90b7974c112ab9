"""Who listens to which event."""


def register_listeners() -> None:
    """Fill the registry of events. The names are kept in rows: never rename one."""
