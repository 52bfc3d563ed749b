"""GOST R 7.0.5-2008: examples of the standard written out by hand, and works of our own corpus."""

# ruff: noqa: E501, ISC004 — a table of texts: a row is a work and what the standard makes of it

from __future__ import annotations

from dataclasses import replace

import pytest

from citations.citing import gost
from citations.citing.items import Contributor, Item, Locator, Texts, TreatyData
from citations.citing.registry import STYLES, cite, cite_many
from tests.citations.citing.works import organization, person, work

STANDARD = work(
    "standard", "ru", "Издания. Выходные сведения. Общие требования и правила оформления", number="ГОСТ Р 7.0.4–2006",
    place="Москва", issued="2006", pages="II, 43",
)  # fmt: skip
LIST = [
    (
        work("book", "ru", "Модернизм: искусство первой половины XX века", "Герман|Михаил|Юрьевич", place="Санкт-Петербург",
             publisher="Азбука-классика", issued="2003", pages="480", collection="Новая история искусства"),
        "Герман М. Ю. Модернизм: искусство первой половины XX века. СПб.: Азбука-классика, 2003. 480 с. "
        "(Новая история искусства).",
    ),
    (
        work("book", "ru", "Терминологические словари: библиография", "Кауфман|И. М.", place="Москва", issued="1961"),
        "Кауфман И. М. Терминологические словари: библиография. М., 1961.",
    ),
    (
        work("book", "ru", "Эволюция движений в мужском классическом танце", "Валукин|М. Е.", place="Москва",
             publisher="ГИТИС", issued="2006", pages="251"),
        "Валукин М. Е. Эволюция движений в мужском классическом танце. М.: ГИТИС, 2006. 251 с.",
    ),
    (
        work("book", "ru", "Содержание и технологии образования взрослых", organization("Ин-т образования взрослых", "ru"),
             Contributor(role="editor", name_as_printed="под ред. А. Е. Марона"), place="Москва", publisher="ИОВ",
             issued="2007", pages="118"),
        "Содержание и технологии образования взрослых / Ин-т образования взрослых; под ред. А. Е. Марона. "
        "М.: ИОВ, 2007. 118 с.",
    ),
    (
        work("article-journal", "ru", "Охрана и рациональное использование болот в Республике Марий Эл", "Ефимова|Т. Н.",
             "Кусакин|А. В.", container="Проблемы региональной экологии", issued="2007", issue="1", pages="80-86"),
        "Ефимова Т. Н., Кусакин А. В. Охрана и рациональное использование болот в Республике Марий Эл // Проблемы "
        "региональной экологии. 2007. № 1. С. 80–86.",
    ),
    (
        work("article-journal", "ru", "К логике социальных наук", "Адорно|Т. В.", container="Вопр. философии",
             issued="1992", issue="10", pages="76-86"),
        "Адорно Т. В. К логике социальных наук // Вопр. философии. 1992. № 10. С. 76–86.",
    ),
    (
        work("article-journal", "ru", "О необходимости в содействии русскому книговедению", "Анастасевич|В. Г.",
             container="Благонамеренный", issued="1820", volume="10", issue="7", pages="32-42"),
        "Анастасевич В. Г. О необходимости в содействии русскому книговедению // Благонамеренный. 1820. Т. 10, № 7. "
        "С. 32–42.",
    ),
    (
        work("article-journal", "ru", "Система Соционет как платформа для разработки научных информационных ресурсов",
             "Паринов|С. И.", "Ляпунов|В. М.", "Пузырев|Р. Л.", container="Электрон. б-ки", issued="2003", volume="6",
             issue="вып. 1", url="http://www.elbib.ru/PLP/", accessed="2006-11-25"),
        "Паринов С. И., Ляпунов В. М., Пузырев Р. Л. Система Соционет как платформа для разработки научных "
        "информационных ресурсов // Электрон. б-ки. 2003. Т. 6, вып. 1. URL: http://www.elbib.ru/PLP/ "
        "(дата обращения: 25.11.2006).",
    ),
    (
        work("webpage", "ru", "Создание телевидения", "Члиянц|Г.", container="QRZ.RU: сервер радиолюбителей России",
             issued="2004", url="http://www.qrz.ru/articles/article260.html", accessed="2006-02-21"),
        "Члиянц Г. Создание телевидения // QRZ.RU: сервер радиолюбителей России. 2004. "
        "URL: http://www.qrz.ru/articles/article260.html (дата обращения: 21.02.2006).",
    ),
    (
        work("webpage", "ru", "С Белой Армией по Сибири", "Литчфорд|Е. У.",
             container="Восточный фронт Армии адмирала А. В. Колчака: сайт", accessed="2007-08-23",
             url="http://east-front.narod.ru/memo/latchford.htm"),
        "Литчфорд Е. У. С Белой Армией по Сибири // Восточный фронт Армии адмирала А. В. Колчака: сайт. "
        "URL: http://east-front.narod.ru/memo/latchford.htm (дата обращения: 23.08.2007).",
    ),
    (
        work("article-newspaper", "ru", "О противодействии терроризму", container="Рос. газ.", issued="2006-03-10"),
        "О противодействии терроризму // Рос. газ. 2006. 10 марта.",
    ),
    # Four authors and more: the title leads, the first author stands behind the slash (4.10).
    (
        work("book", "ru", "История Российской книжной палаты, 1917–1935", "Айгистов|Р. А.", "Б|Б.", "В|В.", "Г|Г.",
             place="Москва", issued="2006"),
        "История Российской книжной палаты, 1917–1935 / Р. А. Айгистов [и др.]. М., 2006.",
    ),
    (
        work("book", "en", "Alliances", "Walt|Stephen M.", "Snyder|Glenn", "Wendt|Alexander", "Waltz|Kenneth N.",
             place="New York", publisher="Norton", issued="1999"),
        "Alliances / S. M. Walt [et al.]. New York: Norton, 1999.",
    ),
    (
        work("book", "zh", "中俄关系", "阎|学通", "郑|羽", "戴|旭", "丁|文详", place="北京", publisher="人民出版社",
             issued="2012"),
        "中俄关系 / 阎学通 [等]. 北京: 人民出版社, 2012.",
    ),
    # Names.
    (
        work("book", "ru", "Между прошлым и будущим", "Лавров|Сергей|Викторович", place="Москва", issued="2011"),
        "Лавров С. В. Между прошлым и будущим. М., 2011.",
    ),
    (work("book", "ru", "Книга", "Мелвиль|Жан-Поль"), "Мелвиль Ж.-П. Книга."),
    (work("book", "ru", "Книга", person("Чжэн|Юй", "ru", native="zh-Hans")), "Чжэн Юй. Книга."),
    (work("book", "zh", "书", "郑|羽", place="北京", issued="2006"), "郑羽. 书. 北京, 2006."),
    (work("book", "en", "Random Signals", "Peebles|Peyton Z., Jr."), "Peebles P. Z., Jr. Random Signals."),
    (work("book", "fr", {"en": "Foreign policy"}, title_original="Politique étrangère", issued="1999"),
     "Politique étrangère. 1999."),
    # Responsibility, editions, parts of books.
    (
        work("book", "ru", "Мир", person("Иванов|Иван|Иванович", "ru"), person("Перов|Пётр", "ru", "translator"),
             edition="2", place="Ленинград", publisher="Наука", issued="1985"),
        "Иванов И. И. Мир / пер. П. Перов. 2-е изд. Л.: Наука, 1985.",
    ),
    (
        work("chapter", "ru", "Глава", "Иванов|И. И.", container="Сборник",
             container_contributors=(person("Петров|П. П.", "ru", "editor"),), place="Нижний Новгород", publisher="ННГУ",
             issued="1999", pages="5—17"),
        "Иванов И. И. Глава // Сборник / ред. П. П. Петров. Н. Новгород: ННГУ, 1999. С. 5–17.",
    ),
    (
        work("entry-encyclopedia", "en", "Alliances", "Wolfers|Arnold",
             container="International Encyclopedia of the Social Sciences", place="New York", publisher="Macmillan",
             issued="1968", volume="1", pages="268-271"),
        "Wolfers A. Alliances // International Encyclopedia of the Social Sciences. New York: Macmillan, 1968. Vol. 1. "
        "P. 268–271.",
    ),
    (
        work("thesis", "ru", "Этнополитические конфликты в современной России", "Фенухин|В. И.", place="Москва",
             issued="2002"),
        "Фенухин В. И. Этнополитические конфликты в современной России: дис. М., 2002.",
    ),
    (
        work("article-journal", "en", "Alliance Theory: A Neorealist First Cut", "Snyder|Glenn H.",
             container="Journal of International Affairs", issued="1990", volume="44", issue="1", pages="103-123"),
        "Snyder G. H. Alliance Theory: A Neorealist First Cut // Journal of International Affairs. 1990. Vol. 44, No. 1. "
        "P. 103–123.",
    ),
    (
        work("article-journal", "zh", "俄罗斯可靠吗？", "阎|学通", container="国际经济评论", issued="2012", volume="18",
             issue="3", pages="21-25"),
        "阎学通. 俄罗斯可靠吗？ // 国际经济评论. 2012. 第18卷, 第3期. 第21–25页.",
    ),
    (
        work("book", "ru", "Мемуары", "де Голль|Шарль", place="Москва", issued="2003"), "де Голль Ш. Мемуары. М., 2003."
    ),
    (work("book", "ru", "Сказки", "Мамин-Сибиряк|Дмитрий|Наркисович"), "Мамин-Сибиряк Д. Н. Сказки."),
    (work("book", "ru", "Трагедия", person("Миршаймер|Джон", "ru", native="en")), "Миршаймер Дж. Трагедия."),
    (work("book", "ru", "Книга", person("Голсуорси|Джон Уильям", "ru", native="en")), "Голсуорси Дж. У. Книга."),
    (work("book", "en", "Letters", "Beethoven|Ludwig van"), "Beethoven L. van. Letters."),
    (
        work("report", "ru", "Доклад о развитии", "Иванов|И. И.", "=РСМД", place="Москва", publisher="РСМД", issued="2016"),
        "Иванов И. И. Доклад о развитии / РСМД. М.: РСМД, 2016.",
    ),
    # Places, editions, extents and numbers as they are recorded.
    (
        work("book", "ru", "Мир", "Иванов|И. И.", edition="изд. 2-е, испр.", place="Москва ; Ленинград", publisher="Наука",
             issued="1950", pages="480 с."),
        "Иванов И. И. Мир. Изд. 2-е, испр. М.; Л.: Наука, 1950. 480 с.",
    ),
    (work("book", "ru", "Мир", place="[Москва]", issued="1950"), "Мир. [М.], 1950."),
    (work("book", "ru", "Мир", place="Москва [и др.]", publisher="Наука"), "Мир. М. [и др.]: Наука."),
    (
        work("article-journal", "ru", "Собственность", "Иванов|И. И.", container="Вестн. КрасГАУ", issued="2006",
             issue="вып. 14", pages="с. 42-46"),
        "Иванов И. И. Собственность // Вестн. КрасГАУ. 2006. Вып. 14. С. 42–46.",
    ),
    (
        work("article-journal", "ru", "Собственность", container="Вестн. КрасГАУ", issued="2006", volume="т. 3",
             issue="Вып. 1", pages="XII-XV"),
        "Собственность // Вестн. КрасГАУ. 2006. Т. 3, вып. 1. С. XII–XV.",
    ),
    (
        work("article-newspaper", "de", {"en": "An alliance"}, title_original="Ein Bündnis", container={"en": "Die Zeit"},
             issued="2012-02-10", pages="3"),
        "Ein Bündnis // Die Zeit. 2012. 10. Februar. S. 3.",
    ),
    (
        work("article-newspaper", "fr", {"en": "An alliance"}, title_original="Une alliance", container={"en": "Le Monde"},
             issued="2012-08-01", pages="3"),
        "Une alliance // Le Monde. 2012. 1 août. P. 3.",
    ),
    (
        work("article-newspaper", "en", "An alliance", container="The Times", issued="2016-06-28/2016-06-30"),
        "An alliance // The Times. 2016. 28–30 June.",
    ),
    # The book that contains the work: its authors, those behind its slash, phrases as printed.
    (
        work("chapter", "ru", "Глава", "Иванов|И. И.", container="Сборник", place="Москва", issued="1999", pages="5-17",
             container_contributors=(Contributor(role="editor", name_as_printed="Под ред. П. П. Петрова"),
                                     Contributor(role="translator", name_as_printed="пер. с англ. С. С. Сидорова"))),
        "Иванов И. И. Глава // Сборник / под ред. П. П. Петрова; пер. с англ. С. С. Сидорова. М., 1999. С. 5–17.",
    ),
    (
        work("paper-conference", "ru", "Комплимент", "Двинянинова|Г. С.", container="Социальная власть языка: сб. науч. тр.",
             container_contributors=(organization("Воронеж. гос. ун-т", "ru"),), place="Воронеж", issued="2001",
             pages="101-106"),
        "Двинянинова Г. С. Комплимент // Социальная власть языка: сб. науч. тр. / Воронеж. гос. ун-т. Воронеж, 2001. "
        "С. 101–106.",
    ),
    (
        work("chapter", "ru", "Предисловие", "Иванов|И. И.", container="Политика",
             container_contributors=(person("Петров|П. П.", "ru"),), place="Москва", issued="1999", pages="5-17"),
        "Иванов И. И. Предисловие // Петров П. П. Политика. М., 1999. С. 5–17.",
    ),
    (
        work("chapter", "ru", "Глава", "Иванов|И. И.", container="Сочинения",
             container_contributors=(person("Иванов|И. И.", "ru"),), place="Москва", issued="1999", volume="2", pages="5-17"),
        "Иванов И. И. Глава // Сочинения. М., 1999. Т. 2. С. 5–17.",
    ),
    # Theses, standards, laws, archival documents, web pages, speeches.
    (
        work("thesis", "ru", "Творческая история «Записок охотника» И. С. Тургенева: автореф. дис. … канд. филол. наук",
             "Лукина|В. А.", place="Санкт-Петербург", issued="2006", pages="26"),
        "Лукина В. А. Творческая история «Записок охотника» И. С. Тургенева: автореф. дис. … канд. филол. наук. СПб., "
        "2006. 26 с.",
    ),
    (STANDARD, "ГОСТ Р 7.0.4–2006. Издания. Выходные сведения. Общие требования и правила оформления. М., 2006. II, 43 с."),
    (
        work("legislation", "ru", "О противодействии терроризму", number="35-ФЗ", container="Рос. газ.", issued="2006-03-06"),
        "О противодействии терроризму (от 6 марта 2006 г. № 35-ФЗ) // Рос. газ.",
    ),
    (
        work("legislation", "ru", "О противодействии терроризму", number="35-ФЗ", issued="2006-03-06",
             url="http://kremlin.ru/acts/bank/23522", accessed="2020-01-05"),
        "О противодействии терроризму (от 6 марта 2006 г. № 35-ФЗ). URL: http://kremlin.ru/acts/bank/23522 "
        "(дата обращения: 05.01.2020).",
    ),
    (
        work("legislation", "ru", "О противодействии терроризму: федер. закон от 6 марта 2006 г. № 35-ФЗ", number="35-ФЗ",
             container="Рос. газ.", issued="2006-03-10"),
        "О противодействии терроризму: федер. закон от 6 марта 2006 г. № 35-ФЗ // Рос. газ. 2006. 10 марта.",
    ),
    (
        work("legislation", "zh", "中华人民共和国国家安全法", number="29", issued="2015-07-01"),
        "中华人民共和国国家安全法（2015年7月1日，第29号）.",
    ),
    (
        work("manuscript", "ru", "К небольшому курсу по библиографии: материалы и заметки", "Гребенщиков|Я. П.",
             container="ОР РНБ", number="Ф. 41. Ед. хр. 45", pages="1-10", issued="1924-02-26"),
        "Гребенщиков Я. П. К небольшому курсу по библиографии: материалы и заметки, 26 февр. 1924 г. // ОР РНБ. Ф. 41. "
        "Ед. хр. 45. Л. 1–10.",
    ),
    (
        work("personal_communication", "ru", "Письмо Б. С. Боднарскому от 20 октября 1925 г.", "Куфаев|М. Н.",
             container="ОР РГБ. Ф. 573. Картон 41. Д. 55. Л. 18", issued="1925-10-20"),
        "Куфаев М. Н. Письмо Б. С. Боднарскому от 20 октября 1925 г. // ОР РГБ. Ф. 573. Картон 41. Д. 55. Л. 18.",
    ),
    (
        work("document", "ru", "Записка о союзе", container="ГАРФ", number="Ф. 102. Оп. 1. Д. 5", pages="Л. 12",
             issued="1950"),
        "Записка о союзе, 1950 г. // ГАРФ. Ф. 102. Оп. 1. Д. 5. Л. 12.",
    ),
    (
        work("webpage", "ru", "Официальные периодические издания: электрон. путеводитель", "=Рос. нац. б-ка",
             place="Санкт-Петербург", issued="2005/2007", url="http://www.nlr.ru/lawcenter/izd/index.html",
             accessed="2007-01-18"),
        "Официальные периодические издания: электрон. путеводитель / Рос. нац. б-ка. СПб., 2005–2007. "
        "URL: http://www.nlr.ru/lawcenter/izd/index.html (дата обращения: 18.01.2007).",
    ),
    (
        work("webpage", "ru", "Статья", container="РИА Новости", publisher="РИА Новости", issued="2014-05-20",
             url="https://ria.ru/1", accessed="2020-01-01"),
        "Статья // РИА Новости. 2014. 20 мая. URL: https://ria.ru/1 (дата обращения: 01.01.2020).",
    ),
    (
        work("speech", "ru", "Речь на форуме", person("Путин|Владимир|Владимирович", "ru", "speaker"), place="Москва",
             issued="2016-06-25"),
        "Путин В. В. Речь на форуме. М., 2016. 25 июня.",
    ),
    # Our own corpus.
    (
        work("article-newspaper", "ru", "В Китае опубликована директивная статья о необходимости создания Евразийского "
             "альянса с участием России и Китая против НАТО", "Драбкин|Александр", container="Правда",
             issued="2012-02-10"),
        "Драбкин А. В Китае опубликована директивная статья о необходимости создания Евразийского альянса с участием "
        "России и Китая против НАТО // Правда. 2012. 10 февр.",
    ),
    (
        work("webpage", "ru", "Путин: Россия не будет создавать военно-политический союз с Китаем", container="АиФ.ru",
             issued="2014-04-17", url="http://www.aif.ru/politics/world/1151842"),
        "Путин: Россия не будет создавать военно-политический союз с Китаем // АиФ.ru. 2014. 17 апр. "
        "URL: http://www.aif.ru/politics/world/1151842.",
    ),
    (
        work("report", "ru", "Российско-китайский диалог: модель 2016", publisher="Российский совет по международным делам",
             number="25", issued="2016"),
        "Российско-китайский диалог: модель 2016. Российский совет по международным делам, 2016. № 25.",
    ),
    (
        work("article-magazine", "en", "A title", container="The Diplomat", issued="2014-05"),
        "A title // The Diplomat. 2014. May.",
    ),
    (work("article-magazine", "ru", "Заглавие", container="Огонёк", issued="2014-05"), "Заглавие // Огонёк. 2014. Май."),
    (
        Item(type="treaty", title=Texts(ru="Договор о дружбе, союзе и взаимной помощи"),
             treaty=TreatyData(kind="treaty", signed="1950-02-14", place=Texts(ru="Москва"), registration_number="I-3103",
                               registration_volume="226", registration_page="3")),
        "Договор о дружбе, союзе и взаимной помощи (Москва, 14 февр. 1950 г.) // United Nations Treaty Series. Vol. 226. "
        "P. 3. No. I-3103.",
    ),
    (
        Item(type="treaty", language="zh-Hans", title=Texts(zh_hans="中苏联合公报"),
             treaty=TreatyData(kind="communique", signed="1989-05-18", place=Texts(zh_hans="北京"),
                               publications=(("zh-Hans", "中华人民共和国国务院公报，1989年第9号"),))),
        "中苏联合公报（北京，1989年5月18日） // 中华人民共和国国务院公报，1989年第9号.",
    ),
    (
        Item(type="treaty", language="en", title=Texts(en="Treaty of Alliance"),
             treaty=TreatyData(kind="treaty", signed="1896-06-03", place=Texts(en="Moscow"))),
        "Treaty of Alliance (Moscow, 3 June 1896).",
    ),
    # Dates.
    (work("book", "ru", "Книга", place="Москва", issued="1896?"), "Книга. М., [1896?]."),
    (work("book", "ru", "Книга", place="Москва", issued="1896~"), "Книга. М., [ок. 1896]."),
    (work("book", "ru", "Книга", place="Москва", issued="189X"), "Книга. М., [1890-е]."),
    (work("book", "ru", "Книга", place="Москва", issued="1949/1953"), "Книга. М., 1949–1953."),
    (work("article-newspaper", "ru", "Статья", container="Правда", issued="2016-06-28/2016-06-30"),
     "Статья // Правда. 2016. 28–30 июня."),
    (work("article-magazine", "ru", "Статья", container="Огонёк", issued="2016-06/2016-07"),
     "Статья // Огонёк. 2016. Июнь–июль."),
    # What is missing.
    (Item(language="ru"), "[без заглавия]."),
    (
        Item(type="article-newspaper", language="ru", description=Texts(ru="Статья о союзе."), container=Texts(ru="Правда")),
        "[Статья о союзе] // Правда.",
    ),
    (work("patent", "ru", "Приемопередающее устройство", number="2187888", issued="2002"),
     "Приемопередающее устройство: пат. 2187888. 2002."),
]  # fmt: skip


