"""Chicago 18: examples of the manual's own guide written out by hand, and works of our own corpus."""

# ruff: noqa: E501, ISC004 — a table of texts: a row is a work and what the standard makes of it

from __future__ import annotations

from dataclasses import replace

import pytest

from citations.citing import chicago
from citations.citing.items import Contributor, Item, Locator, Texts, TreatyData
from citations.citing.registry import STYLES, cite, cite_many
from tests.citations.citing.works import person, work


def at(item: Item, page: str, label: str = "page") -> Item:
    return replace(item, locator=Locator(label, page))


YU = at(
    work("book", "en", "Interior Chinatown", "Yu|Charles", place="New York", publisher="Pantheon Books", issued="2020"),
    "45",
)
BINDER = at(
    work("book", "en", "The Channels of Student Activism: How the Left and Right Are Winning (and Losing) in Campus "
         "Politics Today", "Binder|Amy J.", "Kidder|Jeffrey L.", publisher="University of Chicago Press", issued="2022"),
    "117–18",
)  # fmt: skip
DOYLE = work(
    "chapter", "en", "The Queen Mary Psalter", "Doyle|Kathleen",
    container="The Book by Design: The Remarkable Story of the World’s Greatest Invention",
    container_contributors=(person("Marks|P. J. M.", "en", "editor"), person("Parkin|Stephen", "en", "editor")),
    publisher="University of Chicago Press", issued="2023", pages="64",
)  # fmt: skip
LIU = work(
    "book", "en", "The Wedding Party", person("Liu|Xinwu", "en", native="zh-Hans"),
    person("Tiang|Jeremy", "en", "translator"), publisher="Amazon Crossing", issued="2021",
)  # fmt: skip
KWON = work(
    "article-journal", "en", "Inclusion Work: Children of Immigrants Claiming Membership in Everyday Life",
    "Kwon|Hyeyoung", container="American Journal of Sociology", issued="2022", volume="127", issue="6",
    pages="1818-1859", doi="10.1086/720277",
)  # fmt: skip
DITTMAR = work(
    "article-journal", "en", "Temporal Variation in Selection Influences Microgeographic Local Adaptation",
    "Dittmar|Emily L.", "Schemske|Douglas W.", container="American Naturalist", issued="2023", volume="202", issue="4",
    pages="471-485", doi="10.1086/725865",
)  # fmt: skip
BLUM = work(
    "article-newspaper", "en", "Are Flax Seeds All That?", "Blum|Dani", container="New York Times",
    issued="2023-12-13", url="https://www.nytimes.com/2023/12/13/well/eat/flax-seeds-benefits.html",
)  # fmt: skip
YALE = work(
    "webpage", "en", "About Yale: Yale Facts", "=Yale University", accessed="2022-03-08",
    url="https://www.yale.edu/about-yale/yale-facts",
)  # fmt: skip
TREATY = Item(
    key="1945", type="treaty", title=Texts(en="Treaty of Friendship and Alliance"),
    treaty=TreatyData(
        kind="treaty", parties=(Texts(en="Republic of China"), Texts(en="Union of Soviet Socialist Republics")),
        signed="1945-08-14", registration_number="II-68", registration_volume="10", registration_page="300",
    ),
)  # fmt: skip
DRABKIN = work(
    "article-newspaper", "ru",
    {"ru": "Евразийский союз", "en": "A Eurasian union"},
    replace(person("Драбкин|Александр", "ru"), family=Texts(ru="Драбкин", en="Drabkin"),
            given=Texts(ru="Александр", en="Alexander")),
    container={"ru": "Правда", "en": "Pravda"}, issued="2012-02-10",
)  # fmt: skip
ZHENG = work(
    "article-journal", "zh",
    {"zh-Hans": "中俄战略协作", "en": "Sino-Russian strategic coordination"},
    replace(person("郑|羽", "zh-Hans"), family=Texts(zh_hans="郑", en="Zheng"), given=Texts(zh_hans="羽", en="Yu")),
    container="俄罗斯学刊", issued="2016", volume="6", issue="1", pages="5-17",
)  # fmt: skip
# The manual’s own examples of Chinese titles (chapter 11), the first as its 18th edition has it.
HUA = work(
    "article-journal", "zh-Hans",
    {"zh-Hans": "清代以来三峡地区水旱灾害的初步研究",
     "en": "A Preliminary Study of Floods and Droughts in the Three Gorges Region since the Qing Dynasty"},
    replace(person("华|林甫", "zh-Hans"), family=Texts(zh_hans="华", en="Hua"), given=Texts(zh_hans="林甫", en="Linfu")),
    title_transliterated="Qingdai yilai Sanxia diqu shuihan zaihai de chubu yanjiu",
    container="中国社会科学", container_transliterated="Zhongguo shehui kexue", issued="1999", volume="1",
    pages="168-179",
)  # fmt: skip
HAO = work(
    "book", "zh-Hans",
    {"zh-Hans": "唐后期五代宋初敦煌僧尼的社会生活",
     "en": "The social existence of monks and nuns in Dunhuang during the late Tang, Five Dynasties, and early Song"},
    replace(person("郝|春文", "zh-Hans"), family=Texts(zh_hans="郝", en="Hao"), given=Texts(zh_hans="春文", en="Chunwen")),
    title_transliterated="Tang houqi Wudai Song chu Dunhuang sengni de shehui shenghuo",
    publisher={"zh-Hans": "中国社会科学出版社", "en": "Zhongguo shehui kexue chubanshe"}, place="北京", issued="1998",
)  # fmt: skip
# Works of our own corpus.
DRABKIN_IN_LATIN = work(
    "article-newspaper", "ru",
    {"ru": "В Китае опубликована директивная статья о необходимости создания Евразийского альянса с участием России и "
           "Китая против НАТО",
     "en": "A directive article has been published in China on the need to create a Eurasian alliance of Russia and "
           "China against NATO"},
    replace(person("Драбкин|Александр", "ru"), family=Texts(ru="Драбкин", en="Drabkin"),
            given=Texts(ru="Александр", en="Alexander")),
    title_transliterated="V Kitae opublikovana direktivnaia statʹia o neobkhodimosti sozdaniia Evraziiskogo alʹiansa s "
                         "uchastiem Rossii i Kitaia protiv NATO",
    container={"ru": "Правда", "en": "Pravda"}, container_transliterated="Pravda", issued="2012-02-10",
)  # fmt: skip
RIAC = work(
    "report", "ru",
    {"ru": "Российско-китайский диалог: модель 2016", "en": "Russian–Chinese Dialogue: The 2016 Model"},
    title_transliterated="Rossiisko-kitaiskii dialog: modelʹ 2016", number="25", issued="2016",
    publisher={"ru": "Российский совет по международным делам", "en": "Russian International Affairs Council"},
)  # fmt: skip
ZHANG = work(
    "article-magazine", "zh-Hans",
    {"zh-Hans": "中俄结盟的限度、目标和意义", "en": "The limits, aims and significance of a China–Russia alliance"},
    replace(person("张|文木", "zh-Hans"), family=Texts(zh_hans="张", en="Zhang"), given=Texts(zh_hans="文木", en="Wenmu")),
    title_transliterated="Zhong-E jiemeng de xiandu, mubiao he yiyi",
    container="社会观察", container_transliterated="Shehui guancha", issued="2012?",
)  # fmt: skip
ANNOUNCEMENT = work(
    "webpage", "zh-Hant",
    {"zh-Hans": "中苏两国关于缔结友好同盟互助条约及协定的公告",
     "en": "Announcement on the conclusion of the treaty and agreements"},
    title_transliterated="Zhong-Su liangguo guanyu dijie youhao tongmeng huzhu tiaoyue ji xieding de gonggao",
    container="维基文库", container_transliterated="Weiji wenku", issued="1950-02-14", url="https://example.org/1950",
)  # fmt: skip
SEVEN = work(
    "book", "en", "Many Hands", *(f"Author{letter}|{letter}." for letter in "ABCDEFG"), publisher="Knopf", issued="2001"
)
SIX = work(
    "book", "en", "Six Hands", *(f"Author{letter}|{letter}." for letter in "ABCDEF"), publisher="Knopf", issued="2001"
)

