"""Stars for single items of the order: of that order alone, and with the newest version alone."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

from common.append_only import refuse_rewrites


CHECK_ITEM = """
CREATE FUNCTION check_review_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM reviews_reviewversion v JOIN reviews_review r ON r.id = v.review_id AND r.version = v.number
        JOIN orders_orderitem i ON i.order_id = r.order_id
        WHERE v.id = NEW.version_id AND i.id = NEW.order_item_id
    ) THEN
        RAISE EXCEPTION 'item % is not of the reviewed order, or the version is not the newest', NEW.order_item_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_item BEFORE INSERT ON reviews_reviewitem FOR EACH ROW EXECUTE FUNCTION check_review_item();
ALTER TABLE reviews_reviewitem ENABLE ALWAYS TRIGGER check_item;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0001_orders'),
        ('reviews', '0006_versions'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReviewItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rating', models.PositiveSmallIntegerField()),
                ('body', models.TextField(blank=True, max_length=1000)),
                ('order_item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.orderitem')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='reviews.reviewversion')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('version', 'order_item'), name='review_item_once'), models.CheckConstraint(condition=models.Q(('rating__gte', 1), ('rating__lte', 5)), name='review_item_rating_range'), models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('body'), 1000), name='review_item_body_length')],
            },
        ),
        refuse_rewrites("reviews_reviewitem"),
        migrations.RunSQL(CHECK_ITEM, "DROP FUNCTION check_review_item() CASCADE"),
    ]
