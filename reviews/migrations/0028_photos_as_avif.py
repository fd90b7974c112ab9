"""Photos have AVIF files beside WebP. Those that are there have none, until `manage.py draw_pictures` draws them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0027_no_due_invitations")]
    operations = [migrations.AddField("reviewphoto", "has_avif", models.BooleanField(default=False, db_default=False))]
