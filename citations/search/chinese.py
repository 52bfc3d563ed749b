"""Chinese as search compares it: readings in pinyin, syllables typed in pinyin or in Palladius, Taiwan words."""

import re
from collections.abc import Container
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from citations.palladius import SYLLABLES as PALLADIUS
from citations.readings import read, readings_of, without_tone
from citations.search.folding import HAN, fold

# The syllables of Standard Chinese, by initial, as GB/T 16159 writes them without tones and with u for ü.
_SYLLABLES = """
a ai an ang ao e ei en eng er o ou
ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu
pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu
ma mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu
fa fan fang fei fen feng fo fou fu
da dai dan dang dao de dei deng di dia dian diao die ding diu dong dou du duan dui dun duo
ta tai tan tang tao te teng ti tian tiao tie ting tong tou tu tuan tui tun tuo
na nai nan nang nao ne nei nen neng ni nian niang niao nie nin ning niu nong nou nu nuan nue nuo
la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu long lou lu luan lue lun luo
ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo
ka kai kan kang kao ke ken keng kong kou ku kua kuai kuan kuang kui kun kuo
ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo
ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun
qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun
xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun
zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo
cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo
sha shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan shuang shui shun shuo
ran rang rao re ren reng ri rong rou ru rua ruan rui run ruo
za zai zan zang zao ze zei zen zeng zi zong zou zu zuan zui zun zuo
ca cai can cang cao ce cen ceng ci cong cou cu cuan cui cun cuo
sa sai san sang sao se sen seng si song sou su suan sui sun suo
ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun
wa wai wan wang wei wen weng wo wu
"""
SYLLABLES = frozenset(_SYLLABLES.split())
_LONGEST_PINYIN = max(map(len, SYLLABLES))
_STARTS = frozenset(syllable[:n] for syllable in SYLLABLES for n in range(1, len(syllable) + 1))

# Readings a surname has and the same character elsewhere has not. After 现代汉语词典, 7th ed.
SURNAME_READINGS = {
    "曾": "zeng", "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "朴": "piao", "盖": "ge",
    "任": "ren", "华": "hua", "翟": "zhai", "乐": "yue", "尉": "yu", "缪": "miao", "召": "shao", "种": "chong",
    "黑": "he", "秘": "bi", "洗": "xian", "覃": "qin", "员": "yun", "折": "she", "万": "wan", "繁": "po",
}  # fmt: skip

_NG = re.compile(r"ng+")
_HAN_RUN = re.compile(rf"[{HAN}]+")


@cache
def _single(ways: tuple[str, ...]) -> str | None:
    """In: the readings of a character. Out: its syllable if they are one, tones apart: it needs no context."""
    found = {fold(way) for way in ways}
    return found.pop() if len(found) == 1 and found <= SYLLABLES else None


@lru_cache(maxsize=20_000)
def readings(han: str) -> tuple[str, ...]:
    """In: Simplified characters. Out: one pinyin syllable each, no tones, u for ü, read in context as pypinyin does."""
    single = [_single(readings_of(sign)) for sign in han]
    if None not in single:
        return tuple(filter(None, single))
    # A character without a known reading is passed over.
    return tuple(without_tone(syllable).replace("ü", "u") for _, syllable in read(han) if syllable)


def surname_readings(han: str) -> tuple[str, ...] | None:
    """In: a person's name. Out: its syllables when its first character has a reading of its own as a surname."""
    surname = SURNAME_READINGS.get(han[:1])
    if surname is None or len(han) > 4:
        return None
    found = (surname, *readings(han)[1:])
    return None if found == readings(han) else found


def loose(pinyin: str) -> str:
    """In: pinyin, joined. Out: what southern and northern speech, and a hurried typist, write alike: z/zh, n/ng ..."""
    # n+g too, wherever it stands: fan'gan and fang'an cannot be told apart when they are typed without apostrophe.
    if "h" in pinyin:
        pinyin = pinyin.replace("zh", "z").replace("ch", "c").replace("sh", "s")
    return _NG.sub("n", pinyin) if "ng" in pinyin else pinyin


def cut(text: str, pieces: Container[str], longest: int, at_most: int) -> list[list[str]]:
    """In: a text, the pieces it may consist of. Out: ways to cut all of it, longest first pieces first."""
    found: list[list[str]] = []
    dead: set[int] = set()

    def walk(start: int, taken: list[str]) -> bool:
        if start == len(text):
            found.append(taken)
            return True
        if start in dead:
            return False
        alive = False
        for size in range(min(longest, len(text) - start), 0, -1):
            piece = text[start : start + size]
            if piece in pieces:
                alive = walk(start + size, [*taken, piece]) or alive
                if len(found) >= at_most:
                    return True
        if not alive:
            dead.add(start)
        return alive

    walk(0, [])
    return found


_TONE_DIGIT = re.compile(r"(?<=[a-z])[0-5](?![0-9])")


