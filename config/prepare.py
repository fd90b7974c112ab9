"""`python -m config.prepare`: bring database and static files up to the code, in one process, before anything serves.

Runs as the owner of the database (`DATABASE_URL`). With `--app-role NAME` that role is given what the application may do, and
its password from `APP_DATABASE_PASSWORD`; with `--sealer-role NAME` the sealer's role likewise. `--demo` loads the demo town
where the database has none.
"""

import argparse
import os

import django
from django.core.management import call_command


def main() -> None:
    """Migrate, grant, collect static files, erase again what a restore brought back, load the demo."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--app-role", default="")
    parser.add_argument("--sealer-role", default="")
    parser.add_argument("--demo", action="store_true")
    wanted = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command("migrate", interactive=False)
    if wanted.app_role:
        call_command("harden_database", app_role=wanted.app_role, sealer_role=wanted.sealer_role)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("erase_again")
    if wanted.demo:
        call_command("demo_data")


if __name__ == "__main__":
    main()
