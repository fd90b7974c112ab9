from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.RunSQL(
            "ALTER TABLE orders_order ADD COLUMN next_release_words text NOT NULL DEFAULT ''",
            "ALTER TABLE orders_order DROP COLUMN next_release_words",
        ),
        migrations.RunSQL("CREATE TABLE next_release_thing (id bigint PRIMARY KEY)", "DROP TABLE next_release_thing"),
    ]
