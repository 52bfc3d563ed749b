"""Chinese readings, pinyin, Palladius, Taiwan words."""

import pytest

from citations.search.chinese import (
    SYLLABLES,
    loose,
    mainland_words,
    nearly_pinyin,
    palladius_syllables,
    readings,
    split_palladius,
    split_pinyin,
    surname_readings,
)
from citations.search.folding import fold


@pytest.mark.parametrize(
    ("han", "syllables"),
    [("不结盟", "bu jie meng"), ("银行", "yin hang"), ("女工", "nu gong"), ("习近平", "xi jin ping"), ("略", "lue")],
)
def test_readings(han, syllables):
    assert " ".join(readings(han)) == syllables


def test_surnames_have_readings_of_their_own():
    assert surname_readings("曾庆红") == ("zeng", "qing", "hong")
    assert surname_readings("习近平") is None


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("bujiemeng", (["bu", "jie", "meng"], "")),
        ("Bù jiéméng", (["bu", "jie", "meng"], "")),
        ("bu4jie2meng2", (["bu", "jie", "meng"], "")),
        ("nǚgōng", (["nu", "gong"], "")),
        ("lvxing", (["lu", "xing"], "")),
        ("guoj", (["guo"], "j")),
        ("Xī'ān", (["xian"], "")),
    ],
)
def test_split_pinyin(typed, first):
    assert split_pinyin(fold(typed))[0] == first


def test_split_pinyin_gives_every_way():
    assert (["xi", "an"], "") in split_pinyin("xian")
    assert (["fan", "gan"], "") in split_pinyin("fangan")
    assert split_pinyin("communication") == []


@pytest.mark.parametrize(
    ("typed", "syllables"),
    [
        ("Си Цзиньпин", "xi jin ping"),
        ("Си Цзиньпина", "xi jin ping"),
        ("Сианю", "xi an"),
        ("Цинь Ганом", "qin gang"),
        ("Ли Хуэя", "li hui"),
        ("Чжэн Юнняня", "zheng yong nian"),
        ("Фэн Шаолэю", "feng shao lei"),
        ("Ден Сяопин", "deng xiao ping"),
        ("Дэн Сяопином", "deng xiao ping"),
    ],
)
def test_split_palladius(typed, syllables):
    assert syllables.split() in split_palladius(fold(typed))


def test_palladius_refuses_other_words():
    assert split_palladius("лавров") == []


def test_every_syllable_has_a_palladius_spelling():
    assert set(palladius_syllables().values()) == SYLLABLES - {"yo"}


@pytest.mark.parametrize(
    ("palladius", "syllable"),
    [
        ("цзян", "jiang"), ("цзянь", "jian"), ("жи", "ri"), ("юй", "yu"), ("ю", "you"), ("эр", "er"), ("ло", "luo"),
        ("хуэй", "hui"), ("хой", "hui"), ("до", "duo"), ("дуо", "duo"), ("чжо", "zhuo"), ("лу", "lu"), ("люй", "lu"),
        ("нюй", "nu"), ("люэ", "lue"), ("люе", "lue"), ("дэн", "deng"), ("ден", "deng"), ("ян", "yang"), ("йо", None),
    ],
)  # fmt: skip
def test_palladius_syllables(palladius, syllable):
    assert palladius_syllables().get(palladius) == syllable


@pytest.mark.parametrize(("text", "mainland"), [("網路", "网络"), ("网路", "网络"), ("查德", "乍得"), ("檔案", "文件")])
def test_mainland_words(text, mainland):
    assert mainland in mainland_words(text)


def test_mainland_words_says_nothing_of_mainland_words():
    assert mainland_words("不结盟") == []


def test_loose_and_nearly():
    assert loose("zhongguo") == loose("zonguo") == "zonuo"
    assert nearly_pinyin("maaixiya") == ["ma", "ai", "xi", "ya"]
