"""`manage.py create_admin --email you@example.com`: the first person with every right in the admin."""

import getpass
import os
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from accounts.models import User
from accounts.services import create_verified_user


class Command(BaseCommand):
    """Reads the password from ADMIN_PASSWORD, the terminal or standard input; never from the command line, which others see."""

    help = "Create a superuser with a verified e-mail. The password comes from ADMIN_PASSWORD, the terminal or standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the e-mail and the name."""
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", default="")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        """Create the user, or end with what is wrong."""
        if User.objects.filter(email=email.strip().lower()).exists():
            raise CommandError(f"{email} has an account already.")
        password = _read_password()
        try:
            validate_password(password, User(email=email, name=name))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user = create_verified_user(email=email, password=password, name=name, is_staff=True, is_superuser=True)
        self.stdout.write(
            f"{user.email} may sign in. {reverse('admin:index')} opens once a second factor is set up: the first visit leads to"
            " the page for it."
        )


def _read_password() -> str:
    given = os.environ.get("ADMIN_PASSWORD")
    if given is not None:
        return given
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\r\n")
