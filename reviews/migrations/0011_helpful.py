"""Readers say that a review helped them: not its author, and nobody of the vendor's team."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


CHECK_VOTE = """
CREATE FUNCTION check_helpful_vote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM reviews_review r WHERE r.id = NEW.review_id AND r.status = 'published' AND r.author_id <> NEW.voter_id
            AND NOT EXISTS (SELECT FROM vendors_membership m WHERE m.vendor_id = r.vendor_id AND m.user_id = NEW.voter_id)
    ) THEN
        RAISE EXCEPTION 'review % is not for this reader to call helpful', NEW.review_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_vote BEFORE INSERT OR UPDATE ON reviews_helpfulvote FOR EACH ROW EXECUTE FUNCTION check_helpful_vote();
ALTER TABLE reviews_helpfulvote ENABLE ALWAYS TRIGGER check_vote;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0010_response_versions'),
    ]

    operations = [
        migrations.AddField(
            model_name='review',
            name='helpful_count',
            field=models.PositiveIntegerField(db_default=0, editable=False),
        ),
        migrations.CreateModel(
            name='HelpfulVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='reviews.review')),
                ('voter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'voter'), name='helpful_once_per_reader')],
            },
        ),
        migrations.RunSQL(CHECK_VOTE, "DROP FUNCTION check_helpful_vote() CASCADE"),
    ]
