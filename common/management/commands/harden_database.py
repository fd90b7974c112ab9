"""`manage.py harden_database`: what the application's role may do, and no more."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from psycopg import sql

from common.append_only import append_only_tables

TRIGGER_WRITTEN = ["vendors_verification"]  # only their triggers write these


class Command(BaseCommand):
    """Grants the application's role what it needs; it owns nothing. Run as the owner after every migrate."""

    help = "Create the application's role where it is missing (password in APP_DATABASE_PASSWORD) and grant it the least."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--app-role", required=True, help="Name of the role that web, worker and scheduler use.")

    def handle(self, *args: Any, app_role: str, **options: Any) -> None:
        """Create the role, then grant."""
        with transaction.atomic(), connection.cursor() as cursor:  # never without its rights, as seen by who is serving
            self._ensure_role(cursor, app_role)
            for statement in grants(app_role):
                cursor.execute(statement.as_string(cursor.connection))
        self.stdout.write(f"{app_role} may read and write, append to {len(append_only_tables())} tables, and owns nothing.")

    def _ensure_role(self, cursor: Any, role: str) -> None:
        cursor.execute("SELECT rolsuper OR rolname = current_user FROM pg_roles WHERE rolname = %s", [role])
        found = cursor.fetchone()
        if found and found[0]:
            raise CommandError(f"{role} is a superuser or the owner; the application needs a role of its own.")
        password = os.environ.get("APP_DATABASE_PASSWORD", "")
        if not found and not password:
            raise CommandError("Set APP_DATABASE_PASSWORD: the role does not exist yet.")
        if password:
            verb = "ALTER" if found else "CREATE"
            statement = sql.SQL(verb + " ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD {}")
            cursor.execute(statement.format(sql.Identifier(role), sql.Literal(password)).as_string(cursor.connection))


def grants(role: str) -> list[sql.Composed]:
    """Return the statements that give `role` the least it needs, whatever it had before."""
    name = sql.Identifier(role)
    statements = [
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}",
        "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}",
    ]
    narrowed = [("UPDATE, DELETE", table) for table in append_only_tables()]
    narrowed += [("INSERT, UPDATE, DELETE", table) for table in TRIGGER_WRITTEN]
    narrowed += [("DELETE", "orders_order")]
    return [sql.SQL(statement).format(name) for statement in statements] + [
        sql.SQL("REVOKE " + rights + " ON {} FROM {}").format(sql.Identifier(table), name) for rights, table in narrowed
    ]
