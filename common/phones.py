"""Phone numbers as people write them, kept in one form."""

import phonenumbers

EXAMPLE = "Give a phone number like +44 117 496 0123."


VISIBLE = 3


def masked(phone: str) -> str:
    """Return what may be shown of a number to somebody who has not proved to be its owner: its last digits."""
    return f"••• {phone[-VISIBLE:]}" if phone else ""


def to_e164(text: str, region: str | None = None) -> str:
    """Return a number as +441174960123; empty stays empty. Without a country code it is read as one of `region`.

    Raises ValueError for what is no number, and without a `region` for one without a country code.
    """
    if not text:
        return ""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as error:
        raise ValueError(EXAMPLE) from error
    if not phonenumbers.is_possible_number(number):
        raise ValueError(EXAMPLE)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
