"""What a review said, version by version: append-only, without a gap, and mirrored by the review (docs/adr/0024)."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models

from common.append_only import refuse_rewrites

STATUSES = ["pending", "published", "hidden", "withdrawn"]

# A review is born with its first version, in the same statement.
FIRST_VERSION = """
CREATE FUNCTION begin_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version <> 1 OR NEW.is_redacted OR NEW.revised_at IS NOT NULL OR NEW.removed_at IS NOT NULL
        OR NEW.status NOT IN ('published', 'pending') THEN
        RAISE EXCEPTION 'a review begins with its first version, published or pending' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER begin_review BEFORE INSERT ON reviews_review FOR EACH ROW EXECUTE FUNCTION begin_review();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER begin_review;

CREATE FUNCTION write_first_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reviews_reviewversion (review_id, number, kind, author_id, rating, title, body, recorded_at)
        VALUES (NEW.id, 1, 'original', NEW.author_id, NEW.rating, NEW.title, NEW.body, NEW.created_at);
    RETURN NULL;
END $$;
CREATE TRIGGER write_first_version AFTER INSERT ON reviews_review FOR EACH ROW EXECUTE FUNCTION write_first_version();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER write_first_version;
"""

CHECK_VERSION = """
CREATE FUNCTION check_review_version() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER check_version BEFORE INSERT ON reviews_reviewversion FOR EACH ROW EXECUTE FUNCTION check_review_version();
ALTER TABLE reviews_reviewversion ENABLE ALWAYS TRIGGER check_version;

CREATE FUNCTION mirror_review_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reviews_review SET rating = NEW.rating, title = NEW.title, body = NEW.body, version = NEW.number,
        revised_at = NEW.recorded_at, is_redacted = (NEW.kind = 'redaction') WHERE id = NEW.review_id;
    RETURN NULL;
END $$;
CREATE TRIGGER mirror_version AFTER INSERT ON reviews_reviewversion FOR EACH ROW WHEN (NEW.number > 1)
    EXECUTE FUNCTION mirror_review_version();
ALTER TABLE reviews_reviewversion ENABLE ALWAYS TRIGGER mirror_version;
"""

# In the place of migration 0002's: what was written changes by a version alone.
KEEP_WORDS = """
CREATE OR REPLACE FUNCTION keep_review_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.id, OLD.order_id, OLD.vendor_id, OLD.author_id, OLD.external_id, OLD.created_at)
        IS DISTINCT FROM (NEW.id, NEW.order_id, NEW.vendor_id, NEW.author_id, NEW.external_id, NEW.created_at)
    OR (OLD.status = NEW.status AND OLD.removed_at IS DISTINCT FROM NEW.removed_at)
    OR NOT EXISTS (
        SELECT FROM reviews_reviewversion v
        WHERE v.review_id = NEW.id AND v.number = NEW.version
            AND v.number = (SELECT max(number) FROM reviews_reviewversion WHERE review_id = NEW.id)
            AND (v.rating, v.title, v.body, v.kind = 'redaction') = (NEW.rating, NEW.title, NEW.body, NEW.is_redacted)
            AND NEW.revised_at IS NOT DISTINCT FROM CASE WHEN v.number > 1 THEN v.recorded_at END
    ) THEN
        RAISE EXCEPTION 'review % stays as it was written; it says what its newest version says', OLD.id
            USING ERRCODE = 'restrict_violation', HINT = 'Add a version, or hide it.';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER keep_words ON reviews_review;
CREATE TRIGGER keep_words BEFORE UPDATE ON reviews_review FOR EACH ROW
    WHEN ((OLD.id, OLD.order_id, OLD.vendor_id, OLD.author_id, OLD.rating, OLD.title, OLD.body, OLD.external_id, OLD.created_at,
            OLD.version, OLD.revised_at, OLD.is_redacted)
        IS DISTINCT FROM
        (NEW.id, NEW.order_id, NEW.vendor_id, NEW.author_id, NEW.rating, NEW.title, NEW.body, NEW.external_id, NEW.created_at,
            NEW.version, NEW.revised_at, NEW.is_redacted)
        OR (OLD.status = NEW.status AND OLD.removed_at IS DISTINCT FROM NEW.removed_at))
    EXECUTE FUNCTION keep_review_words();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER keep_words;
