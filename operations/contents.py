"""What a database holds, so that two can be held against each other: rows by table, and everything that guards them."""

import hashlib
import json
import re
from dataclasses import dataclass

from django.db import connection
from psycopg import sql

#: What guards the rows, each as PostgreSQL itself would write it down again.
STRUCTURE = {
    "columns": """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
               pg_get_expr(d.adbin, d.adrelid)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v') AND a.attnum > 0 AND NOT a.attisdropped""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, convalidated, pg_get_constraintdef(k.oid)
        FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE n.nspname = 'public'""",
    "indexes": "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": """
        SELECT tgrelid::regclass::text, tgname, tgenabled, pg_get_triggerdef(t.oid)
        FROM pg_trigger t WHERE NOT tgisinternal""",
    "functions": """
        SELECT p.proname, pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = 'public' AND p.prokind = 'f'""",
    # The owner goes by another name elsewhere: what it has over its own things is no grant.
    "grants": """
        SELECT kind, name, pg_get_userbyid(grantee), privilege_type FROM (
            SELECT 'relation' AS kind, c.relname::text AS name, c.relowner AS owner, (aclexplode(c.relacl)).*
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'
            UNION ALL
            SELECT 'column', c.relname || '.' || a.attname, c.relowner, (aclexplode(a.attacl)).*
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public'
            UNION ALL
            SELECT 'function', p.proname::text, p.proowner,
                   (aclexplode(coalesce(p.proacl, acldefault('f', p.proowner)))).*
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public'
        ) given WHERE grantee <> owner""",
}
#: PostgreSQL writes an expression down with other casts and brackets once it was read back: `'a'::text` for `('a')::text`.
WORDING = re.compile(r"::(?:character varying|text|bpchar)(?:\(\d+\))?(?:\[\])?|[()]")
NEXT_VALUES = "SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = 'public'"
PUBLIC = "unknown (OID=0)"  # how pg_get_userbyid names it
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"


@dataclass(frozen=True)
class Contents:
    """Rows by table, the last value of each sequence, and a digest of each kind of guard."""

    rows: dict[str, int]
    sequences: dict[str, int]
    structure: dict[str, str]

    def differences(self, other: "Contents") -> list[str]:
        """Return in words what is not the same in `other`."""
        found = []
        for what in ("rows", "sequences", "structure"):
            mine, theirs = getattr(self, what), getattr(other, what)
            names = sorted(name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name))
            found += [f"{what} of {name}: {mine.get(name)} and {theirs.get(name)}" for name in names]
        return found


def contents() -> Contents:
    """Return what the database holds, as the running transaction sees it. Counts every table."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_VALUES)
        sequences = {name: int(value) for name, value in cursor.fetchall()}
        rows = {}
        for table in tables():
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)).as_string(cursor.connection))
            rows[table] = int(cursor.fetchone()[0])
    return Contents(rows=rows, sequences=sequences, structure={kind: _digest(guards(kind)) for kind in STRUCTURE})


def tables() -> list[str]:
    """Return the names of the tables; none in an empty database."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return [name for (name,) in cursor.fetchall()]


def guards(kind: str) -> list[str]:
    """Return the lines of one kind of guard, in an order that does not hang on the server."""
    with connection.cursor() as cursor:
        cursor.execute(STRUCTURE[kind])
        return sorted(WORDING.sub("", json.dumps(row, default=str)) for row in cursor.fetchall())


def granted_roles() -> list[str]:
    """Return the roles, beside the owner and PUBLIC, that are given something."""
    with connection.cursor() as cursor:
        cursor.execute(STRUCTURE["grants"])
        return sorted({row[2] for row in cursor.fetchall()} - {PUBLIC})


def _digest(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
