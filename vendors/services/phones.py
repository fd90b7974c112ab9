"""A vendor's phone number, shown to be theirs by a code that comes back: a check that needs no person."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import PhoneCode, PhoneCodePurpose, User
from accounts.phone_codes import PhoneCodeInvalid, send_phone_code, take_phone_code
from common.errors import Invalid
from common.phones import masked
from vendors.models import CheckKind, CheckMethod, CheckStatus, Vendor, VerificationCheck
from vendors.permissions import Permission, require_private
from vendors.services.checks import CheckNotOpen, lock_waiting
from vendors.services.deciding import write_decision

#: How long a code that came back counts.
APPROVED_FOR = timedelta(days=365)


class PhoneNeeded(Invalid):
    """There is no number to send a code to."""

    code = "phone_needed"

    def __init__(self) -> None:
        super().__init__("Put the business's phone number on its profile first.", pointer="/phone", code=self.code)


def send_vendor_code(vendor: Vendor, *, by: User) -> PhoneCode:
    """Send a code to the number on the vendor's profile.

    Raises NotAllowed, PhoneNeeded, TooManyMessages, SmsUnavailable, NumberRefused.
    """
    require_private(by, vendor, Permission.CHECKS_SUBMIT)
    if not vendor.phone:
        raise PhoneNeeded
    return send_phone_code(by, purpose=PhoneCodePurpose.VENDOR, phone=vendor.phone)


def confirm_vendor_phone(vendor: Vendor, *, by: User, code: str) -> VerificationCheck:
    """Approve the check `phone` by the code that came back from the number that is on the profile now.

    What waits for a person is taken over by it. Raises NotAllowed, PhoneCodeInvalid, CheckNotOpen (a person looks at it).
    """
    require_private(by, vendor, Permission.CHECKS_SUBMIT)
    phone = take_phone_code(by, purpose=PhoneCodePurpose.VENDOR, code=code)  # a wrong one costs a try, whatever follows
    with transaction.atomic():
        waiting = lock_waiting(vendor, CheckKind.PHONE)  # checks first, then the vendor: in that order everywhere
        locked = Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
        if phone is None or phone != locked.phone:
            raise PhoneCodeInvalid
        check = _check_of(locked, waiting, by, phone)
        until = timezone.now() + APPROVED_FOR
        write_decision(check, CheckStatus.APPROVED, by=None, method=CheckMethod.PHONE_CODE, expires_at=until)
    return check


def _check_of(vendor: Vendor, waiting: VerificationCheck | None, by: User, phone: str) -> VerificationCheck:
    if waiting is None:
        now = timezone.now()
        evidence = f"A code sent to the number on the profile ({masked(phone)}) came back."
        return VerificationCheck.objects.create(
            vendor=vendor, kind=CheckKind.PHONE, evidence=evidence, submitted_by=by, submitted_at=now, moved_by=by, moved_at=now
        )
    if waiting.status != CheckStatus.SUBMITTED:
        raise CheckNotOpen("Somebody is looking at this number just now. Wait for the decision.")
    return waiting
