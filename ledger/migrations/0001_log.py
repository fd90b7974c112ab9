"""The tables of the public log."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AuditRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('size', models.BigIntegerField()),
                ('mismatches', models.PositiveIntegerField()),
                ('findings', models.JSONField(default=list)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('size', models.BigIntegerField(primary_key=True, serialize=False)),
                ('root', models.BinaryField(max_length=32)),
                ('integrated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=30)),
                ('payload', models.BinaryField()),
                ('leaf', models.BinaryField()),
                ('leaf_hash', models.BinaryField(unique=True)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'entries',
            },
        ),
        migrations.CreateModel(
            name='Leaf',
            fields=[
                ('index', models.BigIntegerField(primary_key=True, serialize=False)),
                ('leaf', models.BinaryField()),
                ('leaf_hash', models.BinaryField(unique=True)),
            ],
            options={
                'verbose_name_plural': 'leaves',
            },
        ),
        migrations.CreateModel(
            name='LogKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vkey', models.CharField(max_length=300, unique=True)),
                ('added_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='QueuedLeaf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leaf', models.BinaryField()),
                ('leaf_hash', models.BinaryField()),
                ('queued_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'verbose_name_plural': 'queued leaves',
                'db_table': 'ledger_queue',
            },
        ),
        migrations.CreateModel(
            name='SignedCheckpoint',
            fields=[
                ('size', models.BigIntegerField(primary_key=True, serialize=False)),
                ('note', models.TextField()),
                ('signed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SlotTile',
            fields=[
                ('pk', models.CompositePrimaryKey('size', 'level', 'index', blank=True, editable=False, primary_key=True, serialize=False)),
                ('size', models.BigIntegerField()),
                ('level', models.SmallIntegerField()),
                ('index', models.BigIntegerField()),
                ('data', models.BinaryField(max_length=8192)),
            ],
        ),
        migrations.CreateModel(
            name='Tile',
            fields=[
                ('pk', models.CompositePrimaryKey('level', 'index', blank=True, editable=False, primary_key=True, serialize=False)),
                ('level', models.PositiveSmallIntegerField()),
                ('index', models.BigIntegerField()),
                ('data', models.BinaryField(max_length=8192)),
            ],
        ),
        migrations.CreateModel(
            name='Chain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, null=True, unique=True)),
                ('key', models.BinaryField(max_length=32, null=True)),
                ('chain_id', models.BinaryField(max_length=32, unique=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('key__isnull', True), django.db.models.lookups.Exact(django.db.models.functions.text.Length('key'), 32), _connector='OR'), name='chain_key_length'), models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('chain_id'), 32), name='chain_id_length')],
            },
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='opening', serialize=False, to='ledger.entry')),
                ('salt', models.BinaryField(max_length=32)),
                ('fields', models.JSONField(default=dict)),
            ],
        ),
        migrations.AddField(
            model_name='entry',
            name='chain',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='ledger.chain'),
        ),
        migrations.CreateModel(
            name='Cosignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('witness', models.CharField(max_length=200)),
                ('line', models.CharField(max_length=500)),
                ('cosigned_at', models.DateTimeField()),
                ('checkpoint', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='cosignatures', to='ledger.signedcheckpoint')),
            ],
        ),
        migrations.CreateModel(
            name='SlotIndex',
            fields=[
                ('size', models.BigIntegerField(primary_key=True, serialize=False)),
                ('root', models.BinaryField(max_length=32)),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
            ],
            options={
                'verbose_name_plural': 'slot indexes',
            },
        ),
        migrations.CreateModel(
            name='TreeState',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('size', models.BigIntegerField(default=0)),
                ('root', models.BinaryField(max_length=32)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='tree_state_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('chain', 'seq'), name='ledger_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='cosignature',
            constraint=models.UniqueConstraint(fields=('checkpoint', 'witness', 'cosigned_at'), name='cosignature_once'),
        ),
    ]
