"""A form as it stands is recognised as a designation, and nothing else is."""

import pytest

from citations.search.analysis import Label
from citations.search.recognition import is_form_of


@pytest.mark.parametrize(
    ("form", "designation"),
    [
        ("неприсоединения к союзам", "неприсоединение к союзам"),
        ("политике неприсоединения к союзам", "неприсоединение к союзам"),
        ("Договор о дружбе, союзе и взаимной помощи", "взаимная помощь"),
        ("всеобъемлющего партнёрства", "всеобъемлющее партнерство"),
        ("добрососедстве", "добрососедство"),
        ("不結盟", "不结盟"),
        ("中蘇友好同盟條約", "同盟"),
        ("China’s non-alliances", "non-alliance"),
        ("nonalliance", "non-alliance"),
        ("Non-Alliance policy", "non-alliance"),
        ("winwin", "win-win"),
        ("balances of power", "balance of power"),
        ("common-interest", "common interests"),
        ("The Treaty, its ratification", "ratification"),
        ("G-20", "G20"),
        ("NATO", "Nato"),
        ("question of the borders", "border questions"),
        ("международную систему", "международная система"),
        ("с холодной войной", "холодная война"),
        ("подъёму Китая", "подъём Китая"),
        ("третьего государства", "третье государство"),
        ("multi-polar world", "multipolar world"),
        ("внутреннее противоречие", "внутренние противоречия"),
        ("противоречия", "противоречие"),
    ],
)
def test_form_is_recognised(form, designation):
    assert is_form_of(form, [Label("", "другое"), Label("", designation)])


@pytest.mark.parametrize(
    ("form", "designation"),
    [
        ("союз", "неприсоединение к союзам"),
        ("нейтралитета", "союз"),
        ("结盟", "不结盟"),
        ("盟同", "同盟"),
        ("alliance", "non-alliance"),
        ("totally", "ally"),
        ("同盟", "alliance"),
        ("alliance", "同盟"),
        ("правых", "право"),
        ("", "союз"),
        ("союз", "—"),
    ],
)
def test_other_words_are_not_recognised(form, designation):
    assert not is_form_of(form, [Label("", "другое"), Label("", designation)])


def test_only_labels_in_the_language_asked_for_count():
    labels = [Label("ru", "союз"), Label("zh-Hans", "同盟")]
    assert is_form_of("союзом", labels, "ru")
    assert not is_form_of("союзом", labels, "zh-Hans")
    assert is_form_of("中蘇友好同盟", labels, "zh-Hans")
