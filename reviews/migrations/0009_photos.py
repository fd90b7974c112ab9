"""Photos: their author's, of the review that shows them, and gone for good once removed."""

import django.db.models.deletion
import django.db.models.functions.datetime
import reviews.models.photos  # for the default of uid
from django.conf import settings
from django.db import migrations, models

from common.append_only import refuse_rewrites


CHECK_PHOTO = """
CREATE FUNCTION check_version_photo() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reviewed bigint;
BEGIN
    SELECT r.id INTO reviewed FROM reviews_reviewversion v JOIN reviews_review r ON r.id = v.review_id AND r.version = v.number
        JOIN reviews_reviewphoto p ON p.review_id = r.id AND p.author_id = r.author_id AND p.removed_at IS NULL
        WHERE v.id = NEW.version_id AND p.id = NEW.photo_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'photo % is not of this review, by its author, or the version is not the newest', NEW.photo_id
            USING ERRCODE = 'check_violation';
    END IF;
    UPDATE reviews_review SET photo_count = photo_count + 1 WHERE id = reviewed;
    RETURN NEW;
END $$;
CREATE TRIGGER check_photo BEFORE INSERT ON reviews_versionphoto FOR EACH ROW EXECUTE FUNCTION check_version_photo();
ALTER TABLE reviews_versionphoto ENABLE ALWAYS TRIGGER check_photo;

-- A new version shows the photos that come in with it, and no others.
CREATE FUNCTION reset_photo_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reviews_review SET photo_count = 0 WHERE id = NEW.review_id AND photo_count > 0;
    RETURN NULL;
END $$;
CREATE TRIGGER reset_photos AFTER INSERT ON reviews_reviewversion FOR EACH ROW WHEN (NEW.number > 1)
    EXECUTE FUNCTION reset_photo_count();
ALTER TABLE reviews_reviewversion ENABLE ALWAYS TRIGGER reset_photos;

CREATE FUNCTION keep_review_photo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.review_id IS NULL THEN
            RETURN OLD;
        END IF;
    ELSIF (OLD.id, OLD.uid, OLD.author_id, OLD.sha256, OLD.width, OLD.height, OLD.created_at)
        IS NOT DISTINCT FROM (NEW.id, NEW.uid, NEW.author_id, NEW.sha256, NEW.width, NEW.height, NEW.created_at)
        AND (OLD.review_id IS NULL OR OLD.review_id = NEW.review_id)
        AND (OLD.removed_at IS NULL OR OLD.removed_at IS NOT DISTINCT FROM NEW.removed_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'photo % stays what it is: it comes to one review, and is removed once', OLD.id
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keep_photo BEFORE UPDATE OR DELETE ON reviews_reviewphoto FOR EACH ROW EXECUTE FUNCTION keep_review_photo();
ALTER TABLE reviews_reviewphoto ENABLE ALWAYS TRIGGER keep_photo;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0008_figures'),
    ]

    operations = [
        migrations.AddField(
            model_name='review',
            name='photo_count',
            field=models.PositiveSmallIntegerField(db_default=0, editable=False),
        ),
        migrations.CreateModel(
            name='ReviewPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=reviews.models.photos.new_photo_uid, editable=False, max_length=22, unique=True)),
                ('sha256', models.CharField(max_length=64)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('removed_at', models.DateTimeField(null=True)),
                ('is_stored', models.BooleanField(db_default=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='reviews.review')),
            ],
        ),
        migrations.CreateModel(
            name='VersionPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('photo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.reviewphoto')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='reviews.reviewversion')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AddIndex(
            model_name='reviewphoto',
            index=models.Index(condition=models.Q(('removed_at', None), ('review', None)), fields=['author', 'created_at'], name='review_photo_waiting'),
        ),
        migrations.AddIndex(
            model_name='reviewphoto',
            index=models.Index(condition=models.Q(('is_stored', True), ('removed_at__isnull', False)), fields=['removed_at'], name='review_photo_leftover'),
        ),
        migrations.AddConstraint(
            model_name='reviewphoto',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='review_photo_hash'),
        ),
        migrations.AddConstraint(
            model_name='versionphoto',
            constraint=models.UniqueConstraint(fields=('version', 'photo'), name='version_photo_once'),
        ),
        migrations.AddConstraint(
            model_name='versionphoto',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='version_photo_position_once'),
        ),
        migrations.AddConstraint(
            model_name='versionphoto',
            constraint=models.CheckConstraint(condition=models.Q(('position__lt', 6)), name='version_photo_at_most_six'),
        ),
        refuse_rewrites("reviews_versionphoto"),
        migrations.RunSQL(
            CHECK_PHOTO,
            "DROP FUNCTION check_version_photo() CASCADE; DROP FUNCTION reset_photo_count() CASCADE;"
            "DROP FUNCTION keep_review_photo() CASCADE",
        ),
    ]
