"""What makes two spellings one."""

import pytest

from citations.search.folding import SIMPLIFIED_FORM, fold, join_tokens, tokens_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Неприсоедине́ние", "неприсоединение"),
        ("Ёлка и Йод", "елка и йод"),
        ("不結盟", "不结盟"),
        ("羣眾裏臺灣", "群众里台湾"),
        ("Реcпубликa", "республика"),
        ("KRÁLOVÉ", "kralove"),
        ("Côte d’Ivoire", "cote divoire"),
        ("Velʹdjuhov", "veldjuhov"),
        ("Русско–китайский", "русско-китайский"),
        ("肯尼思·华尔兹", "肯尼思 华尔兹"),
        ("ＳＣＯ　２０", "sco 20"),
        ("Straße Ørsted", "strasse orsted"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded
    assert fold(folded) == folded


def test_characters_fold_one_by_one_and_once():
    assert len(SIMPLIFIED_FORM) == 4129
    assert not set(SIMPLIFIED_FORM) & set(SIMPLIFIED_FORM.values())
    assert fold("後續行動") == fold("後") + fold("續") + fold("行") + fold("動")


def test_tokens_are_words_and_single_characters():
    assert tokens_of("cfa 法郎 beac, русско-китайский") == ["cfa", "法", "郎", "beac", "русско", "китайский"]
    assert join_tokens(["cfa", "法", "郎", "beac"]) == "cfa 法郎 beac"
