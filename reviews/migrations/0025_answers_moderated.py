"""A vendor's answer can be reported and hidden by itself: the review under which it stands stays. What is hidden is not found right.

Safe while the code before this runs; each step commits alone, and new constraints are validated under a weak lock.
"""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
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
    ("hide_response", "Answer hidden"),
    ("restore_response", "Answer restored"),
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
    ("hidden_already", "Hidden already"),
    ("mistake", "The earlier decision was a mistake"),
    ("appeal_granted", "The appeal was right"),
    ("appeal_refused", "The appeal changes nothing"),
    ("unstated", "From before reasons were a closed list"),
]
FAULTS = ["abusive", "conflict_of_interest", "copied", "illegal", "not_about_the_order", "personal_data", "spam"]
ANSWER_FAULTS = ["abusive", "illegal", "personal_data", "spam"]
UNDONE = ["appeal_granted", "mistake"]
SOUND = (
    models.Q(ground="unstated")
    | models.Q(action="hide", ground__in=FAULTS)
    | models.Q(action="restore", ground__in=UNDONE)
    | models.Q(action="redact", ground__in=FAULTS)
    | models.Q(action="put_back", ground__in=UNDONE)
    | models.Q(action="warn", ground__in=FAULTS)
    | models.Q(action="unwarn", ground__in=UNDONE)
    | models.Q(action="dismiss", ground__in=["hidden_already", "nothing_wrong"])
    | models.Q(action="uphold", ground__in=["appeal_refused"])
    | models.Q(action="hide_response", ground__in=ANSWER_FAULTS)
    | models.Q(action="restore_response", ground__in=UNDONE)
)
SUBJECTS = [("review", "The review"), ("response", "The business's answer")]
CHECKS = """
CREATE FUNCTION check_answer_hidden_by_act() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    needed text := CASE WHEN NEW.hidden_at IS NOT NULL THEN 'hide_response' ELSE 'restore_response' END;
    last text;
BEGIN
    SELECT action INTO last FROM reviews_moderationaction
        WHERE review_id = NEW.review_id AND action IN ('hide_response', 'restore_response') ORDER BY id DESC LIMIT 1;
    IF last IS DISTINCT FROM needed THEN
        RAISE EXCEPTION 'the answer to review % is hidden, and comes back, by an act of a moderator', NEW.review_id
            USING ERRCODE = 'restrict_violation', HINT = 'Use reviews.moderating_answers.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hidden_by_act BEFORE UPDATE OF hidden_at ON reviews_reviewresponse FOR EACH ROW
    WHEN ((OLD.hidden_at IS NULL) <> (NEW.hidden_at IS NULL)) EXECUTE FUNCTION check_answer_hidden_by_act();
ALTER TABLE reviews_reviewresponse ENABLE ALWAYS TRIGGER hidden_by_act;

CREATE FUNCTION check_answer_not_hidden() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM reviews_reviewresponse WHERE id = NEW.response_id AND hidden_at IS NOT NULL) THEN
        RAISE EXCEPTION 'response % is hidden, and stays as it is', NEW.response_id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_not_hidden BEFORE INSERT ON reviews_responseversion FOR EACH ROW
    WHEN (NEW.number > 1) EXECUTE FUNCTION check_answer_not_hidden();
ALTER TABLE reviews_responseversion ENABLE ALWAYS TRIGGER check_not_hidden;
"""


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("reviews", "0024_answers_withdrawn_for_good")]

    operations = [
        migrations.AddField("reviewresponse", "hidden_at", models.DateTimeField(null=True)),
        migrations.RunSQL(
            CHECKS, "DROP FUNCTION check_answer_hidden_by_act() CASCADE; DROP FUNCTION check_answer_not_hidden() CASCADE"
        ),
        migrations.AlterField("moderationaction", "action", models.CharField(choices=KINDS, max_length=20)),
        migrations.AlterField(
            "moderationaction",
            "ground",
            models.CharField(choices=GROUNDS, db_default="unstated", default="unstated", max_length=30),
        ),
        migrations.RemoveConstraint("moderationaction", "moderation_action_known"),
        AddConstraintNotValid(
            "moderationaction",
            models.CheckConstraint(
                condition=models.Q(action__in=[kind for kind, _ in KINDS]), name="moderation_action_known"
            ),
        ),
        ValidateConstraint("moderationaction", "moderation_action_known"),
        migrations.RemoveConstraint("moderationaction", "moderation_ground_of_its_kind"),
        AddConstraintNotValid(
            "moderationaction", models.CheckConstraint(condition=SOUND, name="moderation_ground_of_its_kind")
        ),
        ValidateConstraint("moderationaction", "moderation_ground_of_its_kind"),
        migrations.AddField(
            "reviewreport",
            "about",
            models.CharField(choices=SUBJECTS, db_default="review", default="review", max_length=10),
        ),
        migrations.RemoveConstraint("reviewreport", "report_once_per_reader"),
        migrations.AddConstraint(
            "reviewreport",
            models.UniqueConstraint(fields=("review", "reporter", "about"), name="report_once_per_reader"),
        ),
        AddConstraintNotValid(
            "reviewreport",
            models.CheckConstraint(
                condition=models.Q(about__in=[subject for subject, _ in SUBJECTS]), name="report_about_known"
            ),
        ),
        ValidateConstraint("reviewreport", "report_about_known"),
    ]
