"""What GB/T 7714 makes of the words printed on a work."""

from __future__ import annotations

import pytest

from citations.citing import gb_t_values as values


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        ("", ""), ("3", "3"), ("第3期", "3"), ("第三期", "3"), ("十二期", "12"), ("第二十卷", "20"), ("3版", "3"),
        ("第A3版", "A3"), ("№ 3", "3"), ("№3–4", "3–4"), ("No. 2", "2"), ("Vol. 57", "57"), ("т. 60", "60"),
        ("С. 36–44", "36–44"), ("pp. 36-44", "36-44"), ("第36—44页", "36—44"), ("增刊2", "增刊2"), ("S1", "S1"),
        ("第1版自序", "第1版自序"), ("扉页", "扉页"), ("序2-3", "序2-3"), ("giad067", "giad067"), ("вып. 3", "вып. 3"),
    ],
)  # fmt: skip
def test_a_number_without_the_word_that_counts_it(printed, bare):
    assert values.bare(printed) == bare


@pytest.mark.parametrize(
    ("printed", "combined"),
    [
        ("5-6", "5/6"), ("№ 5–6", "5/6"), ("8-10", "8/9/10"), ("5/6", "5/6"), ("3", "3"), ("1-52", "1-52"),
        ("增刊2", "增刊2"), ("6-5", "6-5"), ("4 (50)", "4 (50)"),
    ],
)  # fmt: skip
def test_issues_that_came_out_as_one(printed, combined):
    assert values.combined(printed) == combined


@pytest.mark.parametrize(
    ("printed", "language", "edition"),
    [
        ("3", "zh-Hans", "3 版"), ("第3版", "zh-Hans", "3 版"), ("第三版", "zh-Hans", "3 版"),
        ("第十二版", "zh", "12 版"), ("第一版", "zh-Hans", ""), ("1", "zh-Hans", ""), ("新1版", "zh-Hans", "新1版"),
        ("2020 版", "zh-Hans", "2020 版"),
        ("明刻本", "zh-Hans", "明刻本"), ("修订版", "zh-Hans", "修订版"), ("5", "en", "5th ed."),
        ("Fifth edition", "en", "5th ed."), ("2nd", "en", "2nd ed."), ("3rd edition", "en", "3rd ed."),
        ("1st ed.", "en", ""), ("Revised edition", "en", "Rev. ed."), ("rev. ed.", "en", "Rev. ed."),
        ("Student edition", "en", "Student edition"), ("3-е изд.", "ru", "3-е изд."), ("2-е издание", "ru", "2-е изд."),
        ("1-е изд.", "ru", ""), ("2-е изд., испр. и доп.", "ru", "2-е изд., испр. и доп."),
    ],
)  # fmt: skip
def test_editions(printed, language, edition):
    assert values.edition(printed, language) == edition


@pytest.mark.parametrize(
    ("printed", "language", "name"),
    [
        ("（明）李时珍", "zh-Hans", "李时珍"), ("[瑞士]伊迪斯·乔纳斯", "zh-Hans", "乔纳斯"),
        ("（美）S.昂温", "zh-Hans", "昂温"), ("（日）丸山敏秋", "zh-Hans", "丸山敏秋"),
        ("阿卜杜热扎克·铁木尔", "zh-Hans", "阿卜杜热扎克·铁木尔"), ("（课题组）", "zh-Hans", "（课题组）"),
        ("[U.S.] Smith", "en", "[U.S.] Smith"),
    ],
)  # fmt: skip
def test_names_without_dynasty_and_country(printed, language, name):
    assert values.name_without_origin(printed, language) == name


@pytest.mark.parametrize(
    ("title", "wide"),
    [
        ("Wiener Hitze: architecture and storytelling", "Wiener Hitze：architecture and storytelling"),
        ("Россия и Китай : союз", "Россия и Китай：союз"), ("中国外交:理论与实践", "中国外交：理论与实践"),
        ("许振超: “好好干”", "许振超：“好好干”"), ("China 2020: a survey", "China 2020：a survey"),
        ("ISO 21378:2019 Audit data", "ISO 21378:2019 Audit data"), ("地图 1: 25 000", "地图 1: 25 000"),
        ("Политика: XXI", "Политика：XXI"), ("3:10 to Yuma", "3:10 to Yuma"),
    ],
)  # fmt: skip
def test_the_sign_before_other_title_information(title, wide):
    assert values.wide_colons(title) == wide
