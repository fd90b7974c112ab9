"""Phone numbers as people write them, kept in one form."""

import phonenumbers

EXAMPLE = "Give a phone number like +44 117 496 0123."


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
