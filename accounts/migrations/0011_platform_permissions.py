from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_security_event_kinds'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='tokenfamily',
            options={'permissions': [('end_sign_ins', 'Can end sign-ins of others')], 'verbose_name_plural': 'token families'},
        ),
        migrations.AlterModelOptions(
            name='user',
            options={'permissions': [('close_account', 'Can close accounts'), ('grant_rights', 'Can grant rights on the platform')]},
        ),
    ]
