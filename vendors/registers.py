"""Asking a company register: one port, and the registers that REGISTER_URL can name (config/services.py).

What one says is shown to the verifier beside the evidence; it decides nothing.
"""

import json
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from http import HTTPStatus
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

import structlog
from django.conf import settings
from django.utils.module_loading import import_string

from common.outside import AWAY, JsonService
from vendors.text import fold

LOCAL_FILE = Path(__file__).parent / "data" / "register.json"
#: What says how a company is set up, not what it is called.
_LEGAL_FORMS = re.compile(r"\b(ltd|limited|llp|plc|lp|cic|company|co|the|and)\b")
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Company:
    """What a register says of a number."""

    number: str
    name: str
    status: str
    address: str


class RegisterAway(Exception):
    """No register answered, or none is set: nothing is known."""


class Register(Protocol):
    """A way to ask."""

    name: str

    def find(self, number: str) -> Company | None:
        """Return the company of a number, or None where there is none. Raises RegisterAway."""


def register() -> Register:
    """Return the register that the settings name."""
    path, options = settings.COMPANY_REGISTER
    found: Register = import_string(path)(**options)
    return found


def name_match(one: str, other: str) -> int:
    """Return how alike two names of a business are, in per cent, whatever their case, accents and legal form."""
    return round(SequenceMatcher(None, _bare(one), _bare(other)).ratio() * 100)


class NoRegister:
    """REGISTER_URL is not set."""

    name = "No register"

    def find(self, number: str) -> Company | None:
        """Refuse."""
        raise RegisterAway


class LocalRegister:
    """A small made-up register, for a demo: vendors/data/register.json."""

    name = "Demo register"

    def __init__(self, *, file: Path = LOCAL_FILE) -> None:
        self._file = file

    def find(self, number: str) -> Company | None:
        """Look it up in the file."""
        rows = (Company(**row) for row in json.loads(self._file.read_text()))
        return next((row for row in rows if row.number == number), None)


class CompaniesHouse:
    """The register of companies of the United Kingdom, by its public data API."""

    name = "Companies House"

    def __init__(self, *, key: str, api: str = "https://api.company-information.service.gov.uk", timeout: float = 8) -> None:
        self._service = JsonService(api, key, "", timeout)

    def find(self, number: str) -> Company | None:
        """Ask for the company's profile; numbers have eight places, with zeros in front."""
        try:
            status, answer = self._service.ask("GET", f"/company/{quote(number.zfill(8), safe='')}")
        except AWAY as error:
            log.warning("company_register_away", error=repr(error))
            raise RegisterAway from error
        if status == HTTPStatus.NOT_FOUND:
            return None
        if status != HTTPStatus.OK or not answer:
            log.warning("company_register_refused", status=status)
            raise RegisterAway
        return Company(
            number=_text(answer.get("company_number"), 20),
            name=_text(answer.get("company_name"), 200),
            status=_text(answer.get("company_status"), 40),
            address=_address(answer.get("registered_office_address")),
        )


def _bare(name: str) -> str:
    words = re.sub(r"[^a-z0-9 ]", " ", fold(name).lower())
    return " ".join(_LEGAL_FORMS.sub(" ", words).split())


def _text(value: object, most: int) -> str:
    return value[:most].replace("\x00", "") if isinstance(value, str) else ""


def _address(value: object) -> str:
    parts = value if isinstance(value, dict) else {}
    names = ("address_line_1", "address_line_2", "locality", "region", "postal_code", "country")
    return ", ".join(text for name in names if (text := _text(parts.get(name), 100)))[:300]
