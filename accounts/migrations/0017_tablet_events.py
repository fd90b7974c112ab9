"""What happens to shared tablets and PINs, on the record."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_addresses'),
    ]

    operations = [
        migrations.AlterField(
            model_name='securityevent',
            name='kind',
            field=models.CharField(choices=[('sign_in.succeeded', 'Signed in'), ('sign_in.failed', 'Sign-in failed'), ('sign_in.blocked', 'Too many sign-in attempts'), ('sign_in.new_device', 'Signed in on a new device'), ('sign_in.confirmed_again', 'Confirmed it was them again'), ('account.created', 'Account created'), ('session.ended', 'Signed out'), ('session.others_ended', 'Other sessions ended'), ('device.remembered', 'Device remembered'), ('device.forgotten', 'Device forgotten'), ('password.changed', 'Password changed'), ('password.reset', 'Password reset by mail'), ('email.change_asked', 'Change of e-mail asked for'), ('email.change_cancelled', 'Change of e-mail called off'), ('email.change_stopped', 'Change of e-mail stopped from the old address'), ('email.changed', 'E-mail changed'), ('phone.changed', 'Phone number changed'), ('phone.verified', 'Phone number verified'), ('factor.added', 'Second factor added'), ('factor.removed', 'Second factor removed'), ('factor.used', 'Second factor used'), ('factor.failed', 'Second factor wrong'), ('factor.recovery_codes_made', 'Recovery codes made'), ('factor.recovery_code_used', 'Recovery code used'), ('token.issued', 'API client signed in'), ('token.revoked', 'API client signed out'), ('token.reused', 'A used refresh token came back'), ('key.created', 'API key created'), ('key.rotated', 'API key renewed'), ('key.revoked', 'API key revoked'), ('webhook.created', 'Webhook added'), ('webhook.changed', 'Webhook changed'), ('webhook.rotated', 'Webhook given a new secret'), ('webhook.deleted', 'Webhook removed'), ('member.invited', 'Invited to a team'), ('member.joined', 'Joined a team'), ('member.role_changed', 'Role in a team changed'), ('member.removed', 'Removed from a team'), ('member.ownership_transferred', 'Ownership transferred'), ('tablet.added', 'Shared tablet set up'), ('tablet.ended', 'Shared tablet ended'), ('pin.set', 'PIN for shared tablets set'), ('pin.removed', 'PIN for shared tablets removed'), ('pin.locked', 'PIN for shared tablets locked'), ('account.rights_changed', 'Rights on the platform changed'), ('export.asked', 'Export of my data asked for'), ('export.downloaded', 'Export of my data downloaded'), ('deletion.asked', 'Deletion of the account asked for'), ('deletion.cancelled', 'Deletion of the account called off'), ('deletion.done', 'Account deleted'), ('account.closed', 'Account closed by the platform'), ('account.viewed', 'Personal data viewed by the platform')], max_length=40),
        ),
    ]
