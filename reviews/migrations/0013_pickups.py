"""The blind window: nothing in it is shown early, whoever asks, and no vendor rates a pick-up after reading the review."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint

from common.append_only import refuse_rewrites


WINDOW = """
CREATE FUNCTION keep_blind_window() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.reveal_at IS DISTINCT FROM NEW.reveal_at THEN
        RAISE EXCEPTION 'review % stays as it was written: its window ends when it was to', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.status = 'pending' AND NEW.status = 'published' AND clock_timestamp() < OLD.reveal_at
        AND NOT EXISTS (SELECT FROM reviews_pickuprating WHERE order_id = NEW.order_id) THEN
        RAISE EXCEPTION 'review % is not shown before % or the rating of the other side', OLD.id, OLD.reveal_at
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_window BEFORE UPDATE ON reviews_review FOR EACH ROW
    WHEN (OLD.reveal_at IS DISTINCT FROM NEW.reveal_at OR OLD.status = 'pending') EXECUTE FUNCTION keep_blind_window();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER keep_window;
"""

CHECK_PICKUP = """
CREATE FUNCTION check_pickup_rating() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    rated record;
BEGIN
    SELECT * INTO rated FROM orders_order WHERE id = NEW.order_id;
    IF rated.status <> 'completed' OR rated.fulfilment <> 'pickup' THEN
        RAISE EXCEPTION 'order % is no completed pick-up', NEW.order_id USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM vendors_membership WHERE vendor_id = rated.vendor_id AND user_id = NEW.author_id) THEN
        RAISE EXCEPTION 'a pick-up of order % is rated by the team of its vendor', NEW.order_id USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM reviews_review WHERE order_id = NEW.order_id AND status <> 'pending') THEN
        RAISE EXCEPTION 'order % is reviewed: its pick-up is not rated after reading that', NEW.order_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_pickup BEFORE INSERT ON reviews_pickuprating FOR EACH ROW EXECUTE FUNCTION check_pickup_rating();
ALTER TABLE reviews_pickuprating ENABLE ALWAYS TRIGGER check_pickup;

CREATE FUNCTION keep_pickup_rating() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.id, OLD.order_id, OLD.author_id, OLD.rating, OLD.reasons, OLD.created_at, OLD.reveal_at) IS DISTINCT FROM
        (NEW.id, NEW.order_id, NEW.author_id, NEW.rating, NEW.reasons, NEW.created_at, NEW.reveal_at)
        OR OLD.revealed_at IS NOT NULL THEN
        RAISE EXCEPTION 'the rating of the pick-up of order % stays as it was written', OLD.order_id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.revealed_at IS NOT NULL AND clock_timestamp() < OLD.reveal_at
        AND NOT EXISTS (SELECT FROM reviews_review WHERE order_id = NEW.order_id) THEN
        RAISE EXCEPTION 'the rating of the pick-up of order % is not shown before % or the review', OLD.order_id, OLD.reveal_at
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_pickup BEFORE UPDATE ON reviews_pickuprating FOR EACH ROW EXECUTE FUNCTION keep_pickup_rating();
ALTER TABLE reviews_pickuprating ENABLE ALWAYS TRIGGER keep_pickup;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0012_invitations'),
    ]

    operations = [
        migrations.CreateModel(
            name='PickupRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rating', models.PositiveSmallIntegerField()),
                ('reasons', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('on_time', 'Came when it was agreed'), ('friendly', 'Was friendly'), ('easy', 'Had the reference at hand'), ('late', 'Came late'), ('no_reference', 'Could not say which order it was'), ('unfriendly', 'Was unfriendly')], max_length=20), default=list, size=None)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('reveal_at', models.DateTimeField()),
                ('revealed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='review',
            name='reveal_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        AddConstraintNotValid(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'pending'), _negated=True), ('reveal_at__isnull', False), _connector='OR'), name='review_pending_until'),
        ),
        ValidateConstraint("review", "review_pending_until"),
        migrations.AddField(
            model_name='pickuprating',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pickuprating',
            name='order',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='pickup_rating', to='orders.order'),
        ),
        migrations.AddIndex(
            model_name='pickuprating',
            index=models.Index(condition=models.Q(('revealed_at', None)), fields=['reveal_at'], name='pickup_rating_due'),
        ),
        migrations.AddConstraint(
            model_name='pickuprating',
            constraint=models.CheckConstraint(condition=models.Q(('rating__gte', 1), ('rating__lte', 5)), name='pickup_rating_range'),
        ),
        migrations.AddConstraint(
            model_name='pickuprating',
            constraint=models.CheckConstraint(condition=models.Q(('reasons__contained_by', ['on_time', 'friendly', 'easy', 'late', 'no_reference', 'unfriendly'])), name='pickup_reasons_known'),
        ),
        migrations.RunSQL(WINDOW, "DROP FUNCTION keep_blind_window() CASCADE"),
        refuse_rewrites("reviews_pickuprating", operations="DELETE"),
        migrations.RunSQL(CHECK_PICKUP, "DROP FUNCTION check_pickup_rating() CASCADE; DROP FUNCTION keep_pickup_rating() CASCADE"),
    ]
