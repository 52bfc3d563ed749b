"""The words of TBX and ours: what TBX-Basic allows where, what other tools call the same, and the labels of notes.

TBX-Basic has few categories. What it has none for stands in a note that begins with a label in brackets:
“[reliability] official”, “[descrip:reliabilityCode] 9”. The reader knows these labels again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from glossary.models.terms import DesignationKind, DesignationStanding

FORMAT = "tbx"
NAMESPACE = "urn:iso:std:iso:30042:ed-2"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

#: The elements that hold a data category, and by which the kept ones are known again.
CATEGORY_ELEMENTS = (
    "admin",
    "adminNote",
    "descrip",
    "descripNote",
    "note",
    "ref",
    "term",
    "termNote",
    "transac",
    "transacNote",
    "xref",
)
#: The element of each category that TBX-Basic and TBX-Min have, for files in which the category is the element (DCT).
ELEMENT_OF_CATEGORY = {
    "administrativeStatus": "termNote",
    "context": "descrip",
    "crossReference": "ref",
    "customerSubset": "admin",
    "definition": "descrip",
    "externalCrossReference": "xref",
    "geographicalUsage": "termNote",
    "grammaticalGender": "termNote",
    "partOfSpeech": "termNote",
    "projectSubset": "admin",
    "responsibility": "transacNote",
    "source": "admin",
    "subjectField": "descrip",
    "termLocation": "termNote",
    "termType": "termNote",
    "transactionType": "transac",
    "xGraphic": "xref",
}

#: The categories of TBX-Basic that have no field here, by the levels at which it allows them.
BASIC_LEVELS: Mapping[str, frozenset[str]] = {
    "admin:customerSubset": frozenset({"concept", "term"}),
    "admin:projectSubset": frozenset({"concept", "term"}),
    "admin:source": frozenset({"concept", "language", "term"}),
    "descrip:context": frozenset({"term"}),
    "termNote:geographicalUsage": frozenset({"term"}),
    "termNote:grammaticalGender": frozenset({"term"}),
    "termNote:partOfSpeech": frozenset({"term"}),
    "termNote:termLocation": frozenset({"term"}),
    "termNote:termType": frozenset({"term"}),
    "xref:externalCrossReference": frozenset({"concept", "language", "term"}),
    "xref:xGraphic": frozenset({"concept", "language"}),
}
#: The values that TBX-Basic allows in them, where it does not allow any.
BASIC_VALUES: Mapping[str, frozenset[str]] = {
    "termNote:grammaticalGender": frozenset({"masculine", "feminine", "neuter", "other"}),
    "termNote:partOfSpeech": frozenset({"adjective", "noun", "other", "verb", "adverb"}),
    "termNote:termLocation": frozenset(
        {
            "checkBox",
            "comboBox",
            "comboBoxElement",
            "dialogBox",
            "groupBox",
            "informativeMessage",
            "interactiveMessage",
            "menuItem",
            "progressBar",
            "pushButton",
            "radioButton",
            "slider",
            "spinBox",
            "tab",
            "tableText",
            "textBox",
            "toolTip",
            "user-definedType",
        }
    ),
    "termNote:termType": frozenset({"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"}),
}

PREFERRED = "preferredTerm-admn-sts"
STATUS_OF_STANDING = {
    DesignationStanding.ADMITTED.value: "admittedTerm-admn-sts",
    DesignationStanding.DEPRECATED.value: "deprecatedTerm-admn-sts",
    DesignationStanding.SUPERSEDED.value: "supersededTerm-admn-sts",
}
#: What tools call the standing of a term, in small letters and letters only; "" is the preferred one.
STANDINGS = {
    "preferredterm": "",
    "preferred": "",
    "admittedterm": "admitted",
    "admitted": "admitted",
    "allowed": "admitted",
    "deprecatedterm": "deprecated",
    "deprecated": "deprecated",
    "forbidden": "deprecated",
    "prohibited": "deprecated",
    "notrecommended": "deprecated",
    "donotuse": "deprecated",
    "supersededterm": "superseded",
    "superseded": "superseded",
    "obsolete": "superseded",
}

TYPE_OF_KIND = {
    DesignationKind.ABBREVIATION.value: "abbreviation",
    DesignationKind.FULL_FORM.value: "fullForm",
    DesignationKind.SHORT_FORM.value: "shortForm",
    DesignationKind.SPELLING.value: "variant",
}
#: What tools call the kind of a term, in small letters and letters only.
KINDS_OF_TERMS = {
    "abbreviation": "abbreviation",
    "abbreviatedform": "abbreviation",
    "acronym": "abbreviation",
    "initialism": "abbreviation",
    "fullform": "full-form",
    "shortform": "short-form",
    "variant": "spelling",
    "spellingvariant": "spelling",
    "synonym": "synonym",
    "entryterm": "synonym",
}
#: Those among them that say no more than our word does.
EXACT_TYPES = frozenset({"abbreviation", "fullForm", "shortForm", "variant", "synonym", "entryTerm"})

#: What categories mean here, in small letters and letters only: the names of TBX, MultiTerm, TermWeb and IATE.
MEANINGS = {
    "administrativestatus": "status",
    "normativeauthorization": "status",
    "status": "status",
    "termstatus": "status",
    "usagestatus": "status",
    "comment": "note",
    "note": "note",
    "remark": "note",
    "usage": "note",
    "usagenote": "note",
    "definition": "definition",
    "domain": "subject",
    "subject": "subject",
    "subjectarea": "subject",
    "subjectfield": "subject",
    "geographicalusage": "region",
    "geographicusage": "region",
    "reliabilitycode": "reliability",
    "termtype": "type",
}
#: IATE grades a term from 1 to 4, in files 1, 6, 9 and 10: the upper two are reliable. None of them is official.
RELIABLE_CODES = frozenset({"9", "10"})

# Labels of notes
CASE_SENSITIVE = "case-sensitive"
COMPUTED = "computed from"
GAP = "gap note"
KIND = "kind"
OFFICIAL_FOR = "official for"
PALLADIUS = "Palladius"
PINYIN = "pinyin"
RELIABILITY = "reliability"
USAGE = "usage note"
USED = "used"
VIEWPOINT = "viewpoint"
YES = "yes"

_LABEL = re.compile(r"\[([^\]\[\n]{1,200})\] (.+)", re.DOTALL)
_CATEGORY = re.compile(rf"(?:{'|'.join(CATEGORY_ELEMENTS)}):\S.*|\S+>\S.*")


def labelled(label: str, text: str) -> str:
    """`text` as a note that says what it is."""
    return f"[{label}] {text}"


def label_of(text: str, known: frozenset[str]) -> tuple[str, str]:
    """The label of a note and what it labels; no label when it is neither one of `known` nor a kept category."""
    found = _LABEL.fullmatch(text)
    if found and (found[1] in known or _CATEGORY.fullmatch(found[1])):
        return found[1], found[2]
    return "", text


def plain(word: str) -> str:
    """`word` in small letters and letters only, as the tables above are keyed."""
    return "".join(sign for sign in word.removesuffix("-admn-sts").casefold() if sign.isalpha())
