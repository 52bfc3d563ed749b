"""The rules for one value: what passes, what is refused."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from citations.validators import (
    tidy,
    validate_doi,
    validate_finding_codes,
    validate_isbn,
    validate_key,
    validate_language_tag,
    validate_latin_letters,
    validate_plain_text,
    validate_region,
    validate_web_address,
)

GOOD = [
    (validate_key, "non-alliance"),
    (validate_key, "1950-sino-soviet"),
    (validate_language_tag, "ru"),
    (validate_language_tag, "zh-Hans"),
    (validate_language_tag, "zh-Hant-TW"),
    (validate_language_tag, "sr-Latn"),
    (validate_language_tag, "es-419"),
    (validate_latin_letters, "Zhong-Su youhao tongmeng huzhu tiaoyue, 1950 nian"),
    (validate_latin_letters, "“Nüxing” (di 2 ban): Xi’an — Lüshun"),
    (validate_latin_letters, "Rossiisko-kitaiskii dialog: modelʹ 2016; obʺezd"),
    (validate_latin_letters, "Vneshni\u0361aia politika Ki\u0301tai\u0306a"),
    (validate_region, "TW"),
    (validate_region, "001"),
    (validate_web_address, "http://www.aif.ru/politics/world/1151842"),
    (validate_web_address, "https://ru.wikisource.org/wiki/Договор"),
    (validate_doi, "10.1017/S0043887100016246"),
    (validate_isbn, "0-8014-9418-4"),
    (validate_isbn, "978-7-100-12345-7"),
    (validate_isbn, "080442957X"),
    (validate_finding_codes, "straight-quotes latin-in-cyrillic"),
    (validate_plain_text, "неприсоединение\n不结盟\tnon-alliance"),
    (validate_plain_text, "𠀀"),
]
BAD = [
    (validate_key, "Non-alliance"),
    (validate_key, "non--alliance"),
    (validate_key, "-non"),
    (validate_key, "non_alliance"),
    (validate_key, "союз"),
    (validate_key, "a" * 121),
    (validate_key, "a\n"),
    (validate_language_tag, "zh_Hans"),
    (validate_language_tag, "ZH"),
    (validate_language_tag, "Chinese"),
    (validate_latin_letters, "Zhongguo waijiao 政策"),
    (validate_latin_letters, "《Zhongguo waijiao》"),
    (validate_latin_letters, "Zhongguo，waijiao"),
    (validate_latin_letters, "Внешняя politika"),
    (validate_latin_letters, "Vneshniaia pоlitika"),  # a Cyrillic о
    (validate_latin_letters, "№ 5"),
    (validate_region, "tw"),
    (validate_web_address, "javascript:alert(1)"),
    (validate_web_address, "JaVaScRiPt://x.org/%0aalert(1)"),
    (validate_web_address, "data:text/html,x"),
    (validate_web_address, "http://"),
    (validate_web_address, "https://x.org/a b"),
    (validate_web_address, "https://x.org/\nSet-Cookie: a"),
    (validate_web_address, "http://[::1"),
    (validate_doi, "https://doi.org/10.1000/182"),
    (validate_isbn, "0-8014-9418-5"),
    (validate_isbn, "978-7-100-12345-2"),
    (validate_isbn, "12"),
    (validate_finding_codes, "straight quotes,"),
    (validate_finding_codes, "a  b"),
    (validate_plain_text, "a\x00b"),
    (validate_plain_text, "a\x7f"),
    (validate_plain_text, "\ud800"),
    (validate_plain_text, "\ufffe"),
]


@pytest.mark.parametrize(("validate", "value"), GOOD)
def test_a_good_value_passes(validate, value):
    validate(value)


@pytest.mark.parametrize(("validate", "value"), BAD)
def test_a_bad_value_is_refused(validate, value):
    with pytest.raises(ValidationError):
        validate(value)


def test_a_refusal_says_what_to_write_instead():
    with pytest.raises(ValidationError) as refusal:
        validate_web_address("javascript:alert(1)")
    assert refusal.value.messages == [
        "“javascript:alert(1)” is not a web address; it must begin with http:// or https:// and name a host."
    ]


def test_a_letter_of_another_script_is_named():
    with pytest.raises(ValidationError) as refusal:
        validate_latin_letters("Vneshniaia pоlitika")
    sentence = (
        "“о” does not belong among Latin letters; write the title as it is transliterated, such as Zhongguo waijiao "
        "zhengce or Vneshniaia politika Kitaia."
    )
    assert refusal.value.messages == [sentence]


def test_a_control_character_is_named_with_its_place():
    with pytest.raises(ValidationError) as refusal:
        validate_plain_text("союз\x00")
    assert refusal.value.messages == ["Character 5 is U+0000, which is no text; take it out."]


@pytest.mark.parametrize(
    ("written", "kept"),
    [(" союз\r\nи мир \n", "союз\nи мир"), ("и\u0306", "й"), ("е\u0308", "ё"), ("不结盟", "不结盟")],
)
def test_text_is_kept_in_one_form(written, kept):
    assert tidy(written) == kept
