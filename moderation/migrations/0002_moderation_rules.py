"""What must hold whatever the code does: decided is decided, statements stay, and nobody judges an appeal against themselves.

Decision record: docs/adr/0025-moderation.md.
"""

from django.db import migrations

from common.append_only import refuse_rewrites

CASES = """
CREATE FUNCTION keep_decided_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'case % is decided, and stays as it is', OLD.id
        USING ERRCODE = 'restrict_violation', HINT = 'What comes up later is a new case.';
END $$;
CREATE TRIGGER keep_decided BEFORE UPDATE ON moderation_case FOR EACH ROW
    WHEN (OLD.state = 'decided') EXECUTE FUNCTION keep_decided_case();
ALTER TABLE moderation_case ENABLE ALWAYS TRIGGER keep_decided;

CREATE FUNCTION check_case_action() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM reviews_moderationaction WHERE id = NEW.action_id AND review_id = NEW.review_id) THEN
        RAISE EXCEPTION 'case % is decided by an act on its own review', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_action BEFORE INSERT OR UPDATE ON moderation_case FOR EACH ROW
    WHEN (NEW.action_id IS NOT NULL) EXECUTE FUNCTION check_case_action();
ALTER TABLE moderation_case ENABLE ALWAYS TRIGGER check_action;

CREATE FUNCTION check_source_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM moderation_case WHERE id = NEW.case_id AND review_id = NEW.review_id) THEN
        RAISE EXCEPTION 'a source of case % is about its review', NEW.case_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_review BEFORE INSERT ON moderation_casesource FOR EACH ROW EXECUTE FUNCTION check_source_review();
ALTER TABLE moderation_casesource ENABLE ALWAYS TRIGGER check_review;
"""
NO_CASES = """
DROP FUNCTION keep_decided_case() CASCADE;
DROP FUNCTION check_case_action() CASCADE;
DROP FUNCTION check_source_review() CASCADE;
"""
STATEMENTS = """
CREATE FUNCTION check_statement_recipient() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM reviews_moderationaction a JOIN reviews_review r ON r.id = a.review_id
        WHERE a.id = NEW.action_id AND r.author_id = NEW.recipient_id
    ) THEN
        RAISE EXCEPTION 'a statement goes to the author of the review' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_recipient BEFORE INSERT ON moderation_statement
    FOR EACH ROW EXECUTE FUNCTION check_statement_recipient();
ALTER TABLE moderation_statement ENABLE ALWAYS TRIGGER check_recipient;

CREATE FUNCTION keep_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'statement % stays as it was made', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keep_statement BEFORE UPDATE ON moderation_statement FOR EACH ROW
    WHEN (to_jsonb(OLD) - 'facts' IS DISTINCT FROM to_jsonb(NEW) - 'facts'
        OR (NEW.facts IS DISTINCT FROM OLD.facts AND NEW.facts <> ''))
    EXECUTE FUNCTION keep_statement();
ALTER TABLE moderation_statement ENABLE ALWAYS TRIGGER keep_statement;
"""
NO_STATEMENTS = """
DROP FUNCTION check_statement_recipient() CASCADE;
DROP FUNCTION keep_statement() CASCADE;
"""
APPEALS = """
CREATE FUNCTION check_appeal_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM moderation_statement WHERE id = NEW.statement_id AND appeal_until > NEW.created_at) THEN
        RAISE EXCEPTION 'statement % cannot be appealed against (any more)', NEW.statement_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_time BEFORE INSERT ON moderation_appeal FOR EACH ROW EXECUTE FUNCTION check_appeal_time();
ALTER TABLE moderation_appeal ENABLE ALWAYS TRIGGER check_time;

CREATE FUNCTION check_appeal_judge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM moderation_statement s JOIN reviews_moderationaction a ON a.id = s.action_id
        WHERE s.id = NEW.statement_id AND NEW.decided_by_id IN (a.moderator_id, s.recipient_id)
    ) THEN
        RAISE EXCEPTION 'appeal % is refused a judge with a part in it', NEW.id
            USING ERRCODE = 'restrict_violation', HINT = 'Somebody else decides.';
    END IF;
    IF NOT EXISTS (
        SELECT FROM reviews_moderationaction WHERE id = NEW.action_id AND moderator_id = NEW.decided_by_id
    ) THEN
        RAISE EXCEPTION 'appeal % is decided by an act of its judge', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_judge BEFORE INSERT OR UPDATE OF decided_by_id, action_id ON moderation_appeal FOR EACH ROW
    WHEN (NEW.decided_by_id IS NOT NULL) EXECUTE FUNCTION check_appeal_judge();
ALTER TABLE moderation_appeal ENABLE ALWAYS TRIGGER check_judge;

CREATE FUNCTION keep_appeal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'appeal % is decided, and its words stay as they are', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keep_decided BEFORE UPDATE ON moderation_appeal FOR EACH ROW
    WHEN ((OLD.outcome <> '' AND to_jsonb(OLD) - 'words' IS DISTINCT FROM to_jsonb(NEW) - 'words')
        OR (OLD.statement_id, OLD.created_at) IS DISTINCT FROM (NEW.statement_id, NEW.created_at)
        OR (NEW.words IS DISTINCT FROM OLD.words AND NEW.words <> ''))
    EXECUTE FUNCTION keep_appeal();
ALTER TABLE moderation_appeal ENABLE ALWAYS TRIGGER keep_decided;
"""
NO_APPEALS = """
DROP FUNCTION check_appeal_time() CASCADE;
DROP FUNCTION check_appeal_judge() CASCADE;
DROP FUNCTION keep_appeal() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_moderation"), ("common", "0001_append_only"), ("reviews", "0020_grounds")]

    operations = [
        refuse_rewrites("moderation_casesource"),
        refuse_rewrites("moderation_case", operations="DELETE"),
        refuse_rewrites("moderation_statement", operations="DELETE"),
        refuse_rewrites("moderation_appeal", operations="DELETE"),
        migrations.RunSQL(CASES, NO_CASES),
        migrations.RunSQL(STATEMENTS, NO_STATEMENTS),
        migrations.RunSQL(APPEALS, NO_APPEALS),
    ]