# The work; the entry of the reference list; in the text; the full note; the short note; the entry of the bibliography.
WORKS = [
    (
        YU,
        "Yu, Charles. 2020. Interior Chinatown. Pantheon Books.",
        "(Yu 2020, 45)",
        "Charles Yu, Interior Chinatown (Pantheon Books, 2020), 45.",
        "Yu, Interior Chinatown, 45.",
        "Yu, Charles. Interior Chinatown. Pantheon Books, 2020.",
    ),
    (
        BINDER,
        "Binder, Amy J., and Jeffrey L. Kidder. 2022. The Channels of Student Activism: How the Left and Right Are Winning "
        "(and Losing) in Campus Politics Today. University of Chicago Press.",
        "(Binder and Kidder 2022, 117–18)",
        "Amy J. Binder and Jeffrey L. Kidder, The Channels of Student Activism: How the Left and Right Are Winning (and "
        "Losing) in Campus Politics Today (University of Chicago Press, 2022), 117–18.",
        "Binder and Kidder, Channels of Student Activism, 117–18.",
        "Binder, Amy J., and Jeffrey L. Kidder. The Channels of Student Activism: How the Left and Right Are Winning (and "
        "Losing) in Campus Politics Today. University of Chicago Press, 2022.",
    ),
    (
        DOYLE,
        "Doyle, Kathleen. 2023. “The Queen Mary Psalter.” In The Book by Design: The Remarkable Story of the World’s "
        "Greatest Invention, edited by P. J. M. Marks and Stephen Parkin. University of Chicago Press.",
        "(Doyle 2023)",
        "Kathleen Doyle, “The Queen Mary Psalter,” in The Book by Design: The Remarkable Story of the World’s Greatest "
        "Invention, ed. P. J. M. Marks and Stephen Parkin (University of Chicago Press, 2023), 64.",
        "Doyle, “Queen Mary Psalter.”",
        "Doyle, Kathleen. “The Queen Mary Psalter.” In The Book by Design: The Remarkable Story of the World’s Greatest "
        "Invention, edited by P. J. M. Marks and Stephen Parkin. University of Chicago Press, 2023.",
    ),
    (
        LIU,
        "Liu Xinwu. 2021. The Wedding Party. Translated by Jeremy Tiang. Amazon Crossing.",
        "(Liu 2021)",
        "Liu Xinwu, The Wedding Party, trans. Jeremy Tiang (Amazon Crossing, 2021).",
        "Liu, Wedding Party.",
        "Liu Xinwu. The Wedding Party. Translated by Jeremy Tiang. Amazon Crossing, 2021.",
    ),
    (
        KWON,
        "Kwon, Hyeyoung. 2022. “Inclusion Work: Children of Immigrants Claiming Membership in Everyday Life.” American "
        "Journal of Sociology 127 (6): 1818–59. https://doi.org/10.1086/720277.",
        "(Kwon 2022)",
        "Hyeyoung Kwon, “Inclusion Work: Children of Immigrants Claiming Membership in Everyday Life,” American Journal of "
        "Sociology 127, no. 6 (2022): 1818–59, https://doi.org/10.1086/720277.",
        "Kwon, “Inclusion Work.”",
        "Kwon, Hyeyoung. “Inclusion Work: Children of Immigrants Claiming Membership in Everyday Life.” American Journal of "
        "Sociology 127, no. 6 (2022): 1818–59. https://doi.org/10.1086/720277.",
    ),
    (
        at(DITTMAR, "480"),
        "Dittmar, Emily L., and Douglas W. Schemske. 2023. “Temporal Variation in Selection Influences Microgeographic Local "
        "Adaptation.” American Naturalist 202 (4): 471–85. https://doi.org/10.1086/725865.",
        "(Dittmar and Schemske 2023, 480)",
        "Emily L. Dittmar and Douglas W. Schemske, “Temporal Variation in Selection Influences Microgeographic Local "
        "Adaptation,” American Naturalist 202, no. 4 (2023): 480, https://doi.org/10.1086/725865.",
        "Dittmar and Schemske, “Temporal Variation in Selection,” 480.",
        "Dittmar, Emily L., and Douglas W. Schemske. “Temporal Variation in Selection Influences Microgeographic Local "
        "Adaptation.” American Naturalist 202, no. 4 (2023): 471–85. https://doi.org/10.1086/725865.",
    ),
    (
        BLUM,
        "Blum, Dani. 2023. “Are Flax Seeds All That?” New York Times, December 13. "
        "https://www.nytimes.com/2023/12/13/well/eat/flax-seeds-benefits.html.",
        "(Blum 2023)",
        "Dani Blum, “Are Flax Seeds All That?,” New York Times, December 13, 2023, "
        "https://www.nytimes.com/2023/12/13/well/eat/flax-seeds-benefits.html.",
        "Blum, “Are Flax Seeds All That?”",
        "Blum, Dani. “Are Flax Seeds All That?” New York Times, December 13, 2023. "
        "https://www.nytimes.com/2023/12/13/well/eat/flax-seeds-benefits.html.",
    ),
    (
        YALE,
        "Yale University. n.d. “About Yale: Yale Facts.” Accessed March 8, 2022. "
        "https://www.yale.edu/about-yale/yale-facts.",
        "(Yale University, n.d.)",
        "Yale University, “About Yale: Yale Facts,” accessed March 8, 2022, https://www.yale.edu/about-yale/yale-facts.",
        "Yale University, “About Yale.”",
        "Yale University. “About Yale: Yale Facts.” Accessed March 8, 2022. https://www.yale.edu/about-yale/yale-facts.",
    ),
    (
        at(TREATY, "3", "article"),
        "Treaty of Friendship and Alliance. 1945. Republic of China and Union of Soviet Socialist Republics. August 14. 10 "
        "UNTS 300.",
        "(Treaty of Friendship and Alliance 1945, art. 3)",
        "Treaty of Friendship and Alliance, Republic of China and Union of Soviet Socialist Republics, August 14, 1945, 10 "
        "UNTS 300, art. 3.",
        "Treaty of Friendship and Alliance, art. 3.",
        "Treaty of Friendship and Alliance. Republic of China and Union of Soviet Socialist Republics. August 14, 1945. 10 "
        "UNTS 300.",
    ),
    (
        DRABKIN,
        "Drabkin, Alexander. 2012. “Евразийский союз” [A Eurasian union]. Правда, February 10.",
        "(Drabkin 2012)",
        "Alexander Drabkin, “Евразийский союз” [A Eurasian union], Правда, February 10, 2012.",
        "Drabkin, “Евразийский союз.”",
        "Drabkin, Alexander. “Евразийский союз” [A Eurasian union]. Правда, February 10, 2012.",
    ),
    (
        ZHENG,
        "Zheng Yu 郑羽. 2016. “中俄战略协作” [Sino-Russian strategic coordination]. 俄罗斯学刊 6 (1): 5–17.",
        "(Zheng 2016)",
        "Zheng Yu 郑羽, “中俄战略协作” [Sino-Russian strategic coordination], 俄罗斯学刊 6, no. 1 (2016): 5–17.",
        "Zheng, “中俄战略协作.”",
        "Zheng Yu 郑羽. “中俄战略协作” [Sino-Russian strategic coordination]. 俄罗斯学刊 6, no. 1 (2016): 5–17.",
    ),
    (
        HUA,
        "Hua Linfu 华林甫. 1999. “Qingdai yilai Sanxia diqu shuihan zaihai de chubu yanjiu” 清代以来三峡地区水旱灾害的初步研究 "
        "[A Preliminary Study of Floods and Droughts in the Three Gorges Region since the Qing Dynasty]. Zhongguo shehui "
        "kexue 中国社会科学 1: 168–79.",
        "(Hua 1999)",
        "Hua Linfu 华林甫, “Qingdai yilai Sanxia diqu shuihan zaihai de chubu yanjiu” 清代以来三峡地区水旱灾害的初步研究 "
        "[A Preliminary Study of Floods and Droughts in the Three Gorges Region since the Qing Dynasty], Zhongguo shehui "
        "kexue 中国社会科学 1 (1999): 168–79.",
        "Hua, “Qingdai yilai Sanxia diqu.”",
        "Hua Linfu 华林甫. “Qingdai yilai Sanxia diqu shuihan zaihai de chubu yanjiu” 清代以来三峡地区水旱灾害的初步研究 "
        "[A Preliminary Study of Floods and Droughts in the Three Gorges Region since the Qing Dynasty]. Zhongguo shehui "
        "kexue 中国社会科学 1 (1999): 168–79.",
    ),
    (
        HAO,
        "Hao Chunwen 郝春文. 1998. Tang houqi Wudai Song chu Dunhuang sengni de shehui shenghuo "
        "唐后期五代宋初敦煌僧尼的社会生活 [The social existence of monks and nuns in Dunhuang during the late Tang, Five "
        "Dynasties, and early Song]. Zhongguo shehui kexue chubanshe.",
        "(Hao 1998)",
        "Hao Chunwen 郝春文, Tang houqi Wudai Song chu Dunhuang sengni de shehui shenghuo "
        "唐后期五代宋初敦煌僧尼的社会生活 [The social existence of monks and nuns in Dunhuang during the late Tang, Five "
        "Dynasties, and early Song] (Zhongguo shehui kexue chubanshe, 1998).",
        "Hao, Tang houqi Wudai Song.",
        "Hao Chunwen 郝春文. Tang houqi Wudai Song chu Dunhuang sengni de shehui shenghuo "
        "唐后期五代宋初敦煌僧尼的社会生活 [The social existence of monks and nuns in Dunhuang during the late Tang, Five "
        "Dynasties, and early Song]. Zhongguo shehui kexue chubanshe, 1998.",
    ),
    (
        DRABKIN_IN_LATIN,
        "Drabkin, Alexander. 2012. “V Kitae opublikovana direktivnaia statʹia o neobkhodimosti sozdaniia Evraziiskogo "
        "alʹiansa s uchastiem Rossii i Kitaia protiv NATO” [A directive article has been published in China on the need to "
        "create a Eurasian alliance of Russia and China against NATO]. Pravda, February 10.",
        "(Drabkin 2012)",
        "Alexander Drabkin, “V Kitae opublikovana direktivnaia statʹia o neobkhodimosti sozdaniia Evraziiskogo alʹiansa s "
        "uchastiem Rossii i Kitaia protiv NATO” [A directive article has been published in China on the need to create a "
        "Eurasian alliance of Russia and China against NATO], Pravda, February 10, 2012.",
        "Drabkin, “V Kitae opublikovana direktivnaia.”",
        "Drabkin, Alexander. “V Kitae opublikovana direktivnaia statʹia o neobkhodimosti sozdaniia Evraziiskogo alʹiansa s "
        "uchastiem Rossii i Kitaia protiv NATO” [A directive article has been published in China on the need to create a "
        "Eurasian alliance of Russia and China against NATO]. Pravda, February 10, 2012.",
    ),
    (
        RIAC,
        "Rossiisko-kitaiskii dialog: modelʹ 2016 [Russian–Chinese Dialogue: The 2016 Model]. 2016. No. 25. Russian "
        "International Affairs Council.",
        "(Rossiisko-kitaiskii dialog 2016)",
        "Rossiisko-kitaiskii dialog: modelʹ 2016 [Russian–Chinese Dialogue: The 2016 Model], no. 25 (Russian International "
        "Affairs Council, 2016).",
        "Rossiisko-kitaiskii dialog.",
        "Rossiisko-kitaiskii dialog: modelʹ 2016 [Russian–Chinese Dialogue: The 2016 Model]. No. 25. Russian International "
        "Affairs Council, 2016.",
    ),
    (
        ZHANG,
        "Zhang Wenmu 张文木. [2012?]. “Zhong-E jiemeng de xiandu, mubiao he yiyi” 中俄结盟的限度、目标和意义 [The limits, aims "
        "and significance of a China–Russia alliance]. Shehui guancha 社会观察.",
        "(Zhang [2012?])",
        "Zhang Wenmu 张文木, “Zhong-E jiemeng de xiandu, mubiao he yiyi” 中俄结盟的限度、目标和意义 [The limits, aims and "
        "significance of a China–Russia alliance], Shehui guancha 社会观察, [2012?].",
        "Zhang, “Zhong-E jiemeng de xiandu.”",
        "Zhang Wenmu 张文木. “Zhong-E jiemeng de xiandu, mubiao he yiyi” 中俄结盟的限度、目标和意义 [The limits, aims and "
        "significance of a China–Russia alliance]. Shehui guancha 社会观察, [2012?].",
    ),
    (
        ANNOUNCEMENT,
        "Weiji wenku 维基文库. 1950. “Zhong-Su liangguo guanyu dijie youhao tongmeng huzhu tiaoyue ji xieding de gonggao” "
        "中苏两国关于缔结友好同盟互助条约及协定的公告 [Announcement on the conclusion of the treaty and agreements]. February 14. "
        "https://example.org/1950.",
        "(Weiji wenku 1950)",
        "“Zhong-Su liangguo guanyu dijie youhao tongmeng huzhu tiaoyue ji xieding de gonggao” "
        "中苏两国关于缔结友好同盟互助条约及协定的公告 [Announcement on the conclusion of the treaty and agreements], Weiji wenku "
        "维基文库, February 14, 1950, https://example.org/1950.",
        "“Zhong-Su liangguo guanyu dijie.”",
        "Weiji wenku 维基文库. “Zhong-Su liangguo guanyu dijie youhao tongmeng huzhu tiaoyue ji xieding de gonggao” "
        "中苏两国关于缔结友好同盟互助条约及协定的公告 [Announcement on the conclusion of the treaty and agreements]. February 14, 1950. "
        "https://example.org/1950.",
    ),
    (
        SEVEN,
        "AuthorA, A., B. AuthorB, C. AuthorC, et al. 2001. Many Hands. Knopf.",
        "(AuthorA et al. 2001)",
        "A. AuthorA et al., Many Hands (Knopf, 2001).",
        "AuthorA et al., Many Hands.",
        "AuthorA, A., B. AuthorB, C. AuthorC, et al. Many Hands. Knopf, 2001.",
    ),
    (
        SIX,
        "AuthorA, A., B. AuthorB, C. AuthorC, D. AuthorD, E. AuthorE, and F. AuthorF. 2001. Six Hands. Knopf.",
        "(AuthorA et al. 2001)",
        "A. AuthorA et al., Six Hands (Knopf, 2001).",
        "AuthorA et al., Six Hands.",
        "AuthorA, A., B. AuthorB, C. AuthorC, D. AuthorD, E. AuthorE, and F. AuthorF. Six Hands. Knopf, 2001.",
    ),
    (
        work("book", "en", "The Origins of Alliances", "Walt|Stephen M.", place="Ithaca",
             publisher="Cornell University Press", issued="1987", edition="2"),
        "Walt, Stephen M. 1987. The Origins of Alliances. 2nd ed. Cornell University Press.",
        "(Walt 1987)",
        "Stephen M. Walt, The Origins of Alliances, 2nd ed. (Cornell University Press, 1987).",
        "Walt, Origins of Alliances.",
        "Walt, Stephen M. The Origins of Alliances. 2nd ed. Cornell University Press, 1987.",
    ),
    (
        work("book", "en", "An Old Book", "Smith|Adam", place="London", publisher="Strahan", issued="1776"),
        "Smith, Adam. 1776. An Old Book. London: Strahan.",
        "(Smith 1776)",
        "Adam Smith, An Old Book (London: Strahan, 1776).",
        "Smith, Old Book.",
        "Smith, Adam. An Old Book. London: Strahan, 1776.",
    ),
    (
        work("book", "en", "A Reader", person("Marks|Anna", "en", "editor"), person("Lee|Bo", "en", "editor"),
             publisher="Knopf", issued="1999"),
        "Marks, Anna, and Bo Lee, eds. 1999. A Reader. Knopf.",
        "(Marks and Lee 1999)",
        "Anna Marks and Bo Lee, eds., A Reader (Knopf, 1999).",
        "Marks and Lee, Reader.",
        "Marks, Anna, and Bo Lee, eds. A Reader. Knopf, 1999.",
    ),
    (
        work("thesis", "en", "A House Is Not a Home", "Blajer de la Garza|Yuna", publisher="University of Chicago",
             issued="2019"),
        "Blajer de la Garza, Yuna. 2019. “A House Is Not a Home.” Thesis, University of Chicago.",
        "(Blajer de la Garza 2019)",
        "Yuna Blajer de la Garza, “A House Is Not a Home” (thesis, University of Chicago, 2019).",
        "Blajer de la Garza, “House Is Not a Home.”",
        "Blajer de la Garza, Yuna. “A House Is Not a Home.” Thesis, University of Chicago, 2019.",
    ),
    (
        Item(type="article-magazine", language="en", description=Texts(en="An article of May 2014."),
             container=Texts(en="The Diplomat"), issued="2014-05"),
        "The Diplomat. 2014. [An article of May 2014]. May.",
        "(The Diplomat 2014)",
        "[An article of May 2014], The Diplomat, May 2014.",
        "[An article of May 2014].",
        "The Diplomat. [An article of May 2014]. May 2014.",
    ),
    # Who stands in the place of an author: the newspaper, the encyclopaedia, a translator.
    (
        work("article-newspaper", "en", "In Texas, Ad Heats Up Race for Governor", container="New York Times",
             issued="2002-07-30"),
        "New York Times. 2002. “In Texas, Ad Heats Up Race for Governor.” July 30.",
        "(New York Times 2002)",
        "“In Texas, Ad Heats Up Race for Governor,” New York Times, July 30, 2002.",
        "“In Texas, Ad Heats.”",
        "New York Times. “In Texas, Ad Heats Up Race for Governor.” July 30, 2002.",
    ),
    (
        work("entry-encyclopedia", "en", "Alliance", container="Encyclopædia Britannica", edition="15", issued="1980",
             publisher="Encyclopædia Britannica, Inc."),
        "Encyclopædia Britannica. 1980. “Alliance.” 15th ed. Encyclopædia Britannica, Inc.",
        "(Encyclopædia Britannica 1980)",
        "Encyclopædia Britannica, 15th ed., s.v. “Alliance,” 1980.",
        "Encyclopædia Britannica, s.v. “Alliance.”",
        "Encyclopædia Britannica. “Alliance.” 15th ed. Encyclopædia Britannica, Inc., 1980.",
    ),
    (
        work("book", "en", "Poems", person("Lee|Bo", "en", "translator"), publisher="Knopf", issued="1999"),
        "Lee, Bo, trans. 1999. Poems. Knopf.",
        "(Lee 1999)",
        "Bo Lee, trans., Poems (Knopf, 1999).",
        "Lee, Poems.",
        "Lee, Bo, trans. Poems. Knopf, 1999.",
    ),
    # A phrase in another language is no name.
    (
        work("book", "ru", {"ru": "Мир", "en": "Peace"}, Contributor(role="editor", name_as_printed="под ред. А. Е. Марона"),
             title_transliterated="Mir", publisher={"ru": "ИОВ", "en": "IOV"}, issued="2007"),
        "Mir [Peace]. 2007. Под ред. А. Е. Марона. IOV.",
        "(Mir 2007)",
        "Mir [Peace], под ред. А. Е. Марона (IOV, 2007).",
        "Mir.",
        "Mir [Peace]. Под ред. А. Е. Марона. IOV, 2007.",
    ),
    # Magazines go by their date even when they are numbered.
    (
        at(work("article-magazine", "en", "The Prophet of Dystopia", "Mead|Rebecca", container="New Yorker", volume="93",
                issue="9", issued="2017-04-17"), "43"),
        "Mead, Rebecca. 2017. “The Prophet of Dystopia.” New Yorker, April 17.",
        "(Mead 2017, 43)",
        "Rebecca Mead, “The Prophet of Dystopia,” New Yorker, April 17, 2017, 43.",
        "Mead, “Prophet of Dystopia,” 43.",
        "Mead, Rebecca. “The Prophet of Dystopia.” New Yorker, April 17, 2017.",
    ),
    (
        work("post-weblog", "en", "Futurist Shock", "Germano|William", container="Lingua Franca",
             publisher="Chronicle of Higher Education", issued="2017-02-15", url="https://example.org/futurist"),
        "Germano, William. 2017. “Futurist Shock.” Lingua Franca (blog), Chronicle of Higher Education, February 15. "
        "https://example.org/futurist.",
        "(Germano 2017)",
        "William Germano, “Futurist Shock,” Lingua Franca (blog), Chronicle of Higher Education, February 15, 2017, "
        "https://example.org/futurist.",
        "Germano, “Futurist Shock.”",
        "Germano, William. “Futurist Shock.” Lingua Franca (blog), Chronicle of Higher Education, February 15, 2017. "
        "https://example.org/futurist.",
    ),
    (
        work("interview", "en", "The Alliance Question", "Kong|Bo", person("Lee|Ann", "en", "interviewer"),
             container="Fresh Air", issued="2010-02-03"),
        "Kong, Bo. 2010. “The Alliance Question.” Interview by Ann Lee. Fresh Air, February 3.",
        "(Kong 2010)",
        "Bo Kong, “The Alliance Question,” interview by Ann Lee, Fresh Air, February 3, 2010.",
        "Kong, “Alliance Question.”",
        "Kong, Bo. “The Alliance Question.” Interview by Ann Lee. Fresh Air, February 3, 2010.",
    ),
    # The book that contains the work: edition, authors, editors, volume; what an archive keeps.
    (
        work("entry-encyclopedia", "en", "Alliances", "Wolfers|Arnold", edition="2", volume="1", publisher="Macmillan",
             container="International Encyclopedia of the Social Sciences", issued="1968", pages="268-271",
             container_contributors=(person("Sills|David L.", "en", "editor"),)),
        "Wolfers, Arnold. 1968. “Alliances.” In International Encyclopedia of the Social Sciences, 2nd ed., edited by David "
        "L. Sills, vol. 1. Macmillan.",
        "(Wolfers 1968)",
        "Arnold Wolfers, “Alliances,” in International Encyclopedia of the Social Sciences, 2nd ed., ed. David L. Sills, vol. "
        "1 (Macmillan, 1968), 268–71.",
        "Wolfers, “Alliances.”",
        "Wolfers, Arnold. “Alliances.” In International Encyclopedia of the Social Sciences, 2nd ed., edited by David L. "
        "Sills, vol. 1. Macmillan, 1968.",
    ),
    (
        work("chapter", "en", "Introduction", "Mansfield|Harvey", person("Lee|Bo", "en", "translator"),
             container="Democracy in America", publisher="University of Chicago Press", issued="2000", pages="xvii-xciii",
             container_contributors=(person("Tocqueville|Alexis de", "en"),)),
        "Mansfield, Harvey. 2000. “Introduction.” Translated by Bo Lee. In Democracy in America, by Alexis de Tocqueville. "
        "University of Chicago Press.",
        "(Mansfield 2000)",
        "Harvey Mansfield, “Introduction,” trans. Bo Lee, in Democracy in America, by Alexis de Tocqueville (University of "
        "Chicago Press, 2000), xvii–xciii.",
        "Mansfield, “Introduction.”",
        "Mansfield, Harvey. “Introduction.” Translated by Bo Lee. In Democracy in America, by Alexis de Tocqueville. "
        "University of Chicago Press, 2000.",
    ),
    (
        work("chapter", "en", "Balancing", "Walt|Stephen M.", container="The Origins of Alliances", issued="1987",
             container_contributors=(person("Walt|Stephen M.", "en"),), publisher="Cornell University Press"),
        "Walt, Stephen M. 1987. “Balancing.” In The Origins of Alliances. Cornell University Press.",
        "(Walt 1987)",
        "Stephen M. Walt, “Balancing,” in The Origins of Alliances (Cornell University Press, 1987).",
        "Walt, “Balancing.”",
        "Walt, Stephen M. “Balancing.” In The Origins of Alliances. Cornell University Press, 1987.",
    ),
    (
        work("manuscript", "en", "Notes on the Alliance", "Walt|Stephen M.", container="RGASPI",
             number="f. 17, op. 3, d. 5", pages="l. 12", issued="1950-02-14"),
        "Walt, Stephen M. 1950. “Notes on the Alliance.” February 14. F. 17, op. 3, d. 5, l. 12, RGASPI.",
        "(Walt 1950)",
        "Stephen M. Walt, “Notes on the Alliance,” February 14, 1950, f. 17, op. 3, d. 5, l. 12, RGASPI.",
        "Walt, “Notes on the Alliance.”",
        "Walt, Stephen M. “Notes on the Alliance.” February 14, 1950. F. 17, op. 3, d. 5, l. 12, RGASPI.",
    ),
    # Editions, series, several years, questions and inner quotations.
    (
        work("book", "en", "Who Governs?", "Dahl|Robert A., Jr.", edition="Rev. ed.", collection="Yale Studies",
             publisher="Yale University Press", issued="1951/1963", pages="480 p."),
        "Dahl, Robert A., Jr. 1951–63. Who Governs? Rev. ed. Yale Studies. Yale University Press.",
        "(Dahl 1951–63)",
        "Robert A. Dahl Jr., Who Governs?, rev. ed., Yale Studies (Yale University Press, 1951–63).",
        "Dahl, Who Governs?",
        "Dahl, Robert A., Jr. Who Governs? Rev. ed. Yale Studies. Yale University Press, 1951–63.",
    ),
    (
        work("article-journal", "en", "Reading “One Belt”", "Lee|Bo", container="Asia", volume="3", issued="2000",
             pages="1-9"),
        "Lee, Bo. 2000. “Reading ‘One Belt.’” Asia 3: 1–9.",
        "(Lee 2000)",
        "Bo Lee, “Reading ‘One Belt,’” Asia 3 (2000): 1–9.",
        "Lee, “Reading ‘One Belt.’”",
        "Lee, Bo. “Reading ‘One Belt.’” Asia 3 (2000): 1–9.",
    ),
    (
        work("article-journal", "en", "Asking “Why?”", "Lee|Bo", container="Asia", volume="3", issued="2000"),
        "Lee, Bo. 2000. “Asking ‘Why?’” Asia 3.",
        "(Lee 2000)",
        "Bo Lee, “Asking ‘Why?,’” Asia 3 (2000).",
        "Lee, “Asking ‘Why?’”",
        "Lee, Bo. “Asking ‘Why?’” Asia 3 (2000).",
    ),
    (Item(), "[no title]. n.d.", "([no title], n.d.)", "[no title].", "[no title].", "[no title]."),
]  # fmt: skip


