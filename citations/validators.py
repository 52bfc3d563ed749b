"""Rules for one value: keys, language tags, addresses, identifiers and plain text."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from citations.romanization import sign_that_is_not_latin

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
KEY_LENGTH = 120
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}))*")
_REGION = re.compile(r"[A-Z]{2}|[0-9]{3}")
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
# Controls but for tab and line feed; surrogates; the non-characters of Unicode §23.7.
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def validate_key(value: str) -> None:
    """A key is lower-case ASCII words joined by single hyphens: it is permanent and stands in URLs."""
    if not KEY.fullmatch(value) or len(value) > KEY_LENGTH:
        raise ValidationError(
            _(
                "“%(value)s” is not a key; use at most 120 small Latin letters and digits, words joined by single "
                "hyphens, such as non-alliance."
            ),
            code="key",
            params={"value": value},
        )


def validate_finding_codes(value: str) -> None:
    """Accepted findings are the audit's codes, separated by single spaces."""
    if not all(KEY.fullmatch(code) for code in value.split(" ")):
        raise ValidationError(
            _("“%(value)s” holds something that is no code of a finding; write codes such as straight-quotes."),
            code="finding_codes",
            params={"value": value},
        )


def validate_language_tag(value: str) -> None:
    """A language tag is BCP 47 (RFC 5646) in its usual letter case: ru, zh-Hans, zh-Hant-TW, de."""
    if not LANGUAGE_TAG.fullmatch(value):
        raise ValidationError(
            _("“%(value)s” is not a BCP 47 language tag; write it like ru, zh-Hans, zh-Hant, en or fr."),
            code="language",
            params={"value": value},
        )


def validate_latin_letters(value: str) -> None:
    """A transliteration holds Latin letters with their marks, digits and the punctuation that stands among them."""
    if sign := sign_that_is_not_latin(value):
        raise ValidationError(
            _(
                "“%(sign)s” does not belong among Latin letters; write the title as it is transliterated, such as "
                "Zhongguo waijiao zhengce or Vneshniaia politika Kitaia."
            ),
            code="latin_letters",
            params={"sign": sign},
        )


def validate_region(value: str) -> None:
    """A region is two capital letters of ISO 3166-1 or three digits of UN M49 (RFC 5646 §2.2.4)."""
    if not _REGION.fullmatch(value):
        raise ValidationError(
            _("“%(value)s” is not a region; write two capital letters, such as TW, or three digits."),
            code="region",
            params={"value": value},
        )


def validate_web_address(value: str) -> None:
    """An address begins with http:// or https://, names a host and holds no spaces; nothing else is ever linked."""
    problem = ValidationError(
        _("“%(value)s” is not a web address; it must begin with http:// or https:// and name a host."),
        code="url",
        params={"value": value},
    )
    if any(character.isspace() or ord(character) < 32 for character in value):
        raise problem
    try:
        parts = urlsplit(value)
    except ValueError as error:
        raise problem from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise problem


def validate_doi(value: str) -> None:
    """A DOI is written without a resolver: 10.1000/182 (ISO 26324)."""
    if not _DOI.fullmatch(value):
        raise ValidationError(
            _("“%(value)s” is not a DOI; write it like 10.1000/182, without https://doi.org/."),
            code="doi",
            params={"value": value},
        )


def validate_isbn(value: str) -> None:
    """An ISBN has ten or thirteen digits and a check digit that fits (ISO 2108)."""
    digits = value.replace("-", "").replace(" ", "")
    if not (_is_isbn_10(digits) or _is_isbn_13(digits)):
        raise ValidationError(
            _("“%(value)s” is not an ISBN: its ten or thirteen digits do not agree with the check digit."),
            code="isbn",
            params={"value": value},
        )


def _is_isbn_10(digits: str) -> bool:
    if not re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        return False
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0


def _is_isbn_13(digits: str) -> bool:
    if not re.fullmatch(r"97[89][0-9]{10}", digits):
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0


def tidy(value: str) -> str:
    """`value` in Unicode NFC without white space around it or carriage returns: how every text is kept."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def validate_plain_text(value: str) -> None:
    """Text holds no control characters, unpaired surrogates or non-characters: databases and browsers choke on them."""
    found = _NOT_TEXT.search(value)
    if found:
        raise ValidationError(
            _("Character %(place)d is U+%(code)s, which is no text; take it out."),
            code="plain_text",
            params={"place": found.start() + 1, "code": f"{ord(found[0]):04X}"},
        )
