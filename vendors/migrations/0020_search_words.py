"""The vocabulary of search and the gazetteer, and what vendors and categories carry of them."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vendors", "0010_check_documents"),
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('slug', models.CharField(max_length=100, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('city', 'City'), ('postcode', 'Postcode')], max_length=8)),
                ('name', models.CharField(max_length=80)),
                ('key', models.CharField(max_length=80)),
                ('country', models.CharField(max_length=2)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('vendors', models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('lexemes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('deletions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('vendors', models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.AddField(
            model_name='category',
            name='listed',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name='vendor',
            name='city_slug',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=80),
        ),
        migrations.AddField(
            model_name='vendor',
            name='language',
            field=models.CharField(blank=True, choices=[('en', 'English'), ('de', 'German'), ('fr', 'French'), ('es', 'Spanish'), ('pt', 'Portuguese'), ('it', 'Italian'), ('nl', 'Dutch'), ('da', 'Danish'), ('sv', 'Swedish'), ('no', 'Norwegian'), ('fi', 'Finnish')], db_default='', default='', max_length=2),
        ),
        migrations.AddField(
            model_name='vendor',
            name='search_version',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(django.contrib.postgres.indexes.OpClass(models.F('key'), 'text_pattern_ops'), name='place_by_beginning'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(fields=['kind', '-vendors', 'slug'], name='place_by_size'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['city', 'postcode'])), name='place_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('latitude__range', (-90, 90)), ('longitude__isnull', False), ('longitude__range', (-180, 180))), _connector='OR'), name='place_whole'),
        ),
        migrations.AddIndex(
            model_name='searchword',
            index=models.Index(django.contrib.postgres.indexes.OpClass(models.F('word'), 'text_pattern_ops'), name='word_by_beginning'),
        ),
        migrations.AddIndex(
            model_name='searchword',
            index=django.contrib.postgres.indexes.GinIndex(fields=['lexemes'], name='word_by_lexeme'),
        ),
        migrations.AddIndex(
            model_name='searchword',
            index=django.contrib.postgres.indexes.GinIndex(fields=['deletions'], name='word_by_deletion'),
        ),
        migrations.AddConstraint(
            model_name='searchword',
            constraint=models.CheckConstraint(condition=models.Q(('word', ''), _negated=True), name='word_not_empty'),
        ),
    ]