@pytest.mark.parametrize(("item", "reference", "in_text", "note", "short", "bibliography"), WORKS)
def test_every_form(item, reference, in_text, note, short, bibliography):
    assert chicago.reference(item).text == reference
    assert chicago.in_text(item).text == in_text
    assert chicago.note(item).text == note
    assert chicago.short_note(item).text == short
    assert chicago.bibliography(item).text == bibliography


@pytest.mark.parametrize(
    ("pages", "shortened"),
    [
        ("3-10", "3–10"),
        ("71-72", "71–72"),
        ("100-104", "100–104"),
        ("1100-1113", "1100–1113"),
        ("101-108", "101–8"),
        ("1103-1104", "1103–4"),
        ("321-328", "321–28"),
        ("498-532", "498–532"),
        ("1087-1089", "1087–89"),
        ("1496-1500", "1496–500"),
        ("11564-11615", "11564–615"),
        ("12991-13001", "12991–3001"),
        ("103-123", "103–23"),
    ],
)
def test_ranges_of_pages_are_shortened(pages, shortened):
    item = work("article-journal", "en", "A", container="J", volume="1", issued="1999", pages=pages)
    assert chicago.reference(item).text == f"“A.” 1999. J 1: {shortened}."


def test_titles_of_books_and_journals_are_in_italics_but_not_chinese_ones():
    assert chicago.reference(YU).html == "Yu, Charles. 2020. <i>Interior Chinatown</i>. Pantheon Books."
    assert "<i>Правда</i>, February 10." in chicago.reference(DRABKIN).html
    assert "<i>" not in chicago.reference(ZHENG).html


