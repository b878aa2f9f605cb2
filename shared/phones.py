"""Phone numbers: typed in many ways, kept as E.164."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from shared.errors import N_, Invalid

HOME_REGION = "CN"


def e164(text: str, field: str = "phone") -> str:
    """``138 0013 8000`` → ``+8613800138000``. Raises ``Invalid`` for ``field`` when no such number can exist."""
    try:
        number = phonenumbers.parse(text, HOME_REGION)
    except NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise Invalid({field: [N_("This is no possible phone number.")]})
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def national_digits(phone: str) -> str:
    """The digits that a caller would say: ``+8613800138000`` → ``13800138000``."""
    return phone.removeprefix("+86").removeprefix("+")


def spoken(phone: str) -> str:
    """In groups, as people say it: ``138 0013 8000``; a number from abroad with its country, other text as it is."""
    try:
        number = phonenumbers.parse(phone, HOME_REGION)
    except NumberParseException:
        return phone
    at_home = number.country_code == phonenumbers.country_code_for_region(HOME_REGION)
    return phonenumbers.format_number(
        number, PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    )
