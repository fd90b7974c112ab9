import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_security_events_of_email_changes'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='PhoneCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('verify', 'Show that a number is theirs'), ('sign_in', 'Second factor of a sign-in')], max_length=10)),
                ('phone', models.CharField(max_length=20)),
                ('code_hash', models.CharField(max_length=64)),
                ('tries_left', models.PositiveSmallIntegerField()),
                ('expires_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='user',
            name='phone_verified_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('phone_verified_at', None), models.Q(('phone', ''), _negated=True), _connector='OR'), name='user_verified_phone_given'),
        ),
        migrations.AddField(
            model_name='phonecode',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phone_codes', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='phonecode',
            constraint=models.UniqueConstraint(fields=('user', 'purpose'), name='phone_code_one_each'),
        ),
        migrations.AddConstraint(
            model_name='phonecode',
            constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['verify', 'sign_in'])), name='phone_code_purpose_known'),
        ),
    ]