@pytest.mark.parametrize(("item", "expected"), LIST)
def test_entry_of_a_list(item, expected):
    assert gost.reference(item).text == expected


def at(item: Item, page: str, label: str = "page") -> Item:
    return replace(item, locator=Locator(label, page))


TARASOVA = work("book", "ru", "Политическая история Латинской Америки", "Тарасова|В. И.", place="Москва", issued="2006")
NOTES = [
    (at(TARASOVA, "305"), "Тарасова В. И. Политическая история Латинской Америки. М., 2006. С. 305."),
    (
        at(work("book", "ru", "Искусство Средних веков", "Кутепов|В. И.", "Виноградова|А. Г.",
                Contributor(role="editor", name_as_printed="под общ. ред. В. И. Романова"), place="Ростов-на-Дону",
                issued="2006"), "144-251"),
        "Кутепов В. И., Виноградова А. Г. Искусство Средних веков / под общ. ред. В. И. Романова. Ростов н/Д, 2006. "
        "С. 144–251.",
    ),
    (
        at(work("book", "ru", "Радиотомография ионосферы", "Куницын|В. Е.", "Терещенко|Е. Д.", "Андреева|Е. С.",
                place="Москва", publisher="Физматлит", issued="2007", pages="336"), "250-282"),
        "Куницын В. Е., Терещенко Е. Д., Андреева Е. С. Радиотомография ионосферы. М.: Физматлит, 2007. С. 250–282.",
    ),
    (
        at(work("article-journal", "ru", "Верования и обряды амурских эвенков", "Березницкий|С. В.",
                container="Россия и АТР", issued="2007", issue="1", pages="67-75"), "70"),
        "Березницкий С. В. Верования и обряды амурских эвенков // Россия и АТР. 2007. № 1. С. 70.",
    ),
    (
        at(work("book", "en", "The Origins of Alliances", "Walt|Stephen M.", place="Ithaca", publisher="Cornell UP",
                issued="1987"), "33"),
        "Walt S. M. The Origins of Alliances. Ithaca: Cornell UP, 1987. P. 33.",
    ),
    (
        at(Item(type="treaty", language="ru", title=Texts(ru="Договор о добрососедстве"),
                treaty=TreatyData(kind="treaty", signed="2001-07-16", place=Texts(ru="Москва"))), "8", "article"),
        "Договор о добрососедстве (Москва, 16 июля 2001 г.). Ст. 8.",
    ),
    (
        at(work("book", "zh", "书", "郑|羽", place="北京", publisher="人民出版社", issued="2006"), "5"),
        "郑羽. 书. 北京: 人民出版社, 2006. 第5页.",
    ),
    (
        at(work("manuscript", "ru", "Записка", container="ГАРФ", number="Ф. 102. Оп. 1. Д. 5", issued="1950"), "12 об.",
           "folio"),
        "Записка, 1950 г. // ГАРФ. Ф. 102. Оп. 1. Д. 5. Л. 12 об.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("item", "expected"), NOTES)
def test_note(item, expected):
    assert gost.note(item).text == expected


@pytest.mark.parametrize(
    ("item", "same", "repeated"),
    [
        (TARASOVA, "Там же.", "Тарасова В. И. Указ. соч."),
        (at(TARASOVA, "68"), "Там же. С. 68.", "Тарасова В. И. Указ. соч. С. 68."),
        (NOTES[4][0], "Ibid. P. 33.", "Walt S. M. Op. cit. P. 33."),
        (
            at(work("book", "ru", "Концепция виртуальных миров и научное познание", issued="2000"), "190"),
            "Там же. С. 190.",
            "Концепция виртуальных миров … С. 190.",
        ),
        (NOTES[5][0], "Там же. Ст. 8.", "Договор о добрососедстве. Ст. 8."),
        (
            at(work("book", "ru", "Геоинформационное моделирование территориальных рынков банковских услуг",
                    "Дружинин|А. Г.", "Б|Б.", "В|В.", "Г|Г.", place="Шахты", issued="2006"), "28"),
            "Там же. С. 28.",
            "Геоинформационное моделирование территориальных рынков … С. 28.",
        ),
        (
            at(work("book", "ru", "Содержание и технологии образования взрослых: проблема опережающего образования"), "5"),
            "Там же. С. 5.",
            "Содержание и технологии образования взрослых. С. 5.",
        ),
        (
            at(work("book", "ru", "У водоразделов мысли", "Флоренский|П. А.", issued="1990", volume="2"), "27"),
            "Там же. С. 27.",
            "Флоренский П. А. Указ. соч. Т. 2. С. 27.",
        ),
        (at(STANDARD, "5"), "Там же. С. 5.", "ГОСТ Р 7.0.4–2006. С. 5."),
        (
            at(work("patent", "ru", "Приемопередающее устройство", number="2187888 Рос. Федерация"), "2"),
            "Там же. С. 2.",
            "Пат. 2187888 Рос. Федерация. С. 2.",
        ),
    ],
)  # fmt: skip
def test_repeated_note(item, same, repeated):
    assert gost.same(item).text == same
    assert gost.repeated(item).text == repeated


def test_quoted_through_another_work():
    original = work("book", "ru", "Письма", "Иванов|И. И.")
    florensky = at(
        work("book", "ru", "У водоразделов мысли", "Флоренский|П. А.", place="Москва", issued="1990", volume="2"), "27"
    )
    expected = "Цит. по: Флоренский П. А. У водоразделов мысли. М., 1990. Т. 2. С. 27."
    assert gost.note(replace(original, quoted_in=florensky)).text == expected
    assert cite(florensky, STYLES["gost-r-7-0-5-2008-note"]).others["quoted"].text == expected


def test_notes_in_a_row_are_shortened():
    one, other = replace(TARASOVA, key="one"), replace(NOTES[3][0], key="other", locator=None)
    cited = cite_many([one, one, other, at(one, "7")], STYLES["gost-r-7-0-5-2008-note"])
    assert [note.text for note in cited] == [
        "1. Тарасова В. И. Политическая история Латинской Америки. М., 2006.",
        "2. Там же.",
        "3. Березницкий С. В. Верования и обряды амурских эвенков // Россия и АТР. 2007. № 1. С. 67–75.",
        "4. Тарасова В. И. Указ. соч. С. 7.",
    ]


def test_an_author_with_two_works_is_repeated_by_the_short_title():
    one = replace(TARASOVA, key="one")
    two = replace(TARASOVA, key="two", title=Texts(ru="История"))
    cited = cite_many([one, two, one], STYLES["gost-r-7-0-5-2008-note"])
    assert cited[2].text == "3. Тарасова В. И. Политическая история Латинской Америки."


def test_references_in_the_text():
    item = at(TARASOVA, "81")
    assert gost.in_text(item, 10).text == "[10, с. 81]"
    assert gost.in_text_by_author(item).text == "[Тарасова, 2006, с. 81]"
    assert gost.in_text_by_author(LIST[11][0]).text == "[История Российской книжной палаты, 1917–1935, 2006]"
    assert gost.in_text_by_author(LIST[17][0]).text == "[郑羽, 2006]"
    long = work("book", "ru", "Философия культуры и философия науки сегодня", "=Саратовский университет", issued="1999")
    assert gost.in_text_by_author(at(long, "176")).text == "[Философия культуры и философия…, 1999, с. 176]"
    assert gost.in_text_by_author(STANDARD).text == "[ГОСТ Р 7.0.4–2006, 2006]"


def test_letters_behind_the_year_are_in_the_script_of_the_entry():
    russian = [replace(TARASOVA, key=key, title=Texts(ru=key)) for key in ("Аз", "Буки")]
    english = [work("book", "en", key, "Walt|S. M.", place="Ithaca", issued="1987", key=key) for key in ("A", "B")]
    cited = cite_many([*russian, *english], STYLES["gost-r-7-0-5-2008-author-year"])
    assert [(one.citation.text, one.in_text.text) for one in cited] == [
        ("Тарасова В. И. Аз. М., 2006а.", "[Тарасова, 2006а]"),
        ("Тарасова В. И. Буки. М., 2006б.", "[Тарасова, 2006б]"),
        ("Walt S. M. A. Ithaca, 1987a.", "[Walt, 1987a]"),
        ("Walt S. M. B. Ithaca, 1987b.", "[Walt, 1987b]"),
    ]
    assert [one.in_text.text[-2] for one in cited] == ["\u0430", "\u0431", "a", "b"]


def test_the_letter_stands_behind_the_year_of_a_treaty():
    treaty = Item(
        key="one", type="treaty", language="ru", title=Texts(ru="Совместное заявление"),
        treaty=TreatyData(kind="statement", signed="1994-09-03", place=Texts(ru="Москва")),
    )  # fmt: skip
    other = replace(treaty, key="other", treaty=TreatyData(kind="statement", signed="1994-05-29"))
    cited = cite_many([treaty, other], STYLES["gost-r-7-0-5-2008-author-year"])
    assert [(one.citation.text, one.in_text.text) for one in cited] == [
        ("Совместное заявление (Москва, 3 сент. 1994а г.).", "[Совместное заявление, 1994а]"),
        ("Совместное заявление (29 мая 1994б г.).", "[Совместное заявление, 1994б]"),
    ]


def test_losses():
    item = work("webpage", "ru", "Статья", "Драбкин|Александр", url="https://pravda.example/", issued="2012")
    assert [(loss.field, loss.message) for loss in cite(item, STYLES["gost-r-7-0-5-2008-list"]).losses] == [
        ("contributions", "the patronymic of Драбкин is unknown, so an initial is missing"),
        ("accessed", "the day the address was read is unknown"),
    ]