def test_transliterated_titles_are_in_italics_and_their_characters_are_not():
    assert chicago.reference(HAO).html == (
        "Hao Chunwen 郝春文. 1998. <i>Tang houqi Wudai Song chu Dunhuang sengni de shehui shenghuo</i> "
        "唐后期五代宋初敦煌僧尼的社会生活 [The social existence of monks and nuns in Dunhuang during the late Tang, Five "
        "Dynasties, and early Song]. Zhongguo shehui kexue chubanshe."
    )
    assert "]. <i>Zhongguo shehui kexue</i> 中国社会科学 1: 168–79." in chicago.reference(HUA).html
    assert "]. <i>Pravda</i>, February 10." in chicago.reference(DRABKIN_IN_LATIN).html


def test_in_another_language_than_its_own_a_work_bears_its_translation():
    assert chicago.reference(ZHANG, language="en").text == (
        "Zhang Wenmu 张文木. [2012?]. “The limits, aims and significance of a China–Russia alliance.” 社会观察."
    )


def test_traditional_and_simplified_chinese_are_one_language_here():
    assert chicago.short_note(ANNOUNCEMENT, language="zh-Hans") == chicago.short_note(ANNOUNCEMENT)


def test_parties_that_the_title_names_are_not_named_again():
    title = "Treaty of Friendship between the Republic of China and the Union of Soviet Socialist Republics"
    treaty = replace(TREATY, title=Texts(en=title))
    assert chicago.note(treaty).text == f"{title}, August 14, 1945, 10 UNTS 300."
    assert chicago.bibliography(treaty).text == f"{title}. August 14, 1945. 10 UNTS 300."


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Treaty of Friendship and Cooperation between Two States", "“Treaty of Friendship.”"),
        ("The Page of the Ministry on the Alliance", "“Page of the Ministry.”"),
        ("On the One of the Many of Them", "“On the One.”"),
    ],
)
def test_a_short_title_ends_with_a_word_that_can_end_it(title, short):
    assert chicago.short_note(work("webpage", "en", title)).text == short


