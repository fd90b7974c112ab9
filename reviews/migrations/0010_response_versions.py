"""A vendor's answer keeps its versions, as a review does."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

from common.append_only import refuse_rewrites


BACKFILL = """
INSERT INTO reviews_responseversion (response_id, number, author_id, body, recorded_at)
SELECT id, 1, author_id, body, created_at FROM reviews_reviewresponse ORDER BY id;
SET CONSTRAINTS ALL IMMEDIATE;
"""

VERSIONS = """
CREATE FUNCTION write_first_response_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reviews_responseversion (response_id, number, author_id, body, recorded_at)
        VALUES (NEW.id, 1, NEW.author_id, NEW.body, NEW.created_at);
    RETURN NULL;
END $$;
CREATE TRIGGER write_first_version AFTER INSERT ON reviews_reviewresponse FOR EACH ROW
    EXECUTE FUNCTION write_first_response_version();
ALTER TABLE reviews_reviewresponse ENABLE ALWAYS TRIGGER write_first_version;

CREATE FUNCTION check_response_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last integer;
BEGIN
    PERFORM 1 FROM reviews_reviewresponse WHERE id = NEW.response_id FOR NO KEY UPDATE;
    SELECT coalesce(max(number), 0) INTO last FROM reviews_responseversion WHERE response_id = NEW.response_id;
    IF NEW.number <> last + 1 THEN
        RAISE EXCEPTION 'version % of response % does not follow version %', NEW.number, NEW.response_id, last
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_version BEFORE INSERT ON reviews_responseversion FOR EACH ROW EXECUTE FUNCTION check_response_version();
ALTER TABLE reviews_responseversion ENABLE ALWAYS TRIGGER check_version;

CREATE FUNCTION mirror_response_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reviews_reviewresponse SET body = NEW.body, version = NEW.number, revised_at = NEW.recorded_at, withdrawn_at = NULL
        WHERE id = NEW.response_id;
    RETURN NULL;
END $$;
CREATE TRIGGER mirror_version AFTER INSERT ON reviews_responseversion FOR EACH ROW WHEN (NEW.number > 1)
    EXECUTE FUNCTION mirror_response_version();
ALTER TABLE reviews_responseversion ENABLE ALWAYS TRIGGER mirror_version;

CREATE FUNCTION keep_response_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.id, OLD.review_id, OLD.author_id, OLD.created_at) IS DISTINCT FROM (NEW.id, NEW.review_id, NEW.author_id, NEW.created_at)
    OR NOT EXISTS (
        SELECT FROM reviews_responseversion v
        WHERE v.response_id = NEW.id AND (v.number, v.body) = (NEW.version, NEW.body)
            AND v.number = (SELECT max(number) FROM reviews_responseversion WHERE response_id = NEW.id)
            AND NEW.revised_at IS NOT DISTINCT FROM CASE WHEN v.number > 1 THEN v.recorded_at END
    ) THEN
        RAISE EXCEPTION 'response % stays as it was written; it says what its newest version says', OLD.id
            USING ERRCODE = 'restrict_violation', HINT = 'Add a version, or withdraw it.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_words BEFORE UPDATE ON reviews_reviewresponse FOR EACH ROW EXECUTE FUNCTION keep_response_words();
ALTER TABLE reviews_reviewresponse ENABLE ALWAYS TRIGGER keep_words;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0009_photos'),
    ]

    operations = [
        migrations.AddField(
            model_name='reviewresponse',
            name='revised_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='reviewresponse',
            name='version',
            field=models.PositiveIntegerField(db_default=1, editable=False),
        ),
        migrations.AddField(
            model_name='reviewresponse',
            name='withdrawn_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='ResponseVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('body', models.TextField(max_length=2000)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='reviews.reviewresponse')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('response', 'number'), name='response_version_once'), models.CheckConstraint(condition=models.Q(('body', ''), _negated=True), name='response_version_body_given'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('body'), 2000), name='response_version_body_length')],
            },
        ),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        refuse_rewrites("reviews_responseversion"),
        refuse_rewrites("reviews_reviewresponse", operations="DELETE"),
        migrations.RunSQL(
            VERSIONS,
            "DROP FUNCTION write_first_response_version() CASCADE; DROP FUNCTION check_response_version() CASCADE;"
            "DROP FUNCTION mirror_response_version() CASCADE; DROP FUNCTION keep_response_words() CASCADE",
        ),
    ]
