"""Documents of checks, and what the company register said. A document's hash is for ever, and its file for its time alone.

Decision record: docs/adr/0022-checks-and-their-documents.md. A document comes while its check waits and nobody looks at it, and
can be taken away so long. After that its row stays: what can change of it is the scan and its end.
"""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

from common.append_only import refuse_rewrites

KEEP = """
CREATE FUNCTION vendors_keep_check_document() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    waits boolean;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.verification_check_id, NEW.position, NEW.kind, NEW.size, NEW.pages, NEW.salt, NEW.digest, NEW.uploaded_by_id, NEW.uploaded_at)
            IS DISTINCT FROM
            (OLD.verification_check_id, OLD.position, OLD.kind, OLD.size, OLD.pages, OLD.salt, OLD.digest, OLD.uploaded_by_id, OLD.uploaded_at)
            OR (NEW.name <> OLD.name AND NEW.name <> '') OR (OLD.erased_at IS NOT NULL AND NEW.erased_at IS DISTINCT FROM OLD.erased_at)
        THEN
            RAISE EXCEPTION 'document % is refused another content', OLD.id
                USING ERRCODE = 'restrict_violation', HINT = 'Erase it, and hand in another.';
        END IF;
        RETURN NEW;
    END IF;
    SELECT status = 'submitted' INTO waits FROM vendors_verificationcheck
        WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.verification_check_id ELSE OLD.verification_check_id END;
    IF NOT waits THEN
        RAISE EXCEPTION '% of a document is refused: its check does not wait any more', TG_OP
            USING ERRCODE = 'restrict_violation', HINT = 'A new submission takes new documents.';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER vendors_check_document_kept BEFORE INSERT OR UPDATE OR DELETE ON vendors_checkdocument
    FOR EACH ROW EXECUTE FUNCTION vendors_keep_check_document();
ALTER TABLE vendors_checkdocument ENABLE ALWAYS TRIGGER vendors_check_document_kept;
"""
KEEP_NOTHING = """
DROP TRIGGER vendors_check_document_kept ON vendors_checkdocument;
DROP FUNCTION vendors_keep_check_document();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0001_append_only'),
        ('vendors', '0009_check_moves'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('jpeg', 'JPEG'), ('png', 'PNG'), ('heic', 'HEIC')], max_length=5)),
                ('size', models.PositiveIntegerField()),
                ('pages', models.PositiveSmallIntegerField()),
                ('salt', models.BinaryField(max_length=16)),
                ('digest', models.BinaryField(max_length=32)),
                ('name', models.CharField(blank=True, max_length=100)),
                ('scan', models.CharField(choices=[('waiting', 'Waiting for the virus scan'), ('clean', 'Clean'), ('infected', 'Held a virus')], default='waiting', max_length=8)),
                ('uploaded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('erased_at', models.DateTimeField(null=True)),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('verification_check', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='vendors.verificationcheck')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('name', ''), _negated=True), fields=['uploaded_at'], name='check_document_kept')],
                'constraints': [models.UniqueConstraint(fields=('verification_check', 'position'), name='check_document_place'), models.UniqueConstraint(condition=models.Q(('name', ''), _negated=True), fields=('name',), name='check_document_name_once'), models.CheckConstraint(condition=models.Q(('position__gte', 1), ('position__lte', 8)), name='check_document_count'), models.CheckConstraint(condition=models.Q(('kind__in', ['pdf', 'jpeg', 'png', 'heic'])), name='check_document_kind_known'), models.CheckConstraint(condition=models.Q(('scan__in', ['waiting', 'clean', 'infected'])), name='check_document_scan_known'), models.CheckConstraint(condition=models.Q(('pages__gte', 1), ('size__gte', 1), ('size__lte', 26214400)), name='check_document_size'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(django.db.models.functions.text.Length('salt'), 16), django.db.models.lookups.Exact(django.db.models.functions.text.Length('digest'), 32)), name='check_document_hash_whole'), models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), ('name', ''), _connector='XOR'), name='check_document_erased_whole'), models.CheckConstraint(condition=models.Q(models.Q(('scan', 'infected'), _negated=True), ('name', ''), _connector='OR'), name='check_document_infected_is_gone')],
            },
        ),
        migrations.CreateModel(
            name='RegisterAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=60)),
                ('number', models.CharField(max_length=20)),
                ('is_found', models.BooleanField()),
                ('name', models.CharField(blank=True, max_length=200)),
                ('status', models.CharField(blank=True, max_length=40)),
                ('address', models.CharField(blank=True, max_length=300)),
                ('name_match', models.PositiveSmallIntegerField(default=0)),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('verification_check', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='register_answers', to='vendors.verificationcheck')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('name_match__lte', 100)), name='register_answer_match'), models.CheckConstraint(condition=models.Q(('is_found', True), models.Q(('address', ''), ('name', ''), ('status', '')), _connector='OR'), name='register_answer_whole')],
            },
        ),
        migrations.RunSQL(KEEP, KEEP_NOTHING),
        refuse_rewrites("vendors_registeranswer"),
    ]
