"""Finds, while an editor types, records of every kind by any of their names, and those that bear the same name.

The editors of a record see its drafts; whoever may not view a kind finds none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.contrib.admin import AdminSite
from django.db import models
from django.db.models.functions import Replace
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from citations.admin.asking import Question, Refused
from citations.admin.searching import Keys, find, find_keys, may_be_key, printable
from citations.indexing import FINDABLE
from citations.models import PublicRecord, Source
from citations.records import KINDS
from citations.search import engine
from citations.search.analysis import LONGEST_QUERY
from citations.search.engine import Hit
from citations.search.index import IndexOutOfDate
from citations.validators import KEY_LENGTH

#: How many records the palette offers, and how many doubles a name shows.
MOST_FOUND, MOST_DOUBLES = 12, 5
#: From this score on a name is the same, but for inflection, script and spaces.
SAME = 940
#: How a name can be nearly the same, and the score from which it is near enough to be told.
NEARLY = {"spacing": 900, "homophone": 700, "typo": 680, "look-alike": 680}
#: A treaty is a source as well: doubles of the one are looked for among both.
ALIKE = {"source": ("source", "treaty"), "treaty": ("treaty", "source")}
IDENTIFIERS = ("doi", "isbn", "url")


class AnyRecord(Question):
    """Records of every kind by any of their names, in any script, or by their keys; best first, drafts included."""

    parameters: ClassVar[Mapping[str, int]] = {"q": LONGEST_QUERY}

    def answer(self, request: HttpRequest, asked: Mapping[str, str]) -> dict[str, Any]:
        text = asked.get("q", "")
        if not text:
            return {"results": []}
        admins = viewable(self.admin_site, request, KINDS)
        try:
            keys = find_keys(printable(text), admins, MOST_FOUND, suggest=True)
        except IndexOutOfDate:
            keys = find_keys_alone(admins, text)
        places = {pair: place for place, pair in enumerate(keys.named)}
        found = []
        for order, (kind, model_admin) in enumerate(admins.items()):
            wanted = [*([text] if may_be_key(text) else []), *keys.by_kind.get(kind, ())]
            rows = model_admin.get_queryset(request).filter(key__in=wanted[: MOST_FOUND + 1]) if wanted else ()
            for one in rows:
                place = -1 if one.key == text else places.get((kind, one.key), len(places))
                found.append(((place, order, one.key), one, model_admin))
        found.sort(key=lambda one: one[0])
        return {"results": [in_short(one, model_admin) for _order, one, model_admin in found[:MOST_FOUND]]}


def find_keys_alone(admins: Mapping[str, Any], text: str) -> Keys:
    """What has the words in its key, while the search index is out of date."""
    rows = {kind: find(KINDS[kind].record_model._default_manager.all(), text, ("key",)) for kind in admins}
    found = {kind: list(one.values_list("key", flat=True)[:MOST_FOUND]) for kind, one in rows.items()}
    return Keys(found, named=[], is_cut=False)


class Doubles(Question):
    """Other records that bear the same name, or nearly; works also by DOI, ISBN or address.

    `kind` is the kind of the record being written and `own` its key, if it has one already; one of the others says
    what was typed.
    """

    parameters: ClassVar[Mapping[str, int]] = {
        "kind": 20,
        "own": KEY_LENGTH,
        "text": LONGEST_QUERY,
        "doi": 200,
        "isbn": 20,
        "url": 1000,
    }

    def answer(self, request: HttpRequest, asked: Mapping[str, str]) -> dict[str, Any]:
        kind = asked.get("kind", "")
        if kind not in FINDABLE:
            raise Refused(_("“kind” is one of %(kinds)s.") % {"kinds": ", ".join(FINDABLE)})
        given = [name for name in ("text", *IDENTIFIERS) if name in asked]
        if len(given) != 1 or (given[0] in IDENTIFIERS and kind not in ALIKE):
            raise Refused(_("Ask for one text, or of a work for one DOI, ISBN or address."))
        admins = viewable(self.admin_site, request, ALIKE.get(kind, (kind,)))
        own = (kind, asked.get("own", ""))
        if given[0] in IDENTIFIERS:
            same = identified(given[0], asked[given[0]])
            near = [(*pair, True) for pair in same if pair != own and pair[0] in admins]
        else:
            hits = engine.find(asked["text"], kinds=[*admins] or ["-"], limit=4 * MOST_DOUBLES)
            near = [
                (hit.kind, hit.key, hit.score >= SAME) for hit in hits if is_near(hit) and (hit.kind, hit.key) != own
            ]
        near = near[:MOST_DOUBLES]
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for one, model_admin in admins.items():
            keys = [key for known, key, _same in near if known == one]
            rows = model_admin.get_queryset(request).filter(key__in=keys) if keys else ()
            found |= {(one, row.key): in_short(row, model_admin) for row in rows}
        return {"results": [{**found[name, key], "same": same} for name, key, same in near if (name, key) in found]}


def is_near(hit: Hit) -> bool:
    """Whether the record found bears the same name, or one that a slip or a homophone parts from it."""
    return hit.score >= SAME or hit.score >= NEARLY.get(hit.match.tier, SAME)


def identified(name: str, value: str) -> list[tuple[str, str]]:
    """The works, as (kind, key), with the DOI, ISBN or address `value`, however it is written."""
    rows = Source._default_manager.order_by("key")
    if name == "doi":
        rows = rows.filter(doi__iexact=value)
    elif name == "isbn":
        # The nine digits that the ten-digit and the thirteen-digit form share.
        digits = value.replace("-", "").replace(" ", "")
        bare = Replace(Replace("isbn", models.Value("-")), models.Value(" "))
        rows = rows.annotate(bare=bare).filter(bare__contains=digits[-10:-1]) if len(digits) >= 10 else rows.none()
    else:
        rest = value.split("://", 1)[-1].rstrip("/")
        rows = rows.filter(url__in=[f"{scheme}://{rest}{end}" for scheme in ("https", "http") for end in ("", "/")])
    return [
        ("source" if treaty is None else "treaty", key)
        for key, treaty in rows.values_list("key", "treaty")[: MOST_DOUBLES + 1]
    ]


def viewable(site: AdminSite | None, request: HttpRequest, kinds: Iterable[str]) -> dict[str, Any]:
    """The admins of those of `kinds` that this user may view, by kind."""
    assert site is not None
    admins = {kind: site.get_model_admin(KINDS[kind].record_model) for kind in kinds}
    return {kind: one for kind, one in admins.items() if one.has_view_permission(request)}


def in_short(instance: PublicRecord, model_admin: Any) -> dict[str, Any]:
    """A record as a list of what was found shows it."""
    return {
        "kind": capfirst(str(instance._meta.verbose_name)),
        "key": instance.key,
        "names": instance.names(),
        "apart": model_admin.told_apart_by(instance),
        "status": instance.status,
        "status_name": instance.get_status_display(),
        "url": model_admin.address_of("change", instance.pk),
    }


__all__ = ["AnyRecord", "Doubles"]
