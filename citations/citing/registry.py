"""The styles: one line each, and what is done with any of them: cite one work, cite many, say what was lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from citations.citing import chicago, gb_t, gost
from citations.citing.items import Item
from citations.citing.losses import CHICAGO, GB, GOST, Demand, Loss, _, losses_of
from citations.citing.parts import Entry, Rich

#: Makes a form of the citation of a work; takes `language` and, where the style has it, `suffix`.
Form = Callable[..., Rich]


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style: its form, the other forms it has by name, and how it numbers or dates.

    `in_text` makes what stands in the text, from the number of the entry in a numbered style, else from the letter
    behind the year and, where the style has `names`, from the names that tell the authors of works cited together
    apart. The letters go by the order of the works, or by `filed`. `later` makes the note on a work that an earlier
    note cites, `same` the one right behind it.
    """

    id: str
    label: str
    form: Form
    entry: Callable[[Item, str], Entry]
    demand: Demand
    in_text: Form | None = None
    others: dict[str, Form] = field(default_factory=dict, hash=False)
    suffix: Callable[[Item, int, str], str] | None = None
    names: Callable[[Sequence[Item], str], list[str]] | None = None
    filed: Callable[[Item, str], str] | None = None
    number: str = ""
    same: Form | None = None
    later: Form | None = None


def _gb_numeric(id: str, label: str, edition: gb_t.Edition) -> Style:
    form = partial(gb_t.numeric, edition=edition)
    demand = Demand(GB, partial(gb_t.dates_access, edition=edition))
    return Style(id, label, form, gb_t.entry, demand, gb_t.in_text_number, number="[{}]")


def _gb_author_date(id: str, label: str, edition: gb_t.Edition) -> Style:
    form, in_text = partial(gb_t.author_date, edition=edition), partial(gb_t.in_text, edition=edition)
    demand = Demand(GB, partial(gb_t.dates_access, edition=edition))
    return Style(id, label, form, gb_t.entry, demand, in_text, suffix=gb_t.year_suffix)


_GOST = Demand(GOST)
_CHICAGO = Demand(CHICAGO)
_REPEATS: dict[str, Form] = {"repeated": gost.repeated, "same": gost.same, "quoted": gost.quoted_through}
_SHORTS: dict[str, Form] = {"short": chicago.short_note, "bibliography": chicago.bibliography}
_gost = partial(Style, entry=gost.entry, demand=_GOST)
_chicago = partial(Style, entry=chicago.entry, demand=_CHICAGO)

_ALL = (
    _gb_numeric("gb-t-7714-2025-numeric", _("GB/T 7714-2025 (numeric)"), gb_t.GB_2025),
    _gb_author_date("gb-t-7714-2025-author-date", _("GB/T 7714-2025 (author-date)"), gb_t.GB_2025),
    _gb_numeric("gb-t-7714-2015-numeric", _("GB/T 7714-2015 (numeric)"), gb_t.GB_2015),
    _gb_author_date("gb-t-7714-2015-author-date", _("GB/T 7714-2015 (author-date)"), gb_t.GB_2015),
    _gost("gost-r-7-0-5-2008-list", _("GOST R 7.0.5-2008 (list)"), gost.reference, in_text=gost.in_text, number="{}."),
    _gost("gost-r-7-0-5-2008-author-year", _("GOST R 7.0.5-2008 (list by author)"), gost.reference,
          in_text=gost.in_text_by_author, suffix=gost.year_suffix),
    _gost("gost-r-7-0-5-2008-note", _("GOST R 7.0.5-2008 (notes)"), gost.note,
          others=_REPEATS, number="{}.", same=gost.same, later=gost.repeated),
    _chicago("chicago-18-author-date", _("Chicago 18 (author-date)"), chicago.reference,
             in_text=chicago.in_text, suffix=chicago.year_suffix, names=chicago.names_in_text, filed=chicago.by_title),
    _chicago("chicago-18-notes", _("Chicago 18 (notes and bibliography)"), chicago.note,
             others=_SHORTS, number="{}.", later=chicago.short_note),
)  # fmt: skip
#: The styles by id; the first is the one that is meant when none is named.
STYLES: dict[str, Style] = {style.id: style for style in _ALL}
DEFAULT = _ALL[0].id


