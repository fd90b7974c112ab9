"""Indexes of discovery, built beside the traffic; and the languages that there are."""

import django.contrib.postgres.indexes
import django.db.models.expressions
import django.db.models.functions.text
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    # Each step commits alone: indexes are built without a lock on writers, the constraint is validated under a weak one.
    atomic = False

    dependencies = [
        ("vendors", "0020_search_words"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='item',
            index=models.Index(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Lower('name'), 'text_pattern_ops'), condition=models.Q(('is_available', True)), name='item_by_name'),
        ),
        AddIndexConcurrently(
            model_name='vendor',
            index=models.Index(fields=['city_slug', '-score', '-id'], name='vendor_by_city_score'),
        ),
        AddIndexConcurrently(
            model_name='vendor',
            index=django.contrib.postgres.indexes.GistIndex(models.Func(models.F('longitude'), models.Func(models.F('latitude'), output_field=models.FloatField(), template='degrees(ln(tan(radians(45 + least(greatest(%(expressions)s, -89.9), 89.9) / 2))))'), function='point', output_field=models.FloatField()), condition=models.Q(('latitude__isnull', False)), name='vendor_on_map'),
        ),
        AddIndexConcurrently(
            model_name='vendor',
            index=models.Index(condition=models.Q(('search_version', 2), _negated=True), fields=['id'], name='vendor_search_stale'),
        ),
        AddConstraintNotValid(
            model_name='vendor',
            constraint=models.CheckConstraint(condition=models.Q(('language__in', ['', 'en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'da', 'sv', 'no', 'fi'])), name='vendor_language_known'),
        ),
        ValidateConstraint(model_name="vendor", name="vendor_language_known"),
    ]