def test_an_a_that_is_no_article_stays_in_a_short_title():
    item = work("book", "ru", "А что потом?", title_transliterated="A chto potom?")
    assert chicago.short_note(item).text == "A chto potom?"


def test_of_a_title_known_in_latin_letters_only_nothing_is_put_behind_it():
    item = work("book", "zh-Hans", {"en": "Chinese diplomacy"}, title_transliterated="Zhongguo waijiao", issued="1990")
    assert chicago.bibliography(item).text == "Zhongguo waijiao [Chinese diplomacy]. 1990."


@pytest.mark.parametrize(
    ("item", "fields"),
    [
        (DRABKIN_IN_LATIN, []),
        (HUA, []),
        (DRABKIN, ["title_transliterated", "container_title_transliterated"]),
        (replace(ZHENG, title_transliterated="Zhong-E zhanlüe xiezuo"), ["container_title_transliterated"]),
        (replace(ZHENG, container=Texts(en="Russian Studies")), ["title_transliterated"]),
        (KWON, []),
    ],
)
def test_what_is_not_known_in_latin_letters_is_told(item, fields):
    told = cite(replace(item, key="x"), STYLES["chicago-18-author-date"]).losses
    assert [loss.field for loss in told if "transliterated" in loss.field] == fields
    assert not [loss for loss in told if loss.message == "the style does not print it here"]