@dataclass(frozen=True, slots=True)
class Cited:
    """One work cited: its number or other label in front, the citation, what stands in the text, and the losses."""

    key: str
    language: str
    label: str
    citation: Rich
    in_text: Rich
    others: dict[str, Rich]
    losses: tuple[Loss, ...]

    @property
    def text(self) -> str:
        """Label and citation as plain text."""
        return f"{self.label} {self.citation.text}".strip()

    @property
    def html(self) -> str:
        """Label and citation as HTML."""
        return f"{self.label} {self.citation.html}".strip()


def cite(item: Item, style: Style, *, language: str = "") -> Cited:
    """`item` cited by itself, without a number; in `language` when given, else in its own."""
    return _cited(item, style, language=language, number=0, suffix="", form=style.form, others=style.others)


def cite_many(items: Sequence[Item], style: Style, *, language: str = "") -> list[Cited]:
    """`items` cited together in their order: numbered, or with letters behind the years of works by the same authors
    in one year; in notes a work that comes again is cited in short, or as the same as in the note before."""
    names = style.names(items, language) if style.names is not None else [""] * len(items)
    suffixes = _suffixes(items, style, language, names)
    found = []
    seen: set[str] = set()
    for place, item in enumerate(items):
        form = style.form
        if style.later is not None and item.key in seen:
            is_same = style.same is not None and items[place - 1].key == item.key
            is_only = (
                len({one.key for one in items if _authors(one, style, language) == _authors(item, style, language)})
                == 1
            )
            form = style.later if not is_same or style.same is None else style.same
            if form is gost.repeated:
                form = partial(gost.repeated, is_only_work=is_only)
        seen.add(item.key)
        found.append(
            _cited(
                item,
                style,
                language=language,
                number=place + 1,
                suffix=suffixes[place],
                form=form,
                others={},
                names=names[place],
            )
        )
    return found


def _cited(
    item: Item,
    style: Style,
    *,
    language: str,
    number: int,
    suffix: str,
    form: Form,
    others: dict[str, Form],
    names: str = "",
) -> Cited:
    one = style.entry(item, language)
    options = {"suffix": suffix} if style.suffix is not None else {}
    citation = form(item, language=language, **options)
    whole = style.form(item, language=language, **options).text
    in_text = Rich()
    if style.in_text is not None and style.number:
        in_text = style.in_text(item, number or 1, language=language)
    elif style.in_text is not None:
        in_text = style.in_text(item, language=language, **options, **_naming(names))
    return Cited(
        key=item.key,
        language=one.language,
        label=style.number.format(number) if style.number and number else "",
        citation=citation,
        in_text=in_text,
        others={name: other(item, language=language) for name, other in others.items()},
        losses=losses_of(one, whole, style.demand),
    )


def _suffixes(items: Sequence[Item], style: Style, language: str, names: Sequence[str]) -> list[str]:
    """The letters behind the years; "" for a work that needs none."""
    if style.suffix is None:
        return [""] * len(items)
    headings = [_heading(item, style, language, shown) for item, shown in zip(items, names, strict=True)]
    order = list(range(len(items)))
    if style.filed is not None:
        order.sort(key=[style.filed(item, language) for item in items].__getitem__)
    counts: dict[str, int] = {}
    letters = [""] * len(items)
    for index in order:
        heading = headings[index]
        place = counts.get(heading, 0)
        counts[heading] = place + 1
        if headings.count(heading) > 1:
            letters[index] = style.suffix(items[index], place, language)
    return letters


def _authors(item: Item, style: Style, language: str) -> tuple[str, ...]:
    one = style.entry(item, language)
    return tuple(f"{name.key} {name.given}" for name in one.authors) or (f"[{one.title}]",)


def _heading(item: Item, style: Style, language: str, names: str) -> str:
    """What the reader sees in the text: works that look alike there need a letter. An undated work has no year to
    put it behind, and needs one all the same."""
    assert style.in_text is not None
    return style.in_text(_without_locator(item), language=language, **_naming(names)).text


def _naming(names: str) -> dict[str, str]:
    return {"names": names} if names else {}


def _without_locator(item: Item) -> Item:
    return replace(item, locator=None)
