"""Who left a team is kept, and nobody decides about a business of theirs, whatever the code does.

Decision record: docs/adr/0018-teams-roles-and-four-eyes.md. vendors/relatives.py asks the same before, in better words.
"""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models

from common.append_only import refuse_rewrites

LEAVING = """
CREATE FUNCTION vendors_keep_former_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO vendors_formermember (vendor_id, user_id, role, joined_at)
        VALUES (OLD.vendor_id, OLD.user_id, OLD.role, OLD.created_at);
    RETURN NULL;
END $$;
CREATE TRIGGER vendors_membership_ended AFTER DELETE ON vendors_membership
    FOR EACH ROW EXECUTE FUNCTION vendors_keep_former_member();
ALTER TABLE vendors_membership ENABLE ALWAYS TRIGGER vendors_membership_ended;
"""
STAYING = """
DROP TRIGGER vendors_membership_ended ON vendors_membership;
DROP FUNCTION vendors_keep_former_member();
"""
# vendors.relatives.RELATIVE_FOR, compared by a test.
RELATIVES = """
CREATE FUNCTION vendors_is_relative(person bigint, vendor bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM vendors_membership WHERE user_id = person AND vendor_id = vendor)
        OR EXISTS (
            SELECT 1 FROM vendors_formermember
            WHERE user_id = person AND vendor_id = vendor AND left_at > now() - interval '90 days'
        )
$$;
CREATE FUNCTION vendors_refuse_relative() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF vendors_is_relative(NEW.decided_by_id, NEW.vendor_id) THEN
        RAISE EXCEPTION 'a check of vendor % is refused a decision by one of its own', NEW.vendor_id
            USING ERRCODE = 'restrict_violation', HINT = 'Somebody else decides.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER vendors_check_decided_by_relative BEFORE INSERT ON vendors_verificationcheck
    FOR EACH ROW WHEN (NEW.decided_by_id IS NOT NULL) EXECUTE FUNCTION vendors_refuse_relative();
CREATE TRIGGER vendors_check_redecided_by_relative BEFORE UPDATE OF decided_by_id, decided_at ON vendors_verificationcheck
    FOR EACH ROW WHEN (
        NEW.decided_by_id IS NOT NULL
        AND (NEW.decided_by_id IS DISTINCT FROM OLD.decided_by_id OR NEW.decided_at IS DISTINCT FROM OLD.decided_at)
    ) EXECUTE FUNCTION vendors_refuse_relative();
ALTER TABLE vendors_verificationcheck ENABLE ALWAYS TRIGGER vendors_check_decided_by_relative;
ALTER TABLE vendors_verificationcheck ENABLE ALWAYS TRIGGER vendors_check_redecided_by_relative;
"""
NO_RELATIVES = """
DROP TRIGGER vendors_check_decided_by_relative ON vendors_verificationcheck;
DROP TRIGGER vendors_check_redecided_by_relative ON vendors_verificationcheck;
DROP FUNCTION vendors_refuse_relative();
DROP FUNCTION vendors_is_relative(bigint, bigint);
"""


class Migration(migrations.Migration):
    # Each step commits alone: the new constraint is added without a look at old rows, then validated under a weak lock.
    atomic = False

    dependencies = [
        ("common", "0001_append_only"),
        ("vendors", "0006_joining_and_leaving"),
    ]

    operations = [
        refuse_rewrites("vendors_formermember"),
        migrations.RunSQL(LEAVING, STAYING),
        migrations.RunSQL(RELATIVES, NO_RELATIVES),
        AddConstraintNotValid(
            model_name="verificationcheck",
            constraint=models.CheckConstraint(
                condition=~models.Q(decided_by=models.F("submitted_by")), name="check_decided_by_another"
            ),
        ),
        ValidateConstraint(model_name="verificationcheck", name="check_decided_by_another"),
    ]