"""

KEEP_WORDS_AS_BEFORE = """
CREATE OR REPLACE FUNCTION keep_review_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'review % stays as it was written; only its status can change', OLD.id
        USING ERRCODE = 'restrict_violation', HINT = 'Hide it.';
END $$;
DROP TRIGGER keep_words ON reviews_review;
CREATE TRIGGER keep_words BEFORE UPDATE ON reviews_review FOR EACH ROW
    WHEN ((OLD.id, OLD.order_id, OLD.vendor_id, OLD.author_id, OLD.rating, OLD.title, OLD.body, OLD.external_id, OLD.created_at)
        IS DISTINCT FROM
        (NEW.id, NEW.order_id, NEW.vendor_id, NEW.author_id, NEW.rating, NEW.title, NEW.body, NEW.external_id, NEW.created_at))
    EXECUTE FUNCTION keep_review_words();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER keep_words;
"""

CHECK_STATUS = """
CREATE FUNCTION check_review_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.status, NEW.status) NOT IN
        (('pending', 'published'), ('published', 'hidden'), ('hidden', 'published'), ('published', 'withdrawn')) THEN
        RAISE EXCEPTION 'review % is % and cannot become %', OLD.id, OLD.status, NEW.status USING ERRCODE = 'check_violation';
    END IF;
    NEW.removed_at := CASE WHEN NEW.status IN ('hidden', 'withdrawn') THEN now() END;
    RETURN NEW;
END $$;
CREATE TRIGGER check_status BEFORE UPDATE ON reviews_review FOR EACH ROW WHEN (OLD.status <> NEW.status)
    EXECUTE FUNCTION check_review_status();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER check_status;
"""

# Before its triggers, so that reviews from before have their first version.
BACKFILL = """
INSERT INTO reviews_reviewversion (review_id, number, kind, author_id, rating, title, body, recorded_at)
SELECT id, 1, 'original', author_id, rating, title, body, created_at FROM reviews_review ORDER BY id;
UPDATE reviews_review r SET removed_at = coalesce(
    (SELECT max(a.recorded_at) FROM reviews_moderationaction a WHERE a.review_id = r.id), now()) WHERE status = 'hidden';
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0005_no_own_moderation"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField("review", "version", models.PositiveIntegerField(db_default=1, editable=False)),
        migrations.AddField("review", "revised_at", models.DateTimeField(editable=False, null=True)),
        migrations.AddField("review", "is_redacted", models.BooleanField(db_default=False, editable=False)),
        migrations.AddField("review", "removed_at", models.DateTimeField(editable=False, null=True)),
        migrations.AlterField(
            "review",
            "status",
            models.CharField(
                choices=[
                    ("pending", "Not shown yet"),
                    ("published", "Published"),
                    ("hidden", "Hidden"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="published",
                max_length=10,
            ),
        ),
        migrations.RemoveConstraint("review", "review_status_known"),
        AddConstraintNotValid(
            "review", models.CheckConstraint(condition=models.Q(("status__in", STATUSES)), name="review_status_known")
        ),
        ValidateConstraint("review", "review_status_known"),
        migrations.CreateModel(
            "ReviewVersion",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("original", "As first published"),
                            ("edit", "Changed by its author"),
                            ("redaction", "Redacted by a moderator"),
                        ],
                        max_length=10,
                    ),
                ),
                ("rating", models.PositiveSmallIntegerField()),
                ("title", models.CharField(blank=True, max_length=120)),
                ("body", models.TextField(blank=True, max_length=5000)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=["review", "number"], name="review_version_once"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="review_version_number"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["original", "edit", "redaction"])), name="review_version_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rating__gte", 1), ("rating__lte", 5)), name="review_version_rating_range"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.text.Length("body"), 5000
                        ),
                        name="review_version_body_length",
                    ),
                ],
            },
        ),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),  # no check waits while triggers are made
        refuse_rewrites("reviews_reviewversion"),
        migrations.RunSQL(FIRST_VERSION, "DROP FUNCTION begin_review() CASCADE; DROP FUNCTION write_first_version() CASCADE"),
        migrations.RunSQL(
            CHECK_VERSION, "DROP FUNCTION check_review_version() CASCADE; DROP FUNCTION mirror_review_version() CASCADE"
        ),
        migrations.RunSQL(KEEP_WORDS, KEEP_WORDS_AS_BEFORE),
        migrations.RunSQL(CHECK_STATUS, "DROP FUNCTION check_review_status() CASCADE"),
    ]
