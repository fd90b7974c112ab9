"""Looking a vendor up in the company register: what it says is kept for the verifier."""

from vendors.models import CheckKind, RegisterAnswer, VerificationCheck
from vendors.registers import name_match, register


def ask_register(check: VerificationCheck) -> RegisterAnswer | None:
    """Ask about the number that came with a check, and keep the answer; None without a number. Raises RegisterAway."""
    if check.kind != CheckKind.BUSINESS_REGISTRATION or not check.register_number:
        return None
    asked = register()
    found = asked.find(check.register_number)
    answer = RegisterAnswer(verification_check=check, source=asked.name, number=check.register_number, is_found=found is not None)
    if found is not None:
        answer.name, answer.status, answer.address = found.name, found.status, found.address
        answer.name_match = name_match(found.name, check.vendor.name)
    answer.save()
    return answer