@pytest.mark.parametrize("style", [style for name, style in STYLES.items() if not name.startswith("chicago")])
@pytest.mark.parametrize("item", [DRABKIN_IN_LATIN, HUA, HAO, RIAC])
def test_gost_and_gb_t_cite_in_the_own_script(item, style):
    bare = replace(item, title_transliterated="", container_transliterated="")
    assert cite(item, style) == cite(bare, style)


def test_html_links_addresses_and_escapes_everything_else():
    item = replace(YALE, title=Texts(en="<script>alert('1')</script> & co"))
    assert chicago.reference(item).html == (
        "Yale University. n.d. “&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt; &amp; co.” Accessed March 8, 2022. "
        '<a href="https://www.yale.edu/about-yale/yale-facts">https://www.yale.edu/about-yale/yale-facts</a>.'
    )
    assert "<a" not in chicago.reference(replace(YALE, url="javascript:alert(1)")).html


def test_works_of_one_author_and_year_get_letters_undated_ones_too():
    items = [replace(YU, key=key, locator=None) for key in ("a", "b")]
    undated = [replace(one, key=f"{one.key}-undated", issued="") for one in items]
    cited = cite_many([*items, *undated], STYLES["chicago-18-author-date"])
    assert [one.in_text.text for one in cited] == ["(Yu 2020a)", "(Yu 2020b)", "(Yu, n.d.-a)", "(Yu, n.d.-b)"]
    assert cited[3].citation.text == "Yu, Charles. n.d.-b. Interior Chinatown. Pantheon Books."


