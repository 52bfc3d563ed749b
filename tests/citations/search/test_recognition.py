"""Recognition: which records a text names, and where."""

import pytest

from citations.search import commands
from citations.search.analysis import Label
from citations.search.index import Document
from citations.search.recognition import TextRefused, is_form_of, recognise

pytestmark = pytest.mark.django_db


def named(text, **options):
    spans = recognise(text, **options)
    assert all(text[span.start : span.end] == span.text for span in spans)
    return [(span.text, [record.key for record in span.records]) for span in spans]


def test_russian(small_index):
    text = (
        "Политика неприсоединения к союзам не мешает стратегическому партнёрству. На островах и рынках шёл обмен; "
        "правые партии говорили о праве, мировые державы о многополярном мире. Встреча с Лавровым в Грузии. "
        "Воз и ныне там, а ВОЗ — нет."
    )
    assert named(text) == [
        ("неприсоединения к союзам", ["non-alliance"]),
        ("стратегическому партнёрству", ["strategic-partnership"]),
        ("островах", ["island"]),
        ("рынках", ["market"]),
        ("обмен", ["exchange"]),
        ("праве", ["law"]),
        ("многополярном мире", ["multipolar-world"]),
        ("Лавровым", ["lavrov"]),
        ("Грузии", ["georgia"]),
        ("ВОЗ", ["who"]),
    ]


def test_chinese_in_either_script_without_word_boundaries(small_index):
    assert named("中俄堅持不結盟原則，習近平談戰略夥伴關係和和平共处五项原则。") == [
        ("不結盟", ["non-alliance"]),
        ("習近平", ["xi-jinping"]),
        ("戰略夥伴關係", ["strategic-partnership"]),
        ("和平共处五项原则", ["five-principles"]),
    ]


def test_english_and_case(small_index):
    assert named("Who asked WHO about Non Alliance, nonalliance and strategic\npartnerships?") == [
        ("WHO", ["who"]),
        ("Non Alliance", ["non-alliance"]),
        ("nonalliance", ["non-alliance"]),
        ("strategic\npartnerships", ["strategic-partnership"]),
    ]


def test_longest_match_first(small_index):
    assert named("和平共处") == [("和平共处", ["peaceful-coexistence"])]
    assert named("和平共处五项原则") == [("和平共处五项原则", ["five-principles"])]


def test_hyphens_that_the_name_lacks(small_index):
    assert named("В много-полярном мире, in a multi‑polar world, non-alliance and inter-agency groups") == [
        ("много-полярном мире", ["multipolar-world"]),
        ("multi‑polar world", ["multipolar-world"]),
        ("non-alliance", ["non-alliance"]),
        ("inter-agency groups", ["agency"]),
    ]
    assert named("обмен-рынок") == [("обмен", ["exchange"]), ("рынок", ["market"])]


def test_the_singular_of_a_name_in_the_plural(small_index):
    for key, name in (("internal", "Внутренние противоречия"), ("campaigns", "Кампании")):
        small_index.write(Document("term", key, [Label("ru", name)]))
    assert named("Внутреннее противоречие кампаний; внутренних противоречий, внутренним противоречием.") == [
        ("Внутреннее противоречие", ["internal"]),
        ("кампаний", ["campaigns"]),
        ("внутренних противоречий", ["internal"]),
        ("внутренним противоречием", ["internal"]),
    ]


def test_places_are_code_points(small_index):
    (span,) = recognise("𠀀🙂 «Шанхайского духа»")
    assert (span.start, span.end, span.text) == (4, 20, "Шанхайского духа")


def test_a_sentence_ends_a_name(small_index):
    assert named("Это многополярный. Мир велик.") == []


def test_single_characters_only_when_asked_for(small_index):
    assert named("盐很贵") == []
    assert named("盐很贵", shortest_han=1) == [("盐", ["salt"])]


def test_narrowed(small_index):
    assert named("习近平谈不结盟", kinds=["person"]) == [("习近平", ["xi-jinping"])]
    assert named("不结盟 non-alliance", language="en") == [("non-alliance", ["non-alliance"])]
    assert named("不结盟", facets={"status": "draft"}) == []


def test_two_records_of_one_name_are_both_told(small_index):
    small_index.write(Document("term", "alliance-2", [Label("zh-Hans", "不结盟")]))
    assert named("不结盟") == [("不结盟", ["alliance-2", "non-alliance"])]


@pytest.mark.parametrize("text", ["", " ", "\x00\x00", "不" * 100_000, "а " * 50_000, "\n" * 1000, "«" * 1000])
def test_odd_texts_name_nothing(small_index, text):
    assert named(text) == []


def test_a_longer_text_is_refused(small_index):
    with pytest.raises(TextRefused, match=r"The text has 100001 characters; at most 100000 are allowed."):
        recognise("а" * 100_001)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("неприсоединению к союзам", True),
        ("不結盟", True),
        ("Non Alliance", True),
        ("nonalliance", True),
        ("присоединение к союзам", False),
        ("结盟", False),
        ("", False),
    ],
)
def test_is_form_of(form, expected):
    labels = [Label("ru", "Неприсоединение к союзам"), Label("zh-Hans", "不结盟"), Label("en", "non-alliance")]
    assert is_form_of(form, labels) is expected


def test_the_command_lists_what_a_file_names(small_index, tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("О шанхайском духе и\nнеприсоединении к союзам", encoding="utf-8")
    lines = []
    assert commands.recognize(path, lines.append, equivalents=lambda kind, key: key.upper()) == 2
    assert lines == [
        "2\t17\tшанхайском духе\tterm:shanghai-spirit\tSHANGHAI-SPIRIT",
        "20\t44\tнеприсоединении к союзам\tterm:non-alliance\tNON-ALLIANCE",
    ]
