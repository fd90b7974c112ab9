"""Cases about vendors' answers, apart from those about reviews; a statement about an answer goes to who wrote it."""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models

SUBJECTS = [("review", "The review"), ("response", "The business's answer")]
RECIPIENT = """
CREATE OR REPLACE FUNCTION check_statement_recipient() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    decided record;
    concerned bigint;
BEGIN
    SELECT a.action, a.review_id, r.author_id INTO decided
        FROM reviews_moderationaction a JOIN reviews_review r ON r.id = a.review_id WHERE a.id = NEW.action_id;
    SELECT v.author_id INTO concerned FROM reviews_responseversion v JOIN reviews_reviewresponse r ON r.id = v.response_id
        WHERE r.review_id = decided.review_id ORDER BY v.number DESC LIMIT 1;
    IF decided.action NOT IN ('hide_response', 'restore_response', 'uphold', 'dismiss')
        AND NEW.recipient_id IS DISTINCT FROM decided.author_id
    OR decided.action IN ('hide_response', 'restore_response') AND NEW.recipient_id IS DISTINCT FROM concerned
    OR NEW.recipient_id IS DISTINCT FROM decided.author_id AND NEW.recipient_id IS DISTINCT FROM concerned THEN
        RAISE EXCEPTION 'a statement goes to the author of the review, or of the answer that it is about'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""
AS_BEFORE = """
CREATE OR REPLACE FUNCTION check_statement_recipient() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM reviews_moderationaction a JOIN reviews_review r ON r.id = a.review_id
        WHERE a.id = NEW.action_id AND r.author_id = NEW.recipient_id
    ) THEN
        RAISE EXCEPTION 'a statement goes to the author of the review' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_moderation_rules"), ("reviews", "0025_answers_moderated")]

    operations = [
        migrations.AddField(
            "case", "about", models.CharField(choices=SUBJECTS, db_default="review", default="review", max_length=10)
        ),
        migrations.RemoveConstraint("case", "case_one_undecided"),
        migrations.AddConstraint(
            "case",
            models.UniqueConstraint(
                fields=("review", "about"), condition=~models.Q(state="decided"), name="case_one_undecided"
            ),
        ),
        AddConstraintNotValid(
            "case",
            models.CheckConstraint(
                condition=models.Q(about__in=[subject for subject, _ in SUBJECTS]), name="case_about_known"
            ),
        ),
        ValidateConstraint("case", "case_about_known"),
        migrations.RunSQL(RECIPIENT, AS_BEFORE),
    ]
