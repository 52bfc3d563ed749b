"""What spreadsheets made of texts: numbers, dates and shares as people wrote them before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

#: The formats that spreadsheets in Chinese have built in besides those of openpyxl (ECMA-376, 18.8.30).
_CHINESE = {
    **dict.fromkeys(("27", "36", "50", "52", "57"), "yyyy/m"),
    **dict.fromkeys(("28", "29", "30", "31", "51", "53", "54", "58"), "yyyy/m/d"),
    **dict.fromkeys(("32", "33", "34", "35", "55", "56"), "h:mm"),
}
_NOT_A_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_MOST_DIGITS = 1e15


@dataclass(frozen=True, slots=True)
class NumberFormats:
    """The number formats of a workbook: own codes by identifier, the identifier by style of cell, and its first day."""

    codes: Mapping[str, str]
    of_cells: Sequence[str]
    is_1904: bool

    def of(self, style: str) -> str:
        """The format code of a style, in small letters, without what is printed as it stands."""
        index = int(style) if style.isdecimal() and len(style) < 7 else 0
        identifier = self.of_cells[index] if index < len(self.of_cells) else "0"
        code = self.codes.get(identifier) or _CHINESE.get(identifier)
        if code is None:
            code = BUILTIN_FORMATS.get(int(identifier) if identifier.isdecimal() else 0, "General")
        return "" if code == "General" else _NOT_A_CODE.sub("", code).lower()


def number_text(raw: str, formats: NumberFormats, style: str) -> str | None:
    """The number of a cell as a text: 1996.0 is 1996, a day is 1996-04-25, a month 1996-04, a share 50%.

    None when it is no number.
    """
    try:
        number = float(raw)
    except ValueError:
        return None
    if number != number or abs(number) == float("inf"):
        return None
    code = formats.of(style)
    if "general" not in code and re.search(r"[ymdhs年月日]", code):
        return _date_text(number, code, is_1904=formats.is_1904)
    if "%" in code:
        return f"{_plain(round(number * 100, 10))}%"
    return _plain(number)


def _plain(number: float) -> str:
    return str(int(number)) if number.is_integer() and abs(number) < _MOST_DIGITS else repr(number)


def _date_text(number: float, code: str, *, is_1904: bool) -> str | None:
    try:
        moment = from_excel(number, MAC_EPOCH if is_1904 else WINDOWS_EPOCH)
    except (OverflowError, ValueError):
        return None
    if isinstance(moment, time):
        return moment.isoformat()
    if not isinstance(moment, datetime):
        return None
    if moment.time() != time():
        return moment.isoformat(timespec="seconds")
    if "d" in code:
        return moment.strftime("%Y-%m-%d") if moment.year > 999 else None
    return f"{moment.year:04}-{moment.month:02}" if "m" in code else f"{moment.year:04}"
