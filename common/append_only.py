"""Tables that only grow: the database itself refuses UPDATE, DELETE and TRUNCATE, its owner's too.

The triggers are `ENABLE ALWAYS`, so that `session_replication_role = replica` does not pass them by. TRUNCATE is let
through in databases named `test_…` alone, where the transactional tests' flush needs it (a system check refuses such a
name in production). The application's role has no more than SELECT and INSERT (see `harden_database`).
"""

from django.apps import apps
from django.db import migrations, models

FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_database() LIKE 'test\\_%' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% on % is refused: it is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', HINT = 'A correction is a new row.';
END $$;
"""


class AppendOnlyModel(models.Model):
    """Base of a model whose rows are never changed; its migration adds `refuse_rewrites(table)`."""

    class Meta:
        abstract = True


def create_function() -> migrations.RunSQL:
    """Return the operation that creates the trigger function."""
    return migrations.RunSQL(FUNCTION, "DROP FUNCTION IF EXISTS refuse_rewrite()")


def refuse_rewrites(table: str, *, operations: str = "UPDATE OR DELETE") -> migrations.RunSQL:
    """Return the operation that makes `table` refuse `operations` row by row, and TRUNCATE."""
    create = f"""
    CREATE TRIGGER {table}_refuse_rewrite BEFORE {operations} ON {table}
        FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
    CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
    ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_refuse_rewrite;
    ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_refuse_truncate;
    """
    drop = f"DROP TRIGGER {table}_refuse_rewrite ON {table}; DROP TRIGGER {table}_refuse_truncate ON {table};"
    return migrations.RunSQL(create, drop)


def append_only_tables() -> list[str]:
    """Return the tables of every model that stands on AppendOnlyModel."""
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnlyModel))
