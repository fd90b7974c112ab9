"""A redaction that was a mistake is taken back: the words from before it, as a further version by a moderator."""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models

KINDS = [
    ("original", "As first published"),
    ("edit", "Changed by its author"),
    ("redaction", "Redacted by a moderator"),
    ("put_back", "Put back by a moderator"),
]
CHECK_VERSION = """
CREATE OR REPLACE FUNCTION check_review_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reviewed record;
    last integer;
BEGIN
    SELECT * INTO reviewed FROM reviews_review WHERE id = NEW.review_id FOR NO KEY UPDATE;
    SELECT max(number) INTO last FROM reviews_reviewversion WHERE review_id = NEW.review_id;
    IF NEW.number <> coalesce(last, 0) + 1 OR (NEW.kind = 'original') <> (NEW.number = 1) THEN
        RAISE EXCEPTION 'version % of review % does not follow version %', NEW.number, NEW.review_id, coalesce(last, 0)
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'original' AND (NEW.author_id, NEW.rating, NEW.title, NEW.body, NEW.recorded_at)
        IS DISTINCT FROM (reviewed.author_id, reviewed.rating, reviewed.title, reviewed.body, reviewed.created_at) THEN
        RAISE EXCEPTION 'version 1 of review % is not what it said first', NEW.review_id USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'edit' AND (NEW.author_id <> reviewed.author_id OR reviewed.status <> 'published' OR reviewed.is_redacted) THEN
        RAISE EXCEPTION 'review % can be edited by its author, while it is published and not redacted', NEW.review_id
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'redaction' AND (NEW.author_id = reviewed.author_id OR NEW.rating <> reviewed.rating
        OR reviewed.status NOT IN ('published', 'hidden')) THEN
        RAISE EXCEPTION 'a redaction of review % is by another, of its words, not of its stars', NEW.review_id
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'put_back' AND (NEW.author_id = reviewed.author_id OR NOT reviewed.is_redacted OR NOT EXISTS (
        SELECT FROM (
            SELECT rating, title, body FROM reviews_reviewversion
            WHERE review_id = NEW.review_id AND kind <> 'redaction' ORDER BY number DESC LIMIT 1
        ) said WHERE (said.rating, said.title, said.body) = (NEW.rating, NEW.title, NEW.body)
    )) THEN
        RAISE EXCEPTION 'what is put back into review % is what it said before it was redacted', NEW.review_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
AS_BEFORE = """
CREATE OR REPLACE FUNCTION check_review_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reviewed record;
    last integer;
BEGIN
    SELECT * INTO reviewed FROM reviews_review WHERE id = NEW.review_id FOR NO KEY UPDATE;
    SELECT max(number) INTO last FROM reviews_reviewversion WHERE review_id = NEW.review_id;
    IF NEW.number <> coalesce(last, 0) + 1 OR (NEW.kind = 'original') <> (NEW.number = 1) THEN
        RAISE EXCEPTION 'version % of review % does not follow version %', NEW.number, NEW.review_id, coalesce(last, 0)
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'original' AND (NEW.author_id, NEW.rating, NEW.title, NEW.body, NEW.recorded_at)
        IS DISTINCT FROM (reviewed.author_id, reviewed.rating, reviewed.title, reviewed.body, reviewed.created_at) THEN
        RAISE EXCEPTION 'version 1 of review % is not what it said first', NEW.review_id USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'edit' AND (NEW.author_id <> reviewed.author_id OR reviewed.status <> 'published' OR reviewed.is_redacted) THEN
        RAISE EXCEPTION 'review % can be edited by its author, while it is published and not redacted', NEW.review_id
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'redaction' AND (NEW.author_id = reviewed.author_id OR NEW.rating <> reviewed.rating
        OR reviewed.status NOT IN ('published', 'hidden')) THEN
        RAISE EXCEPTION 'a redaction of review % is by another, of its words, not of its stars', NEW.review_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("reviews", "0021_hidden_by_an_act")]

    operations = [
        migrations.AlterField(
            model_name="reviewversion", name="kind", field=models.CharField(choices=KINDS, max_length=10)
        ),
        migrations.RemoveConstraint(model_name="reviewversion", name="review_version_kind_known"),
        AddConstraintNotValid(
            model_name="reviewversion",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=[kind for kind, _ in KINDS]), name="review_version_kind_known"
            ),
        ),
        ValidateConstraint(model_name="reviewversion", name="review_version_kind_known"),
        migrations.RunSQL(CHECK_VERSION, AS_BEFORE),
    ]
