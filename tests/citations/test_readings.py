"""Readings of Chinese: examples in full, and the same as pypinyin's, which is asked here and nowhere else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pypinyin
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT, RE_HANS

from citations import readings
from citations.readings import is_phrase, read, readings_of, without_tone

ROOT = Path(readings.__file__).parents[1]
SIGNS = [chr(code) for code in PINYIN_DICT]


@pytest.mark.parametrize(
    ("han", "syllables"),
    [
        ("银行行长", "yín háng háng zhǎng"),
        ("行长", "háng zhǎng"),
        ("行动", "xíng dòng"),
        ("重庆", "chóng qìng"),
        ("重要", "zhòng yào"),
        ("长江", "cháng jiāng"),
        ("成长", "chéng zhǎng"),
        ("不结盟", "bù jié méng"),
        ("女工", "nǚ gōng"),
        ("战略", "zhàn lüè"),
        ("朝代", "cháo dài"),
        ("朝阳", "zhāo yáng"),
        ("中苏友好同盟互助条约", "zhōng sū yǒu hǎo tóng méng hù zhù tiáo yuē"),
        ("𬬭", "lún"),
    ],
)
def test_read(han, syllables):
    assert [(sign, syllable) for sign, syllable in read(han)] == list(zip(han, syllables.split(), strict=True))


def test_what_is_not_chinese_stays_whole_and_has_no_reading():
    assert read("МИД КНР（外交部），\n2024年") == [
        ("МИД КНР（", ""),
        ("外", "wài"),
        ("交", "jiāo"),
        ("部", "bù"),
        ("），\n2024", ""),
        ("年", "nián"),
    ]
    assert read("") == []
    # 𰀔 is Chinese and no table has a reading for it.
    assert read("a𰀔中b") == [("a", ""), ("𰀔", ""), ("中", "zhōng"), ("b", "")]


def test_readings_of_a_character():
    assert readings_of("行") == ("xíng", "háng", "héng", "xìng", "hàng")
    assert readings_of("盟") == ("méng", "mèng", "míng")
    assert readings_of("略") == ("lüè",)
    assert readings_of("a") == readings_of("𰀔") == readings_of("\U0010ffff") == ()


def test_is_phrase():
    assert is_phrase("银行")
    assert is_phrase("层出不穷")
    assert not is_phrase("层出不")
    assert not is_phrase("穷层")
    assert not is_phrase("长")
    assert not is_phrase("")


@pytest.mark.parametrize(
    ("syllable", "plain"), [("lüè", "lüe"), ("nǚ", "nü"), ("zhōng", "zhong"), ("ê̄", "ê"), ("ế", "ê")]
)
def test_without_tone(syllable, plain):
    assert without_tone(syllable) == plain


# --- The same as pypinyin -------------------------------------------------------------


def assert_same(text):
    pieces = read(text)
    toned = [syllable or piece for piece, syllable in pieces]
    assert toned == lazy_pinyin(text, style=Style.TONE), text
    plain = [without_tone(syllable).replace("ü", "v") if syllable else piece for piece, syllable in pieces]
    assert plain == lazy_pinyin(text, style=Style.NORMAL), text


def test_every_phrase_is_read_as_pypinyin_reads_it():
    for phrase in PHRASES_DICT:
        assert is_phrase(phrase), phrase
        assert_same(phrase)


def test_every_character_is_read_as_pypinyin_reads_it():
    for sign in SIGNS:
        assert_same(sign)
        assert ",".join(readings_of(sign)) == PINYIN_DICT[ord(sign)]


def test_the_same_characters_are_chinese():
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        assert bool(readings._RUN.match(sign)[1]) == bool(RE_HANS.match(sign)), hex(code)


def test_the_seeds_are_read_as_pypinyin_reads_them():
    lines = [line for path in ROOT.glob("seeds/data/**/*.yaml") for line in path.read_text("utf-8").splitlines()]
    chinese = [line for line in lines if re.search("[\u4e00-\u9fff]", line)]
    assert len(chinese) > 1000
    for line in chinese:
        assert_same(line)


PIECES = st.one_of(
    st.sampled_from(list(PHRASES_DICT)),
    st.builds(lambda phrase, size: phrase[:size], st.sampled_from(list(PHRASES_DICT)), st.integers(1, 4)),
    st.sampled_from(SIGNS),
    st.sampled_from([sign for sign in SIGNS if sign > "\uffff"]),
    st.sampled_from(["NATO", "lǜ", "ü", "СНГ", "，", "《", "》", " ", "\n", "2024", "𰀔", "\U0002a6e5", "\ue820"]),
)


@given(st.lists(PIECES, max_size=7).map("".join))
def test_any_mixture_is_read_as_pypinyin_reads_it(text):
    assert_same(text)
    assert is_phrase(text) == (text in PHRASES_DICT)
    syllables = [one for piece, syllable in read(text) for one in ([syllable] if syllable else piece)]
    assert syllables == lazy_pinyin(text, style=Style.TONE, errors=list)
    assert [syllable for _, syllable in read(text) if syllable] == lazy_pinyin(text, Style.TONE, errors="ignore")


# --- Where the tables are -------------------------------------------------------------


def test_tables_are_where_they_are_expected():
    folder = Path(find_spec("pypinyin").origin).parent
    assert pypinyin.__version__.startswith("0.55.")
    phrases = json.loads((folder / "phrases_dict.json").read_text("utf-8"))
    assert phrases["银行"] == [["yín"], ["háng"]]
    assert len(phrases) > 47_000
    characters = json.loads((folder / "pinyin_dict.json").read_text("utf-8"))
    assert characters[str(ord("略"))] == "lüè"
    assert len(characters) > 41_000


@pytest.mark.parametrize(
    ("characters", "phrases", "name", "why"),
    [
        (None, None, "pinyin_dict.json", "No such file or directory"),
        ('{"38134": "yín"', None, "pinyin_dict.json", "Expecting"),
        ('["38134", "yín"]', None, "pinyin_dict.json", "Expecting"),
        ('{"银": "yín"}', None, "pinyin_dict.json", "invalid literal"),
        ('{"38134": ["yín"]}', None, "pinyin_dict.json", "no attribute 'split'"),
        ('{"38134": "yín"}', None, "phrases_dict.json", "No such file or directory"),
        ('{"38134": "yín"}', '{"银行": ["yín", "háng"]}', "phrases_dict.json", "银行: ['yín', 'háng']"),
        ('{"38134": "yín"}', '{"银行": [["yín"]]}', "phrases_dict.json", "银行: [['yín']]"),
        ('{"38134": "yín"}', '{"银行": [["yín"], []]}', "phrases_dict.json", "list index out of range"),
    ],
)
def test_tables_of_another_shape_are_refused(tmp_path, monkeypatch, characters, phrases, name, why):
    for file, text in (("pinyin_dict.json", characters), ("phrases_dict.json", phrases)):
        if text is not None:
            (tmp_path / file).write_text(text, encoding="utf-8")
    monkeypatch.setattr(readings, "find_spec", lambda package: SimpleNamespace(origin=str(tmp_path / "__init__.py")))
    with pytest.raises(RuntimeError) as refused:
        readings._tables.__wrapped__()
    assert str(refused.value).startswith(f"{tmp_path / name} is not the table that pypinyin 0.55 has there: ")
    assert why in str(refused.value)


def test_pypinyin_is_never_imported():
    code = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
from citations import readings
assert "django" not in sys.modules
assert readings._tables.cache_info().currsize == 0
import django
django.setup()
from citations.exchange.described import latin
from citations.search.chinese import palladius_syllables, readings as syllables
from glossary.transcription import to_palladius, to_pinyin
assert readings._tables.cache_info().currsize == 0
assert syllables("银行") == ("yin", "hang")
assert palladius_syllables()["хуэй"] == "hui"
assert to_pinyin("银行") == "yínháng"
assert to_palladius("银行") == "иньхан"
assert latin("银行") == "yin hang"
assert not [name for name in sys.modules if name.startswith("pypinyin")]
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stderr == ""
    assert done.returncode == 0
