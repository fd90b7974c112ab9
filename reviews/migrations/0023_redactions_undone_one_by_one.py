"""Each redaction is undone by itself: acts name the version that they brought and the act that they undo, photos who withholds them.

The database lets the author's words come back only once every redaction is undone. Safe while the code before this runs: the new
columns are null, and the constraint of acts holds for new rows; those from before stay without a version.
"""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

CHECK = """
CREATE FUNCTION check_act_undoes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM reviews_moderationaction WHERE id = NEW.undoes_id AND review_id = NEW.review_id AND action = 'redact'
    ) THEN
        RAISE EXCEPTION 'an act on review % undoes a redaction of it', NEW.review_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_undoes BEFORE INSERT ON reviews_moderationaction FOR EACH ROW
    WHEN (NEW.undoes_id IS NOT NULL) EXECUTE FUNCTION check_act_undoes();
ALTER TABLE reviews_moderationaction ENABLE ALWAYS TRIGGER check_undoes;

CREATE FUNCTION check_words_put_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM reviews_moderationaction WHERE review_id = NEW.review_id AND action = 'put_back' AND version = NEW.number
    ) OR EXISTS (
        SELECT FROM reviews_moderationaction a WHERE a.review_id = NEW.review_id AND a.action = 'redact' AND a.version IS NOT NULL
            AND NOT EXISTS (SELECT FROM reviews_moderationaction u WHERE u.undoes_id = a.id)
    ) THEN
        RAISE EXCEPTION 'a redaction of review % stands, so the words of its author stay out', NEW.review_id
            USING ERRCODE = 'check_violation', HINT = 'Use reviews.redacting.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_put_back BEFORE INSERT ON reviews_reviewversion FOR EACH ROW
    WHEN (NEW.kind = 'put_back') EXECUTE FUNCTION check_words_put_back();
ALTER TABLE reviews_reviewversion ENABLE ALWAYS TRIGGER check_put_back;
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0022_words_put_back")]

    operations = [
        migrations.AddField("moderationaction", "version", models.PositiveIntegerField(null=True)),
        migrations.AddField(
            "moderationaction",
            "undoes",
            models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="undone_by", to="reviews.moderationaction"
            ),
        ),
        AddConstraintNotValid(
            "moderationaction",
            models.CheckConstraint(
                condition=models.Q(action="redact", version__isnull=False, undoes=None)
                | models.Q(action="put_back", version__isnull=False, undoes__isnull=False)
                | ~models.Q(action__in=["redact", "put_back"]) & models.Q(version=None, undoes=None),
                name="moderation_action_of_a_version",
            ),
        ),
        migrations.AddField(
            "reviewphoto",
            "withheld_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="withheld_photos",
                to="reviews.moderationaction",
            ),
        ),
        migrations.RunSQL(CHECK, "DROP FUNCTION check_act_undoes() CASCADE; DROP FUNCTION check_words_put_back() CASCADE"),
    ]
