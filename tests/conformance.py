"""The published schemas and samples of TBX, where ENTENTE_CONFORMANCE_DIR leads to them, and the Schematron rules of
TBX-Basic as Python: lxml has no XSLT 2, in which they are written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

TBX = "{urn:iso:std:iso:30042:ed-2}"
LEVELS = ("conceptEntry", "langSec", "termSec")
#: At which levels a category may stand, alone or in a group.
ALLOWED_LEVELS = {
    ("admin", "customerSubset"): ("conceptEntry", "termSec"),
    ("admin", "projectSubset"): ("conceptEntry", "termSec"),
    ("admin", "source"): LEVELS,
    ("descrip", "subjectField"): ("conceptEntry",),
    ("descrip", "context"): ("termSec",),
    ("descrip", "definition"): ("conceptEntry", "langSec"),
    ("ref", "crossReference"): ("conceptEntry", "termSec"),
    ("termNote", "administrativeStatus"): ("termSec",),
    ("termNote", "geographicalUsage"): ("termSec",),
    ("termNote", "grammaticalGender"): ("termSec",),
    ("termNote", "partOfSpeech"): ("termSec",),
    ("termNote", "termLocation"): ("termSec",),
    ("termNote", "termType"): ("termSec",),
    ("transac", "transactionType"): LEVELS,
    ("transacNote", "responsibility"): LEVELS,
    ("xref", "externalCrossReference"): LEVELS,
    ("xref", "xGraphic"): ("conceptEntry", "langSec"),
}
#: The categories that may not stand in a group.
ALONE = {("xref", "externalCrossReference"), ("xref", "xGraphic")}
ALLOWED_VALUES = {
    "administrativeStatus": {
        "admittedTerm-admn-sts",
        "deprecatedTerm-admn-sts",
        "supersededTerm-admn-sts",
        "preferredTerm-admn-sts",
    },
    "partOfSpeech": {"adjective", "noun", "other", "verb", "adverb"},
    "grammaticalGender": {"masculine", "feminine", "neuter", "other"},
    "termType": {"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"},
    "transactionType": {"origination", "modification"},
}


def conformance_file(path: str) -> Path:
    """A file of the published samples; the test is skipped where they are absent."""
    folder = os.environ.get("ENTENTE_CONFORMANCE_DIR")
    if not folder:
        pytest.skip("ENTENTE_CONFORMANCE_DIR does not say where the published samples are")
    return Path(folder) / path


def grammar_faults(document: etree._ElementTree, schema: str) -> list[str]:
    """What the RELAX NG schema at `schema` says against a document."""
    grammar = etree.RelaxNG(etree.parse(conformance_file(schema)))
    return [] if grammar.validate(document) else [str(one) for one in grammar.error_log]


def basic_faults(document: etree._ElementTree) -> list[str]:
    """What the Schematron rules of TBX-Basic (DCA) say against a document."""
    root = document.getroot()
    assert root.tag == f"{TBX}tbx"
    faults = []
    if (root.get("type"), root.get("style")) != ("TBX-Basic", "dca"):
        faults.append("the dialect is TBX-Basic in DCA style")
    ids = {one.get("id") for one in root.iter(etree.Element) if one.get("id")}
    for element in root.iter(etree.Element):
        faults += [f"line {element.sourceline}: {fault}" for fault in _faults(element, ids)]
    return faults


def _faults(element: etree._Element, ids: set[str | None]) -> Iterator[str]:
    if not element.tag.startswith(TBX):
        yield f"{element.tag} is of another namespace"
        return
    name, type_, target = element.tag.removeprefix(TBX), element.get("type"), element.get("target")
    if type_ == "":
        yield "an empty type"
    if target is not None and not re.match(r"https?://.+", target) and target not in ids:
        yield f"the target {target} leads nowhere"
    if name in {one for one, _type in ALLOWED_LEVELS}:
        if (name, type_) not in ALLOWED_LEVELS:
            yield f"{name} has no type {type_}"
            return
        owner = element.getparent()
        assert owner is not None
        if owner.tag.endswith("Grp") and (name, type_) not in ALONE:
            owner = owner.getparent()
            assert owner is not None
        if owner.tag.removeprefix(TBX) not in ALLOWED_LEVELS[name, type_]:
            yield f"{name} {type_} in {owner.tag}"
    if type_ in ALLOWED_VALUES and element.text not in ALLOWED_VALUES[type_]:
        yield f"{type_} is {element.text}"
