"""Acts of moderators have a ground of a closed list; what was their reason becomes the team's note, in the same column.

Safe while the code before this runs: its rows get the ground `unstated` from the database. Each step commits alone, and new
constraints are validated under a weak lock.
"""

from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models

KINDS = [
    ("hide", "Hidden"),
    ("restore", "Restored"),
    ("redact", "Words taken out"),
    ("put_back", "Words put back"),
    ("warn", "Author warned"),
    ("unwarn", "Warning taken back"),
    ("dismiss", "Left as it is"),
    ("uphold", "Decision upheld"),
]
GROUNDS = [
    ("abusive", "Abusive or hateful"),
    ("personal_data", "Gives away personal data"),
    ("spam", "Advertising or spam"),
    ("not_about_the_order", "Not about the order"),
    ("conflict_of_interest", "Written by or paid by somebody with an interest"),
    ("copied", "The same words as other reviews"),
    ("illegal", "Against the law"),
    ("nothing_wrong", "Nothing wrong with it"),
    ("mistake", "The earlier decision was a mistake"),
    ("appeal_granted", "The appeal was right"),
    ("appeal_refused", "The appeal changes nothing"),
    ("unstated", "From before reasons were a closed list"),
]
FAULTS = ["abusive", "conflict_of_interest", "copied", "illegal", "not_about_the_order", "personal_data", "spam"]
UNDONE = ["appeal_granted", "mistake"]
SOUND = (
    models.Q(ground="unstated")
    | models.Q(action="hide", ground__in=FAULTS)
    | models.Q(action="restore", ground__in=UNDONE)
    | models.Q(action="redact", ground__in=FAULTS)
    | models.Q(action="put_back", ground__in=UNDONE)
    | models.Q(action="warn", ground__in=FAULTS)
    | models.Q(action="unwarn", ground__in=UNDONE)
    | models.Q(action="dismiss", ground__in=["nothing_wrong"])
    | models.Q(action="uphold", ground__in=["appeal_refused"])
)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("reviews", "0014_list_indexes")]

    operations = [
        migrations.RemoveConstraint(model_name="moderationaction", name="moderation_reason_given"),
        migrations.AlterField(
            model_name="moderationaction",
            name="reason",
            field=models.CharField(max_length=500, blank=True, db_column="reason"),
        ),
        migrations.RenameField(model_name="moderationaction", old_name="reason", new_name="note"),
        migrations.AlterField(
            model_name="moderationaction",
            name="action",
            field=models.CharField(choices=KINDS, max_length=10),
        ),
        migrations.AddField(
            model_name="moderationaction",
            name="ground",
            field=models.CharField(choices=GROUNDS, db_default="unstated", default="unstated", max_length=30),
        ),
        migrations.RemoveConstraint(model_name="moderationaction", name="moderation_action_known"),
        AddConstraintNotValid(
            model_name="moderationaction",
            constraint=models.CheckConstraint(
                condition=models.Q(action__in=[kind for kind, _ in KINDS]), name="moderation_action_known"
            ),
        ),
        ValidateConstraint(model_name="moderationaction", name="moderation_action_known"),
        AddConstraintNotValid(
            model_name="moderationaction",
            constraint=models.CheckConstraint(condition=SOUND, name="moderation_ground_of_its_kind"),
        ),
        ValidateConstraint(model_name="moderationaction", name="moderation_ground_of_its_kind"),
        AddIndexConcurrently(
            model_name="moderationaction",
            index=models.Index(fields=["recorded_at"], name="moderation_action_by_time"),
        ),
        AddIndexConcurrently(
            model_name="reviewreport", index=models.Index(fields=["created_at"], name="report_by_time")
        ),
    ]
