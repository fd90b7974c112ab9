"""How a review came to be written: the database says it from the order's history and its invitation."""

import django.db.models.deletion
from django.db import migrations, models

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint

from common.append_only import refuse_rewrites


SET_ROUTE = """
CREATE FUNCTION set_review_route() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.order_completed_at := (
        SELECT claimed_at FROM orders_orderstatushistory WHERE order_id = NEW.order_id AND status = 'completed'
        ORDER BY sequence DESC LIMIT 1
    );
    NEW.route := CASE WHEN EXISTS (
        SELECT FROM reviews_reviewinvitation WHERE order_id = NEW.order_id AND invited_at IS NOT NULL
    ) THEN 'invited' ELSE 'own' END;
    RETURN NEW;
END $$;
CREATE TRIGGER set_route BEFORE INSERT ON reviews_review FOR EACH ROW EXECUTE FUNCTION set_review_route();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER set_route;

CREATE FUNCTION keep_review_route() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'review % stays as it was written: its route is what it was', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keep_route BEFORE UPDATE ON reviews_review FOR EACH ROW
    WHEN ((OLD.route, OLD.order_completed_at) IS DISTINCT FROM (NEW.route, NEW.order_completed_at))
    EXECUTE FUNCTION keep_review_route();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER keep_route;
"""

COUNT_INVITED = """
CREATE FUNCTION reviews_count_invited() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    of_vendor bigint;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.invited_at IS NOT NULL THEN
        RAISE EXCEPTION 'order % was asked for already', OLD.order_id USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.invited_at IS NOT NULL THEN
        SELECT vendor_id INTO of_vendor FROM orders_order WHERE id = NEW.order_id;
        INSERT INTO reviews_vendorfigures (vendor_id) VALUES (of_vendor) ON CONFLICT (vendor_id) DO NOTHING;
        UPDATE reviews_vendorfigures SET invited = invited + 1 WHERE vendor_id = of_vendor;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER count_invited AFTER INSERT OR UPDATE ON reviews_reviewinvitation FOR EACH ROW
    EXECUTE FUNCTION reviews_count_invited();
ALTER TABLE reviews_reviewinvitation ENABLE ALWAYS TRIGGER count_invited;
"""

# Reviews from before were written without an invitation by this path: their route stays `own`.
BACKFILL = """
UPDATE reviews_review r SET order_completed_at = (
    SELECT h.claimed_at FROM orders_orderstatushistory h WHERE h.order_id = r.order_id AND h.status = 'completed'
    ORDER BY h.sequence DESC LIMIT 1
);
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0011_helpful'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReviewInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField()),
                ('invited_at', models.DateTimeField(null=True)),
                ('dropped_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='review',
            name='order_completed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='route',
            field=models.CharField(choices=[('invited', 'Invited after the order was completed'), ('own', 'Written without being asked')], db_default='own', editable=False, max_length=10),
        ),
        AddConstraintNotValid(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('route__in', ['invited', 'own'])), name='review_route_known'),
        ),
        ValidateConstraint("review", "review_route_known"),
        migrations.AddField(
            model_name='reviewinvitation',
            name='order',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review_invitation', to='orders.order'),
        ),
        migrations.AddIndex(
            model_name='reviewinvitation',
            index=models.Index(condition=models.Q(('dropped_at', None), ('invited_at', None)), fields=['due_at'], name='review_invitation_due'),
        ),
        migrations.AddConstraint(
            model_name='reviewinvitation',
            constraint=models.CheckConstraint(condition=models.Q(('invited_at', None), ('dropped_at', None), _connector='OR'), name='invitation_sent_or_dropped'),
        ),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.RunSQL(SET_ROUTE, "DROP FUNCTION set_review_route() CASCADE; DROP FUNCTION keep_review_route() CASCADE"),
        refuse_rewrites("reviews_reviewinvitation", operations="DELETE"),
        migrations.RunSQL(COUNT_INVITED, "DROP FUNCTION reviews_count_invited() CASCADE"),
    ]
