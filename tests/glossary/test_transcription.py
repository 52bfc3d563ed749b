"""Traditional characters, pinyin and Palladius: tables of examples, expected in full."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from citations.palladius import SYLLABLES
from citations.readings import without_tone
from glossary import _lexicon, transcription
from glossary.transcription import (
    name_to_palladius,
    name_to_pinyin,
    to_palladius,
    to_pinyin,
    to_traditional,
)

TRADITIONAL = [
    ("战略伙伴关系", "戰略夥伴關係"),
    ("战略协作伙伴关系", "戰略協作夥伴關係"),
    ("全天候战略合作伙伴关系", "全天候戰略合作夥伴關係"),
    ("制裁", "制裁"),
    ("单边制裁", "單邊制裁"),
    ("制造业", "製造業"),
    ("发展", "發展"),
    ("头发", "頭髮"),
    ("干涉", "干涉"),
    ("不干涉内政", "不干涉內政"),
    ("干部", "幹部"),
    ("干旱", "乾旱"),
    ("之后", "之後"),
    ("皇后", "皇后"),
    ("这里", "這裡"),
    ("公里", "公里"),
    ("里程碑", "里程碑"),
    ("台湾", "臺灣"),
    ("台风", "颱風"),
    ("关系", "關係"),
    ("联系", "聯繫"),
    ("体系", "體系"),
    ("系统", "系統"),
    ("人民群众", "人民群眾"),
    ("为人民服务", "為人民服務"),
    ("上海合作组织峰会", "上海合作組織峰會"),
    ("韬光养晦", "韜光養晦"),
    ("一个中国原则", "一個中國原則"),
    ("保持克制", "保持克制"),
    ("攻克难关", "攻克難關"),
    ("市场准入", "市場准入"),
    ("国际准则", "國際準則"),
    ("批准条约", "批准條約"),
    ("公布条约", "公布條約"),
    ("复辟", "復辟"),
    ("复杂", "複雜"),
    ("答复", "答覆"),
    ("征服", "征服"),
    ("特征", "特徵"),
    ("历史", "歷史"),
    ("日历", "日曆"),
    ("干净", "乾淨"),
    ("斗争", "鬥爭"),
    ("北斗", "北斗"),
    ("游说", "遊說"),
    ("周边外交", "周邊外交"),
    ("周年", "週年"),
    ("布列斯特和约", "布列斯特和約"),
    ("范仲淹", "范仲淹"),
    ("于洪君", "于洪君"),
    ("王世杰", "王世傑"),
    ("中华民国和苏维埃社会主义共和国联邦友好同盟条约", "中華民國和蘇維埃社會主義共和國聯邦友好同盟條約"),
    ("关于中俄相互关系基础的联合声明", "關於中俄相互關係基礎的聯合聲明"),
    ("《上海合作组织宪章》（2002年）", "《上海合作組織憲章》（2002年）"),
    ("信息", "信息"),
]

PINYIN = [
    # the division of words
    ("战略", "zhànlüè"),
    ("战略伙伴关系", "zhànlüè huǒbàn guānxì"),
    ("战略协作伙伴关系", "zhànlüè xiézuò huǒbàn guānxì"),
    ("全面战略协作伙伴关系", "quánmiàn zhànlüè xiézuò huǒbàn guānxì"),
    ("不结盟", "bù jiéméng"),
    ("不对抗", "bù duìkàng"),
    ("不针对第三国", "bù zhēnduì dì-sān guó"),
    ("结伴而不结盟", "jiébàn ér bù jiéméng"),
    ("和平共处五项原则", "hépíng gòngchǔ wǔ xiàng yuánzé"),
    ("互不侵犯", "hù bù qīnfàn"),
    ("互不干涉内政", "hù bù gānshè nèizhèng"),
    ("平等互利", "píngděng hùlì"),
    ("和平等互利", "hé píngděng hùlì"),
    ("多极化", "duōjíhuà"),
    ("国际关系民主化", "guójì guānxì mínzhǔhuà"),
    ("单边主义", "dānbiān zhǔyì"),
    ("霸权主义和强权政治", "bàquán zhǔyì hé qiángquán zhèngzhì"),
    ("发展中国家", "fāzhǎn zhōng guójiā"),
    ("人类命运共同体", "rénlèi mìngyùn gòngtóngtǐ"),
    ("新型国际关系", "xīnxíng guójì guānxì"),
    ("以合作共赢为核心", "yǐ hézuò gòngyíng wéi héxīn"),
    ("为和平服务", "wèi hépíng fúwù"),
    ("永不为敌", "yǒng bù wéi dí"),
    ("可持续安全", "kěchíxù ānquán"),
    ("反弹道导弹", "fǎndàndào dǎodàn"),
    ("非政府组织", "fēizhèngfǔ zǔzhī"),
    ("缔约国", "dìyuēguó"),
    ("中小学", "zhōng-xiǎoxué"),
    ("各国", "gè guó"),
    ("一国两制", "yī guó liǎng zhì"),
    ("百年未有之大变局", "bǎinián wèi yǒu zhī dà biànjú"),
    ("逐步地推进", "zhúbù de tuījìn"),
    # readings
    ("和平共处", "hépíng gòngchǔ"),
    ("秘书处", "mìshūchù"),
    ("银行行长", "yínháng hángzhǎng"),
    ("增长", "zēngzhǎng"),
    ("长期", "chángqī"),
    ("重要", "zhòngyào"),
    ("重申", "chóngshēn"),
    ("会计", "kuàijì"),
    ("会谈", "huìtán"),
    ("归还", "guīhuán"),
    ("还是", "háishì"),
    ("获得", "huòdé"),
    ("参与", "cānyù"),
    ("参差", "cēncī"),
    ("供应", "gōngyìng"),
    ("强迫", "qiǎngpò"),
    ("量子", "liàngzǐ"),
    ("弹劾", "tánhé"),
    # no sandhi
    ("一致", "yīzhì"),
    ("一贯", "yīguàn"),
    ("进一步", "jìnyībù"),
    ("一个中国原则", "yī gè Zhōngguó yuánzé"),
    ("不断", "bùduàn"),
    # set phrases
    ("韬光养晦", "tāoguāng-yǎnghuì"),
    ("求同存异", "qiútóng-cúnyì"),
    ("层出不穷", "céngchū-bùqióng"),
    ("风平浪静", "fēngpíng-làngjìng"),
    ("有所作为", "yǒusuǒ-zuòwéi"),
    ("总而言之", "zǒng'éryánzhī"),
    ("名副其实", "míngfùqíshí"),
    ("众所周知", "zhòngsuǒzhōuzhī"),
    ("势不两立", "shìbùliǎnglì"),
    ("与时俱进", "yǔshí-jùjìn"),
    ("共产主义", "gòngchǎn zhǔyì"),
    # proper names
    ("上海精神", "Shànghǎi jīngshén"),
    ("上海合作组织", "Shànghǎi Hézuò Zǔzhī"),
    ("中华人民共和国", "Zhōnghuá Rénmín Gònghéguó"),
    ("联合国安全理事会", "Liánhéguó Ānquán Lǐshìhuì"),
    ("丝绸之路", "Sīchóu zhī Lù"),
    ("一带一路", "Yīdài Yīlù"),
    ("俄罗斯联邦", "Éluósī Liánbāng"),
    ("中俄关系", "Zhōng-É guānxì"),
    ("中国人", "Zhōngguórén"),
    ("俄语", "Éyǔ"),
    ("对华政策", "duì Huá zhèngcè"),
    ("西安", "Xī'ān"),
    ("天安门", "Tiān'ānmén"),
    ("钓鱼岛", "Diàoyú Dǎo"),
    ("湖北省", "Húběi Shěng"),
    ("台湾海峡", "Táiwān Hǎixiá"),
    ("鸭绿江", "Yālù Jiāng"),
    ("内蒙古", "Nèi Měnggǔ"),
    ("加里宁格勒", "Jiālǐnínggélè"),
    ("弗拉基米尔·普京", "Fúlājīmǐ'ěr Pǔjīng"),
    ("习近平新时代中国特色社会主义思想", "Xí Jìnpíng xīn shídài Zhōngguó tèsè shèhuì zhǔyì sīxiǎng"),
    ("中苏友好同盟互助条约", "Zhōng-Sū Yǒuhǎo Tóngméng Hùzhù Tiáoyuē"),
    ("中国退出条约", "Zhōngguó tuìchū tiáoyuē"),
    (
        "关于中华人民共和国和俄罗斯联邦相互关系基础的联合声明",
        "guānyú Zhōnghuá Rénmín Gònghéguó hé Éluósī Liánbāng xiānghù guānxì jīchǔ de liánhé shēngmíng",
    ),
    # numbers
    ("二十一世纪", "èrshíyī shìjì"),
    ("第十三条", "dì-shísān tiáo"),
    ("第三方", "dì-sān fāng"),
    ("五百零三", "wǔbǎi líng sān"),
    ("二〇〇一年", "èr líng líng yī nián"),
    ("光绪二十二年四月二十二日", "Guāngxù èrshí'èr nián sì yuè èrshí'èr rì"),
]

PALLADIUS_NAMES = [
    ("习", "近平", "Си Цзиньпин"),
    ("郑", "羽", "Чжэн Юй"),
    ("阎", "学通", "Янь Сюэтун"),
    ("冯", "绍雷", "Фэн Шаолэй"),
    ("张", "文木", "Чжан Вэньму"),
    ("曲", "星", "Цюй Син"),
    ("洪", "磊", "Хун Лэй"),
    ("王", "毅", "Ван И"),
    ("李", "鸿章", "Ли Хунчжан"),
    ("江", "泽民", "Цзян Цзэминь"),
    ("胡", "锦涛", "Ху Цзиньтао"),
    ("周", "恩来", "Чжоу Эньлай"),
    ("毛", "泽东", "Мао Цзэдун"),
    ("王", "世杰", "Ван Шицзе"),
    ("邓", "小平", "Дэн Сяопин"),
    ("刘", "少奇", "Лю Шаоци"),
    ("朱", "镕基", "Чжу Жунцзи"),
    ("温", "家宝", "Вэнь Цзябао"),
    ("李", "克强", "Ли Кэцян"),
    ("彭", "丽媛", "Пэн Лиюань"),
    ("钱", "其琛", "Цянь Цичэнь"),
    ("杨", "洁篪", "Ян Цзечи"),
    ("戴", "秉国", "Дай Бинго"),
    ("赵", "华胜", "Чжао Хуашэн"),
    ("王", "缉思", "Ван Цзисы"),
    ("于", "洪君", "Юй Хунцзюнь"),
    ("华", "国锋", "Хуа Гофэн"),
    ("曾", "国藩", "Цзэн Гофань"),
    ("宋", "子文", "Сун Цзывэнь"),
    ("顾", "维钧", "Гу Вэйцзюнь"),
    ("郭", "沫若", "Го Можо"),
    ("薄", "熙来", "Бо Силай"),
    ("李", "登辉", "Ли Дэнхуэй"),
    ("蔡", "英文", "Цай Инвэнь"),
    ("江", "永安", "Цзян Юнъань"),
    ("陈", "中一", "Чэнь Чжунъи"),
    ("谢", "文艾", "Се Вэньай"),
    # surnames read otherwise
    ("解", "振华", "Се Чжэньхуа"),
    ("任", "正非", "Жэнь Чжэнфэй"),
    ("单", "霁翔", "Шань Цзисян"),
    ("仇", "英", "Цю Ин"),
    ("曾", "庆红", "Цзэн Цинхун"),
    ("查", "良镛", "Чжа Лянъюн"),
    ("盖", "叫天", "Гэ Цзяотянь"),
    ("区", "伯平", "Оу Бопин"),
    ("肖", "扬", "Сяо Ян"),
    ("葛", "红林", "Гэ Хунлинь"),
    # compound and double ones
    ("欧阳", "修", "Оуян Сю"),
    ("司马", "迁", "Сыма Цянь"),
    ("诸葛", "亮", "Чжугэ Лян"),
    ("令狐", "冲", "Линху Чун"),
    ("张王", "淑芳", "Чжан-Ван Шуфан"),
    # established otherwise
    ("蒋", "介石", "Чан Кайши"),
    ("蒋", "经国", "Цзян Цзинго"),
    ("孙", "中山", "Сунь Ятсен"),
    ("孙", "逸仙", "Сунь Ятсен"),
    ("鲁", "迅", "Лу Синь"),
]

PALLADIUS = [
    ("北京", "Пекин"),
    ("南京", "Нанкин"),
    ("香港", "Гонконг"),
    ("澳门", "Макао"),
    ("台湾", "Тайвань"),
    ("上海", "Шанхай"),
    ("广州", "Гуанчжоу"),
    ("天津", "Тяньцзинь"),
    ("重庆", "Чунцин"),
    ("沈阳", "Шэньян"),
    ("长春", "Чанчунь"),
    ("哈尔滨", "Харбин"),
    ("旅顺", "Люйшунь"),
    ("安徽", "Аньхуэй"),
    ("黑龙江", "Хэйлунцзян"),
    ("新疆", "Синьцзян"),
    ("乌鲁木齐", "Урумчи"),
    # ъ: after -н, not after -нь, not between vowels
    ("长安", "Чанъань"),
    ("圆明园", "Юаньминъюань"),
    ("延安", "Яньань"),
    ("天安门", "Тяньаньмэнь"),
    ("西安", "Сиань"),
    ("东亚", "Дунъя"),
    ("沈阳", "Шэньян"),
    ("南宁", "Наньнин"),
    ("中午", "чжунъу"),
    ("朋友", "пэнъю"),
    ("中央", "чжунъян"),
    # pinyin writes two words, Russian one
    ("黄河", "Хуанхэ"),
    ("珍宝岛", "Чжэньбаодао"),
    ("台湾海峡", "Тайвань хайся"),
    ("上海精神", "Шанхай цзиншэнь"),
    ("上海合作组织", "Шанхай хэцзо цзучжи"),
    ("中国共产党", "Чжунго гунчаньдан"),
    ("韬光养晦", "таогуан янхуэй"),
    ("战略协作伙伴关系", "чжаньлюэ сецзо хобань гуаньси"),
    ("孔子", "Конфуций"),
    ("王道", "вандао"),
    ("女儿", "нюйэр"),
    ("习近平", "Си Цзиньпин"),
    ("中俄", "Чжун-Э"),
    ("第三国", "ди-сань го"),
    ("《孙子》", "«Сунь-цзы»"),
]

TEXTS = [
    # text, pinyin, Palladius
    ("", "", ""),
    ("TBX标准2.0版", "TBX biāozhǔn 2.0 bǎn", "TBX бяочжунь 2.0 бань"),
    ("G20峰会", "G20 fēnghuì", "G20 фэнхуэй"),
    ("2001年7月16日", "2001 nián 7 yuè 16 rì", "2001 нянь 7 юэ 16 жи"),
    ("Путин и Россия", "Путин и Россия", "Путин и Россия"),
    ("China’s policy (3,000 words)", "China’s policy (3,000 words)", "China’s policy (3,000 words)"),
    ("增长５０％", "zēngzhǎng 50%", "цзэнчжан 50%"),
    ("共同、综合、合作", "gòngtóng, zōnghé, hézuò", "гунтун, цзунхэ, хэцзо"),
    ("和平/发展", "hépíng/fāzhǎn", "хэпин/фачжань"),
    ("和平——发展", "hépíng — fāzhǎn", "хэпин — фачжань"),
    (
        "“上海精神”、“一带一路”（倡议）",
        "“Shànghǎi jīngshén”, “Yīdài Yīlù” (chàngyì)",
        "«Шанхай цзиншэнь», «Идай илу» (чанъи)",
    ),
    ("《宪章》第一条", "“xiànzhāng” dì-yī tiáo", "«сяньчжан» ди-и тяо"),
    ("中国坚持不结盟。", "Zhōngguó jiānchí bù jiéméng.", "Чжунго цзяньчи бу цземэн."),
    ("为什么？和平！", "Wèishénme? Hépíng!", "вэйшэньмэ? хэпин!"),
]


@pytest.mark.parametrize(("simplified", "traditional"), TRADITIONAL)
def test_traditional(simplified, traditional):
    assert to_traditional(simplified) == traditional


# OpenCC's phrases are keyed in Simplified: it takes the 辟 of 復辟 for a simplified 闢.
@pytest.mark.parametrize("traditional", [form for _, form in TRADITIONAL if form != "復辟"])
def test_what_is_traditional_stays(traditional):
    assert to_traditional(traditional) == traditional


def test_traditional_leaves_other_scripts_alone():
    assert to_traditional("") == ""
    assert to_traditional("Путин, Putin, 2001; 国") == "Путин, Putin, 2001; 國"


def test_opencc_reads_its_own_files_not_those_of_the_current_directory(tmp_path, monkeypatch):
    for name in ("s2tw", "s2tw.json", "STPhrases.ocd2", "STCharacters.ocd2", "TWVariants.ocd2"):
        (tmp_path / name).write_text("not OpenCC's", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    transcription._opencc.cache_clear()
    assert to_traditional("台湾群众") == "臺灣群眾"


@pytest.mark.parametrize(("chinese", "pinyin"), PINYIN)
def test_pinyin(chinese, pinyin):
    assert to_pinyin(chinese) == pinyin


@pytest.mark.parametrize(
    ("family", "given", "pinyin"),
    [
        ("习", "近平", "Xí Jìnpíng"),
        ("周", "恩来", "Zhōu Ēnlái"),
        ("江", "永安", "Jiāng Yǒng'ān"),
        ("刘", "少奇", "Liú Shàoqí"),
        ("吕", "律", "Lǚ Lǜ"),
        ("解", "振华", "Xiè Zhènhuá"),
        ("单", "霁翔", "Shàn Jìxiáng"),
        ("诸葛", "亮", "Zhūgě Liàng"),
        ("张王", "淑芳", "Zhāng-Wáng Shūfāng"),
        ("普京", "弗拉基米尔", "Pǔjīng Fúlājīmǐ'ěr"),
        ("郑", "和", "Zhèng Hé"),
        ("", "近平", "Jìnpíng"),
        ("习", "", "Xí"),
        ("", "", ""),
        ("Putin", "Vladimir", "Putin Vladimir"),
    ],
)
def test_pinyin_of_a_name(family, given, pinyin):
    assert name_to_pinyin(family, given) == pinyin


@pytest.mark.parametrize(("family", "given", "palladius"), PALLADIUS_NAMES)
def test_palladius_of_a_name(family, given, palladius):
    assert name_to_palladius(family, given) == palladius


@pytest.mark.parametrize(
    ("family", "given", "palladius"),
    [("", "近平", "Цзиньпин"), ("习", "", "Си"), ("", "", ""), ("Путин", "Владимир", "Путин Владимир")],
)
def test_palladius_of_a_partial_or_foreign_name(family, given, palladius):
    assert name_to_palladius(family, given) == palladius


@pytest.mark.parametrize(("chinese", "palladius"), PALLADIUS)
def test_palladius(chinese, palladius):
    assert to_palladius(chinese) == palladius


@pytest.mark.parametrize(("chinese", "pinyin", "palladius"), TEXTS)
def test_running_text(chinese, pinyin, palladius):
    assert to_pinyin(chinese) == pinyin
    assert to_palladius(chinese) == palladius


@pytest.mark.parametrize("text", [*(pinyin for _, pinyin in PINYIN), *(pinyin for _, pinyin, _ in TEXTS)])
def test_what_is_transcribed_stays(text):
    assert to_pinyin(text) == text
    assert to_palladius(text.translate(str.maketrans("“”", "«»"))) == text.translate(str.maketrans("“”", "«»"))


def test_palladius_knows_every_syllable_of_pypinyin():
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    marked = {syllable for readings in PINYIN_DICT.values() for syllable in readings.split(",")}
    marked |= {syllable for phrase in PHRASES_DICT.values() for readings in phrase for syllable in readings}
    bare = {without_tone(syllable) for syllable in marked}
    assert len(bare) > 410
    assert bare - set(SYLLABLES) == set()


def test_palladius_syllables_follow_the_two_endings():
    """-n is -нь and -ng is -н, in every syllable that has one of them."""
    for syllable, cyrillic in SYLLABLES.items():
        assert re.fullmatch("[а-я]+", cyrillic), syllable
        if len(syllable) > 2 and syllable.endswith("ng") and syllable != "hng":
            assert cyrillic.endswith("н"), syllable
        elif len(syllable) > 1 and syllable.endswith("n"):
            assert cyrillic.endswith("нь"), syllable


def test_no_sandhi_of_yi_and_bu_is_left_in_any_common_phrase():
    from pypinyin.constants import PHRASES_DICT

    phrases = [phrase for phrase in PHRASES_DICT if len(phrase) == 2 and phrase[0] in "一不"]
    assert len(phrases) > 200
    written = {phrase: to_pinyin(phrase) for phrase in phrases}
    assert {phrase: pinyin for phrase, pinyin in written.items() if not pinyin.lower().startswith(("yī", "bù"))} == {}


def test_text_of_any_length_is_divided_and_nothing_is_lost():
    text = "𠀀龘战略" * 500
    assert len(to_pinyin(text)) > len(text)
    assert to_palladius("𠮷") != ""


@pytest.mark.parametrize("name", ["WORDS", "PHRASES", "IDIOMS", "NAMES", "PLACES", "TITLES", "PERSONS"])
def test_lists_hold_each_entry_once(name):
    text = getattr(_lexicon, name)
    spaced = name in {"WORDS", "IDIOMS", "NAMES"}
    entries = text.split() if spaced else [entry.strip() for entry in re.split("[、\n]", text) if entry.strip()]
    assert sorted({entry for entry in entries if entries.count(entry) > 1}) == []


def test_words_have_two_or_three_characters_and_idioms_four():
    """GB/T 16159 divides what is longer, so a longer word is a phrase with its division."""
    assert [word for word in _lexicon.WORDS.split() if len(word) not in {2, 3}] == []
    assert [idiom for idiom in _lexicon.IDIOMS.split() if len(idiom) != 4] == []


@pytest.mark.parametrize("name", ["READINGS", "PERSON_READINGS"])
def test_readings_have_a_syllable_for_each_character(name):
    readings = getattr(_lexicon, name)
    assert [word for word, reading in readings.items() if len(reading.split()) != len(word)] == []


def test_dictionaries_load_at_first_use_only():
    code = (
        "import sys; import glossary.transcription as t;"
        "import citations.readings as r;"
        "loaded = lambda: {'pypinyin', 'opencc', 'django'} & {*sys.modules};"
        "read = lambda: r._tables.cache_info().currsize;"
        "assert not loaded(), loaded(); assert not read();"
        "assert t.to_traditional('国') == '國'; assert loaded() == {'opencc'}, loaded(); assert not read();"
        "assert t.to_pinyin('国') == 'guó'; assert loaded() == {'opencc'}, loaded(); assert read()"
    )
    root = Path(transcription.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.returncode == 0
