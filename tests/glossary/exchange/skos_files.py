"""One domain and one term as records, with all that is peculiar to them, and ways to carry records through SKOS."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from citations.exchange.formats import Entry, Fault, Heading, Options, formats
from citations.exchange.related import NOTHING
from citations.records import KINDS, Record, complete

DOMAIN: Record = complete(
    KINDS["domain"],
    {
        "key": "alliance-theory",
        "name": {"ru": "Теория союзов", "zh-Hans": "同盟理论", "en": "Alliance theory"},
        "parent": "diplomacy",
        "status": "published",
    },
)
TERM: Record = complete(
    KINDS["term"],
    {
        "key": "non-alliance",
        "name": {"ru": "неприсоединение к союзам", "zh-Hans": "不结盟", "en": ""},
        "reliability": {"ru": "proposed", "zh-Hans": "official", "en": ""},
        "definition": {"ru": "Отказ от «союзов».\nПолный.", "zh-Hans": "", "en": 'A refusal of "alliances" \\ blocs.'},
        "gap_note": {"ru": "", "zh-Hans": "", "en": "No settled word."},
        "domain": "alliance-theory",
        "case_sensitive": True,
        "pinyin": "bù jiéméng",
        "designations": [
            {"language": "zh-Hans", "text": "不结盟政策", "region": "TW", "viewpoint": "prc", "used": "1982/.."},
            {"language": "ru", "text": "внеблоковость"},
            {"language": "en", "text": "non-aliance", "kind": "spelling", "standing": "deprecated"},
        ],
        "equivalences": [
            {"from_language": "ru", "to_language": "zh-Hans", "degree": "narrower", "firmness": "established"}
        ],
        "relations": [{"kind": "contrasts", "term": "alliance"}, {"kind": "broader", "term": "policy"}],
        "status": "retired",
        "replaced_by": "non-alignment",
    },
)


def written(name: str, *records: Record, address: str = "") -> str:
    """The file of the format `name` with these domains and terms."""
    format_ = formats()[name]
    items = [(kind, format_.encode(kind, record, NOTHING)) for record in records for kind in [kind_of(record)]]
    return b"".join(format_.write(items, Heading(address=address))).decode()


def kind_of(record: Record) -> Any:
    """The kind of a record of one of the two kinds."""
    return KINDS["term" if "definition" in record else "domain"]


def read(name: str, data: str | bytes, **options: Any) -> list[Entry | Fault]:
    """What the format `name` makes of a file."""
    content = data.encode() if isinstance(data, str) else data
    return list(formats()[name].read(io.BytesIO(content), Options(**options)))


def said(name: str, data: str, **options: Any) -> dict[str, Any]:
    """What a file says of each record, by key; there are no faults."""
    return {one.said.values["key"]: one.said.values for one in entries(read(name, data, **options))}


def entries(found: Iterable[Entry | Fault]) -> list[Entry]:
    """The entries of a file that has no faults."""
    faults = [str(one) for one in found if isinstance(one, Fault)]
    assert faults == []
    return [one for one in found if isinstance(one, Entry)]


def turtle(body: str) -> str:
    """A file of someone else in Turtle."""
    prefixes = (
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .\n"
        "@prefix dct: <http://purl.org/dc/terms/> . @prefix owl: <http://www.w3.org/2002/07/owl#> . "
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        "@prefix : <https://thesaurus.example/> .\n"
    )
    return prefixes + body
