"""The states of a check: looked at, waived, run out; the method, the reason from a closed list, and who moved it last."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.contrib.postgres.operations import (
    AddConstraintNotValid,
    AddIndexConcurrently,
    RemoveIndexConcurrently,
    ValidateConstraint,
)
from django.db import migrations, models

# They had their words, which the new list calls "other".
GIVE_OLD_REFUSALS_A_CODE = "UPDATE vendors_verificationcheck SET reason_code = 'other' WHERE status = 'rejected'"
ONE_WAITING = """
CREATE UNIQUE INDEX CONCURRENTLY check_one_waiting ON vendors_verificationcheck (vendor_id, kind)
    WHERE status IN ('submitted', 'in_review')
"""


class Migration(migrations.Migration):
    # Each step commits alone: constraints are added without a look at old rows, then validated under a weak lock.
    atomic = False

    dependencies = [
        ('vendors', '0007_four_eyes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_status', models.CharField(blank=True, max_length=12)),
                ('to_status', models.CharField(choices=[('submitted', 'Submitted'), ('in_review', 'Being looked at'), ('approved', 'Approved'), ('rejected', 'Not approved'), ('waived', 'Waived'), ('expired', 'Expired'), ('withdrawn', 'Withdrawn')], max_length=12)),
                ('at', models.DateTimeField()),
                ('method', models.CharField(blank=True, choices=[('documents', 'Documents'), ('register', 'Company register'), ('phone_code', 'Code sent to the phone'), ('phone_call', 'Phone call'), ('letter', 'Letter to the address'), ('video', 'Video call'), ('visit', 'Visit')], max_length=20)),
                ('reason_code', models.CharField(blank=True, choices=[('unreadable', 'Cannot be read'), ('incomplete', 'A page or side is missing'), ('wrong_document', 'Not the document that is needed'), ('out_of_date', 'Too old, or run out'), ('name_mismatch', 'Another name than on the profile'), ('address_mismatch', 'Another address than on the profile'), ('not_in_register', 'Not in the register, or not active'), ('not_reached', 'Could not be reached'), ('not_there', 'Not found at this place'), ('not_genuine', 'Does not seem genuine'), ('not_applicable', 'Does not apply to this business'), ('checked_elsewhere', 'Checked in another way'), ('no_longer_true', 'Not true any more'), ('our_mistake', 'Our own mistake'), ('other', 'Another reason (in words)')], max_length=30)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('expires_at', models.DateTimeField(null=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name='CheckWarning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days_ahead', models.PositiveSmallIntegerField()),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.AlterModelOptions(
            name='verificationcheck',
            options={'permissions': [('decide_verificationcheck', 'Can decide checks'), ('waive_verificationcheck', 'Can do without a check')]},
        ),
        migrations.AddField(
            model_name='badgechange',
            name='because',
            field=models.CharField(blank=True, choices=[('submitted', 'Submitted'), ('in_review', 'Being looked at'), ('approved', 'Approved'), ('rejected', 'Not approved'), ('waived', 'Waived'), ('expired', 'Expired'), ('withdrawn', 'Withdrawn')], db_default='', max_length=12),
        ),
        migrations.AddField(
            model_name='verificationcheck',
            name='claimed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='verificationcheck',
            name='claimed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='verificationcheck',
            name='latitude',
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name='verificationcheck',
            name='longitude',
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name='verificationcheck',
            name='method',
            field=models.CharField(blank=True, choices=[('documents', 'Documents'), ('register', 'Company register'), ('phone_code', 'Code sent to the phone'), ('phone_call', 'Phone call'), ('letter', 'Letter to the address'), ('video', 'Video call'), ('visit', 'Visit')], db_default='', max_length=20),
        ),
        migrations.AddField(
            model_name='verificationcheck',
            name='moved_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='verificationcheck',
            name='moved_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='verificationcheck',
            name='reason_code',
            field=models.CharField(blank=True, choices=[('unreadable', 'Cannot be read'), ('incomplete', 'A page or side is missing'), ('wrong_document', 'Not the document that is needed'), ('out_of_date', 'Too old, or run out'), ('name_mismatch', 'Another name than on the profile'), ('address_mismatch', 'Another address than on the profile'), ('not_in_register', 'Not in the register, or not active'), ('not_reached', 'Could not be reached'), ('not_there', 'Not found at this place'), ('not_genuine', 'Does not seem genuine'), ('not_applicable', 'Does not apply to this business'), ('checked_elsewhere', 'Checked in another way'), ('no_longer_true', 'Not true any more'), ('our_mistake', 'Our own mistake'), ('other', 'Another reason (in words)')], db_default='', max_length=30),
        ),
        migrations.AddField(
            model_name='verificationcheck',
            name='register_number',
            field=models.CharField(blank=True, db_default='', max_length=20),
        ),
        migrations.AlterField(
            model_name='badgechange',
            name='check_kind',
            field=models.CharField(blank=True, choices=[('identity', 'Identity of the owner'), ('business_registration', 'Business registration'), ('address', 'Address'), ('phone', 'Phone number'), ('site_anchor', 'Approved location')], max_length=30),
        ),
        migrations.AlterField(
            model_name='verificationcheck',
            name='kind',
            field=models.CharField(choices=[('identity', 'Identity of the owner'), ('business_registration', 'Business registration'), ('address', 'Address'), ('phone', 'Phone number'), ('site_anchor', 'Approved location')], max_length=30),
        ),
        migrations.AlterField(
            model_name='verificationcheck',
            name='status',
            field=models.CharField(choices=[('submitted', 'Submitted'), ('in_review', 'Being looked at'), ('approved', 'Approved'), ('rejected', 'Not approved'), ('waived', 'Waived'), ('expired', 'Expired'), ('withdrawn', 'Withdrawn')], default='submitted', max_length=12),
        ),
        migrations.AddField(
            model_name='checkmove',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='checkmove',
            name='verification_check',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='vendors.verificationcheck'),
        ),
        migrations.AddField(
            model_name='checkwarning',
            name='verification_check',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='warnings', to='vendors.verificationcheck'),
        ),
        migrations.AddConstraint(
            model_name='checkmove',
            constraint=models.CheckConstraint(condition=models.Q(('from_status', ''), ('from_status__in', ['submitted', 'in_review', 'approved', 'rejected', 'waived', 'expired', 'withdrawn']), _connector='OR'), name='check_move_from_known'),
        ),
        migrations.AddConstraint(
            model_name='checkmove',
            constraint=models.CheckConstraint(condition=models.Q(('to_status__in', ['submitted', 'in_review', 'approved', 'rejected', 'waived', 'expired', 'withdrawn'])), name='check_move_to_known'),
        ),
        migrations.AddConstraint(
            model_name='checkwarning',
            constraint=models.UniqueConstraint(fields=('verification_check', 'days_ahead'), name='check_warned_once'),
        ),
        migrations.RunSQL(GIVE_OLD_REFUSALS_A_CODE, migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name='verificationcheck',
            index=models.Index(condition=models.Q(('status__in', ('submitted', 'in_review'))), fields=['submitted_at'], name='check_waiting'),
        ),
        AddIndexConcurrently(
            model_name='verificationcheck',
            index=models.Index(condition=models.Q(('status__in', ('approved', 'waived'))), fields=['expires_at'], name='check_running_out'),
        ),
        AddIndexConcurrently(
            model_name='verificationcheck',
            index=models.Index(condition=models.Q(('decided_at__isnull', False)), fields=['-decided_at'], name='check_decided'),
        ),
        AddConstraintNotValid(
            model_name='verificationcheck',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['identity', 'business_registration', 'address', 'phone', 'site_anchor'])), name='check_kind_is_known'),
        ),
        ValidateConstraint(model_name='verificationcheck', name='check_kind_is_known'),
        AddConstraintNotValid(
            model_name='verificationcheck',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['submitted', 'in_review', 'approved', 'rejected', 'waived', 'expired', 'withdrawn'])), name='check_status_is_known'),
        ),
        ValidateConstraint(model_name='verificationcheck', name='check_status_is_known'),
        AddConstraintNotValid(
            model_name='verificationcheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('status__in', ('submitted', 'in_review'))), ('status', 'withdrawn'), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), models.Q(('decided_at__isnull', False), ('method__in', ('phone_code',))), _connector='OR'), name='check_decision_has_source'),
        ),
        ValidateConstraint(model_name='verificationcheck', name='check_decision_has_source'),
        AddConstraintNotValid(
            model_name='verificationcheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('approved', 'waived', 'expired')), _negated=True), models.Q(('expires_at__gt', models.F('decided_at')), ('expires_at__isnull', False)), _connector='OR'), name='check_standing_expires'),
        ),
        ValidateConstraint(model_name='verificationcheck', name='check_standing_expires'),
        AddConstraintNotValid(
            model_name='verificationcheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('rejected', 'waived')), _negated=True), models.Q(('reason_code', ''), _negated=True), _connector='OR'), name='check_refusal_has_code'),
        ),
        ValidateConstraint(model_name='verificationcheck', name='check_refusal_has_code'),
        AddConstraintNotValid(
            model_name='verificationcheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason_code', 'other'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='check_other_has_words'),
        ),
        ValidateConstraint(model_name='verificationcheck', name='check_other_has_words'),
        AddConstraintNotValid(
            model_name='verificationcheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claimed_at__isnull', False), ('claimed_by__isnull', False), ('status', 'in_review')), models.Q(models.Q(('status', 'in_review'), _negated=True), ('claimed_at__isnull', True), ('claimed_by__isnull', True)), _connector='OR'), name='check_claim_whole'),
        ),
        ValidateConstraint(model_name='verificationcheck', name='check_claim_whole'),
        AddConstraintNotValid(
            model_name='verificationcheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'site_anchor'), _negated=True), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='check_anchor_has_place'),
        ),
        ValidateConstraint(model_name='verificationcheck', name='check_anchor_has_place'),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(ONE_WAITING, "DROP INDEX CONCURRENTLY check_one_waiting")],
            state_operations=[
                migrations.AddConstraint(
                    model_name='verificationcheck',
                    constraint=models.UniqueConstraint(condition=models.Q(('status__in', ('submitted', 'in_review'))), fields=('vendor', 'kind'), name='check_one_waiting'),
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='verificationcheck',
            name='check_kind_known',
        ),
        migrations.RemoveConstraint(
            model_name='verificationcheck',
            name='check_decision_has_decider',
        ),
        migrations.RemoveConstraint(
            model_name='verificationcheck',
            name='check_approval_expires',
        ),
        migrations.RemoveConstraint(
            model_name='verificationcheck',
            name='check_rejection_has_reason',
        ),
        migrations.RemoveConstraint(
            model_name='verificationcheck',
            name='check_one_open',
        ),
        RemoveIndexConcurrently(
            model_name='verificationcheck',
            name='check_queue',
        ),
    ]