@pytest.mark.parametrize(
    ("issued", "shown"),
    [("1951/1963", "1951–63"), ("2003/2004", "2003–4"), ("1900/1905", "1900–1905"), ("1898/1903", "1898–1903"),
     ("18XX", "[1800–1899]"), ("1957/..", "1957–")],
)  # fmt: skip
def test_the_second_year_is_shortened(issued, shown):
    item = work("book", "en", "Essays", "Walt|Stephen M.", publisher="Knopf", issued=issued)
    assert chicago.bibliography(item).text.endswith(f"Knopf, {shown}.")


def test_the_place_of_an_author_bears_the_look_of_the_title_it_is():
    news = work("article-newspaper", "en", "Talks", container="New York Times", issued="2002-07-30")
    page = work("webpage", "en", "Talks", container="Xinhua", issued="2002-07-30", url="https://example.org/")
    assert chicago.reference(news).html == "<i>New York Times</i>. 2002. “Talks.” July 30."
    assert chicago.in_text(news).html == "(<i>New York Times</i> 2002)"
    assert chicago.reference(page).html.startswith("Xinhua. 2002. “Talks.” July 30. <a ")


def chinese(key: str, family: str, given: str, characters: str, title: str) -> Item:
    names = {"family": Texts(zh_hans=characters[0], en=family), "given": Texts(zh_hans=characters[1:], en=given)}
    author = replace(person(characters, "zh-Hans"), **names)
    return work("book", "zh-Hans", "书", author, title_transliterated=title, issued="2012", key=key)