@lru_cache(maxsize=2_000)
def split_pinyin(folded: str, at_most: int = 6) -> list[tuple[list[str], str]]:
    """In: folded Latin text, in one or more words, with or without tone digits. Out: the ways to read it as pinyin.

    Each way is its syllables and what is left of a syllable begun («guoj» is guo and j). Complete ways come first.
    """
    words = [word.replace("v", "u") for word in _TONE_DIGIT.sub(" ", folded).replace("-", " ").split()]
    if not words or len(words) > 24 or not all(word.isascii() and word.isalpha() and len(word) <= 48 for word in words):
        return []
    ways: list[list[list[str]]] = []
    for word in words[:-1]:
        found = cut(word, SYLLABLES, _LONGEST_PINYIN, 3)
        if not found:
            return []
        ways.append(found)
    last = words[-1]
    endings = [(way, "") for way in cut(last, SYLLABLES, _LONGEST_PINYIN, at_most)]
    for size in range(1, min(5, len(last)) + 1):
        head, tail = last[: len(last) - size], last[len(last) - size :]
        if tail in _STARTS and (head or len(words) > 1):
            endings.extend((way, tail) for way in cut(head, SYLLABLES, _LONGEST_PINYIN, 2))
    result: list[tuple[list[str], str]] = []
    for way, rest in endings:
        for before in product(*ways):
            result.append(([*(syllable for part in before for syllable in part), *way], rest))
            if len(result) >= 2 * at_most:
                return result
    return result


def nearly_pinyin(folded: str) -> list[str]:
    """In: folded Latin text. Out: the syllables in it, longest first at each place, skipping what is no syllable."""
    found: list[str] = []
    for word in folded.replace("v", "u").split():
        start = 0
        while start < len(word):
            for size in range(min(_LONGEST_PINYIN, len(word) - start), 0, -1):
                if word[start : start + size] in SYLLABLES:
                    found.append(word[start : start + size])
                    start += size
                    break
            else:
                start += 1
    return found


@cache
def palladius_syllables() -> dict[str, str]:
    """Out: Palladius syllable to pinyin syllable, both folded."""
    table: dict[str, str] = {}
    # Not yo: its йо stands in Russian words, and 哟 in no name.
    for syllable in sorted(SYLLABLES - {"yo"}):
        plain = re.sub(r"^([nl])ue$", r"\1üe", syllable)
        table.setdefault(fold(PALLADIUS[plain]), syllable)
    # As it is also written: хой, which avoids хуэй; -уо for -о, after pinyin; ü.
    table |= {"хой": "hui", "люй": "lu", "нюй": "nu"}
    table |= {"дуо": "duo", "туо": "tuo", "суо": "suo", "чуо": "chuo", "шуо": "shuo"}
    # Newspapers write е for э after a consonant: Ден Сяопин.
    for cyrillic, syllable in list(table.items()):
        if "э" in cyrillic[1:]:
            table.setdefault(cyrillic.replace("э", "е"), syllable)
    return table


_ENDINGS = (
    ("", ("",)),
    ("а", ("",)), ("я", ("ь", "й")), ("у", ("",)), ("ю", ("ь", "й")), ("ом", ("",)), ("ем", ("ь", "й", "")),
    ("е", ("", "ь", "й")), ("и", ("ь", "й")), ("ы", ("",)), ("ов", ("",)), ("ей", ("ь",)),
)  # fmt: skip


@lru_cache(maxsize=2_000)
def split_palladius(folded: str, at_most: int = 8) -> list[list[str]]:
    """In: folded Cyrillic words. Out: the pinyin syllables they may transcribe by Palladius, the last word in any case.

    «си цзиньпина» gives xi jin ping. Empty when some word cannot be a transcription.
    """
    words = folded.replace("ъ", "").replace("-", " ").split()
    if not words or len(words) > 8 or any(len(word) > 40 for word in words):
        return []
    table = palladius_syllables()
    longest = max(map(len, table))
    choices: list[list[list[str]]] = []
    for place, word in enumerate(words):
        found: list[list[str]] = []
        for ending, restored in _ENDINGS:
            if not word.endswith(ending) or (ending and len(word) - len(ending) < 2):
                continue
            if ending and place < len(words) - 1 and len(words) > 2:
                continue
            base = word[: len(word) - len(ending)] if ending else word
            for addition in restored:
                for way in cut(base + addition, table, longest, 3):
                    syllables = [table[piece] for piece in way]
                    if syllables not in found:
                        found.append(syllables)
        if not found:
            return []
        choices.append(found)
    result: list[list[str]] = []
    for way_of_words in product(*choices):
        result.append([syllable for part in way_of_words for syllable in part])
        if len(result) >= at_most:
            break
    return result


@cache
def _converter(name: str) -> Any:
    """Out: OpenCC for one conversion."""
    # The path is given in full: OpenCC would read a file of the same name in the working directory first.
    import opencc

    path = Path(opencc.__file__).parent / "clib" / "share" / "opencc" / f"{name}.json"
    return opencc.OpenCC(str(path) if path.exists() else name)


@lru_cache(maxsize=1_000)
def mainland_words(text: str) -> list[str]:
    """In: a query with Chinese characters. Out: the same with the mainland's words for Taiwan's, folded, if it differs.

    網路 and its Simplified spelling 网路 both give 网络.
    """
    if not _HAN_RUN.search(text):
        return []
    taiwan, traditional = _converter("tw2sp"), _converter("s2tw")
    plain = fold(text)
    found = [
        fold(taiwan.convert(text)),
        fold(taiwan.convert(traditional.convert(plain))),
    ]
    return [way for way in dict.fromkeys(found) if way != plain]
