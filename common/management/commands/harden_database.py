"""`manage.py harden_database`: what the application's role and the sealer's may do, and no more."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from psycopg import sql

from common.append_only import append_only_tables

TRIGGER_WRITTEN = ["vendors_verification", "vendors_checkmove", "reviews_vendorfigures"]  # only their triggers write these
#: The tree and what was signed of it: the sealer's alone. Web and workers read.
SEALED = {
    "ledger_leaf": "INSERT",
    "ledger_checkpoint": "INSERT",
    "ledger_signedcheckpoint": "INSERT",
    "ledger_cosignature": "INSERT",
    "ledger_logkey": "INSERT",
    "ledger_tile": "INSERT, UPDATE",
    "ledger_treestate": "INSERT, UPDATE",
    "ledger_slotindex": "INSERT",
    "ledger_slottile": "INSERT, DELETE",
}
#: What the sealer needs beside: it takes from the queue, and appends to public chains (keys, slot indexes).
#: It sees no key of a chain and no opening. A row lock asks for the right to UPDATE a column: a trigger keeps that one as it is.
SEALER_APPENDS = {
    "ledger_queue": "SELECT, INSERT, DELETE",
    "ledger_chain": "SELECT (id, name, chain_id), INSERT, UPDATE (chain_id)",
    "ledger_entry": "SELECT, INSERT",
    "ledger_opening": "INSERT",
}
APPLICATION_CALLS = ["erase_history_words(bigint[])", "erase_security_details(bigint)"]  # run as their owner; for nobody else


class Command(BaseCommand):
    """Grants the roles what they need; they own nothing. Run as the owner after every migrate."""

    help = (
        "Create the application's role (password in APP_DATABASE_PASSWORD) and the sealer's (SEALER_DATABASE_PASSWORD) "
        "where they are missing, and grant them the least."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--app-role", required=True, help="Name of the role that web, worker and scheduler use.")
        parser.add_argument("--sealer-role", default="", help="Name of the role that the sealer uses.")

    def handle(self, *args: Any, app_role: str, sealer_role: str = "", **options: Any) -> None:
        """Create the roles, then grant."""
        with transaction.atomic(), connection.cursor() as cursor:  # never without its rights, as seen by who is serving
            self._ensure_role(cursor, app_role, "APP_DATABASE_PASSWORD")
            statements = grants(app_role)
            if sealer_role:
                self._ensure_role(cursor, sealer_role, "SEALER_DATABASE_PASSWORD")
                statements += sealer_grants(sealer_role)
            for statement in statements:
                cursor.execute(statement.as_string(cursor.connection))
        self.stdout.write(f"{app_role} may read and write, append to {len(append_only_tables())} tables, and owns nothing.")
        if sealer_role:
            self.stdout.write(f"{sealer_role} may read and extend the public log, and nothing else.")

    def _ensure_role(self, cursor: Any, role: str, variable: str) -> None:
        cursor.execute("SELECT rolsuper OR rolname = current_user FROM pg_roles WHERE rolname = %s", [role])
        found = cursor.fetchone()
        if found and found[0]:
            raise CommandError(f"{role} is a superuser or the owner; the application needs a role of its own.")
        password = os.environ.get(variable, "")
        if not found and not password:
            raise CommandError(f"Set {variable}: the role {role} does not exist yet.")
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
    statements += [f"GRANT EXECUTE ON FUNCTION {function} TO {{}}" for function in APPLICATION_CALLS]
    narrowed = [("UPDATE, DELETE", table) for table in append_only_tables()]
    narrowed += [("INSERT, UPDATE, DELETE", table) for table in TRIGGER_WRITTEN]
    narrowed += [("DELETE", table) for table in ("orders_order", "vendors_verificationcheck", "ledger_chain")]
    narrowed += [("UPDATE, DELETE", "ledger_queue"), ("UPDATE", "notifications_attempt")]
    narrowed += [("UPDATE", "webhooks_webhookattempt")]  # pruned, never rewritten
    narrowed += [("DELETE", f"moderation_{kept}") for kept in ("case", "statement", "appeal")]
    narrowed += [("INSERT, UPDATE, DELETE", table) for table in SEALED]
    return [sql.SQL(statement).format(name) for statement in statements] + [
        sql.SQL("REVOKE " + rights + " ON {} FROM {}").format(sql.Identifier(table), name) for rights, table in narrowed
    ]


def sealer_grants(role: str) -> list[sql.Composed]:
    """Return the statements that let `role` extend the log, whatever it could do before: it reads no order and no person."""
    name = sql.Identifier(role)
    statements = [
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(name),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name),
    ]
    for table, rights in {**{table: f"SELECT, {rights}" for table, rights in SEALED.items()}, **SEALER_APPENDS}.items():
        grant = sql.SQL("GRANT " + rights + " ON {} TO {}")
        statements.append(grant.format(sql.Identifier(table), name))
    sequences = [
        f"{table}_id_seq" for table in ("ledger_cosignature", "ledger_logkey", *SEALER_APPENDS) if table != "ledger_opening"
    ]
    return statements + [
        sql.SQL("GRANT USAGE ON SEQUENCE {} TO {}").format(sql.Identifier(sequence), name) for sequence in sequences
    ]
