import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from common.append_only import refuse_rewrites


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0001_append_only'),
        ('accounts', '0002_token_families'),
    ]

    operations = [
        migrations.CreateModel(
            name='SecurityEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('sign_in.succeeded', 'Signed in'), ('sign_in.failed', 'Sign-in failed'), ('sign_in.blocked', 'Too many sign-in attempts'), ('sign_in.new_device', 'Signed in on a new device'), ('sign_in.confirmed_again', 'Confirmed it was them again'), ('account.created', 'Account created'), ('session.ended', 'Signed out'), ('session.others_ended', 'Other sessions ended'), ('device.remembered', 'Device remembered'), ('device.forgotten', 'Device forgotten'), ('password.changed', 'Password changed'), ('password.reset', 'Password reset by mail'), ('email.change_asked', 'Change of e-mail asked for'), ('email.changed', 'E-mail changed'), ('phone.changed', 'Phone number changed'), ('phone.verified', 'Phone number verified'), ('factor.added', 'Second factor added'), ('factor.removed', 'Second factor removed'), ('factor.used', 'Second factor used'), ('factor.failed', 'Second factor wrong'), ('factor.recovery_codes_made', 'Recovery codes made'), ('factor.recovery_code_used', 'Recovery code used'), ('token.issued', 'API client signed in'), ('token.revoked', 'API client signed out'), ('token.reused', 'A used refresh token came back'), ('key.created', 'API key created'), ('key.revoked', 'API key revoked'), ('member.invited', 'Invited to a team'), ('member.joined', 'Joined a team'), ('member.role_changed', 'Role in a team changed'), ('member.removed', 'Removed from a team'), ('member.ownership_transferred', 'Ownership transferred'), ('account.rights_changed', 'Rights on the platform changed'), ('export.asked', 'Export of my data asked for'), ('export.downloaded', 'Export of my data downloaded'), ('deletion.asked', 'Deletion of the account asked for'), ('deletion.cancelled', 'Deletion of the account called off'), ('deletion.done', 'Account deleted'), ('account.closed', 'Account closed by the platform'), ('account.viewed', 'Personal data viewed by the platform')], max_length=40)),
                ('network', models.CharField(blank=True, max_length=49)),
                ('user_agent', models.CharField(blank=True, max_length=200)),
                ('data', models.JSONField(default=dict)),
                ('request_id', models.CharField(blank=True, max_length=64)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='security_events', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', '-id'], name='security_event_of_user'), models.Index(fields=['kind', '-id'], name='security_event_of_kind')],
            },
        ),
        refuse_rewrites("accounts_securityevent"),
    ]
