"""Nobody looks for due invitations any more: timers do."""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("reviews", "0026_invitations_by_timers")]
    operations = [RemoveIndexConcurrently("reviewinvitation", "review_invitation_due")]
