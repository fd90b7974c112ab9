import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vendors', '0005_api_keys'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('owner', 'Owner'), ('manager', 'Manager'), ('staff', 'Staff')], max_length=10)),
                ('joined_at', models.DateTimeField()),
                ('left_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254)),
                ('role', models.CharField(choices=[('owner', 'Owner'), ('manager', 'Manager'), ('staff', 'Staff')], max_length=10)),
                ('state', models.CharField(choices=[('open', 'Open'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('revoked', 'Taken back')], default='open', max_length=10)),
                ('token_hash', models.BinaryField(max_length=32, null=True, unique=True)),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('expires_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='OwnershipOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'Open'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='open', max_length=10)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('expires_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AlterModelOptions(
            name='vendor',
            options={'permissions': [('suspend_vendor', 'Can suspend and reinstate vendors')]},
        ),
        migrations.AlterModelOptions(
            name='verificationcheck',
            options={'permissions': [('decide_verificationcheck', 'Can decide checks')]},
        ),
        migrations.AddField(
            model_name='formermember',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='formermember',
            name='vendor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vendors.vendor'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='accepted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invitation',
            name='invited_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invitation',
            name='vendor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='vendors.vendor'),
        ),
        migrations.AddField(
            model_name='ownershipoffer',
            name='offered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ownershipoffer',
            name='offered_to',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ownershipoffer',
            name='vendor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ownership_offers', to='vendors.vendor'),
        ),
        migrations.AddIndex(
            model_name='formermember',
            index=models.Index(fields=['user', 'vendor', '-left_at'], name='former_member_of_vendor'),
        ),
        migrations.AddIndex(
            model_name='invitation',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['vendor', '-created_at', '-id'], name='invitation_open_of_vendor'),
        ),
        migrations.AddIndex(
            model_name='invitation',
            index=models.Index(fields=['vendor', 'email'], name='invitation_of_email'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['owner', 'manager', 'staff'])), name='invitation_role_known'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'accepted', 'declined', 'revoked'])), name='invitation_state_known'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='invitation_email_lower'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'open'), ('closed_at__isnull', False), _connector='XOR'), name='invitation_closed_has_time'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'accepted'), ('accepted_by__isnull', True), _connector='XOR'), name='invitation_accepted_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('vendor', 'email'), name='invitation_one_open'),
        ),
        migrations.AddConstraint(
            model_name='ownershipoffer',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'accepted', 'declined', 'withdrawn'])), name='offer_state_known'),
        ),
        migrations.AddConstraint(
            model_name='ownershipoffer',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'open'), ('closed_at__isnull', False), _connector='XOR'), name='offer_closed_has_time'),
        ),
        migrations.AddConstraint(
            model_name='ownershipoffer',
            constraint=models.CheckConstraint(condition=models.Q(('offered_by', models.F('offered_to')), _negated=True), name='offer_to_another'),
        ),
        migrations.AddConstraint(
            model_name='ownershipoffer',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('vendor',), name='offer_one_open'),
        ),
    ]