def test_authors_of_one_family_name_are_told_apart_in_the_text():
    def by(key: str, *people: str) -> Item:
        return work("book", "en", f"Work {key}", *people, publisher="Knopf", issued="2001", key=key)

    items = [
        by("1", "Smith|John"), by("2", "Smith|Adam"), by("3", "Walt|Stephen"), by("4", "Hall|Jane"), by("5", "Hall|John"),
        by("6", "Schonen|Anna", "Baker|Bo", "Cole|Cy"), by("7", "Schonen|Anna", "Drew|Di", "Cole|Cy"),
        by("8", "Schonen|Anna", "Drew|Di", "Ford|Ed", "Gray|Flo"),
        chinese("9", "Zhang", "Wenmu", "张文木", "Lun jiemeng"), chinese("10", "Zhang", "Wei", "张伟", "Lun jieban"),
        chinese("11", "Li", "Wei", "李伟", "Lun hezuo"),
    ]  # fmt: skip
    cited = cite_many(items, STYLES["chicago-18-author-date"])
    assert [one.in_text.text for one in cited] == [
        "(J. Smith 2001)", "(A. Smith 2001)", "(Walt 2001)", "(Jane Hall 2001)", "(John Hall 2001)",
        "(Schonen, Baker, et al. 2001)", "(Schonen, Drew, and Cole 2001)", "(Schonen, Drew, Ford, et al. 2001)",
        "(Zhang Wenmu 2012)", "(Zhang Wei 2012)", "(Li 2012)",
    ]  # fmt: skip
    assert cited[0].citation.text == "Smith, John. 2001. Work 1. Knopf."


def test_letters_behind_the_year_go_by_the_title_without_its_article():
    items = [replace(YU, key=title, locator=None, title=Texts(en=title)) for title in ("Zeta", "The Alpha", "Beta")]
    cited = cite_many(items, STYLES["chicago-18-author-date"])
    assert [(one.key, one.in_text.text) for one in cited] == [
        ("Zeta", "(Yu 2020c)"), ("The Alpha", "(Yu 2020a)"), ("Beta", "(Yu 2020b)")
    ]  # fmt: skip


def test_a_work_cited_again_has_the_short_note():
    cited = cite_many([replace(LIU, key="liu"), replace(LIU, key="liu")], STYLES["chicago-18-notes"])
    assert [one.text for one in cited] == [
        "1. Liu Xinwu, The Wedding Party, trans. Jeremy Tiang (Amazon Crossing, 2021).",
        "2. Liu, Wedding Party.",
    ]
