"""Small seed folders to import."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

DOMAINS = """\
# Domains.
- key: diplomacy
  name:
    ru: дипломатия
    zh-Hans: 外交
    en: diplomacy
"""
TERMS = """\
# Terms of the debate.
- key: non-alignment
  name:
    ru: неприсоединение
    zh-Hans: 不结盟
    en: non-alignment
  reliability:
    ru: established
    zh-Hans: established
    en: established
  domain: diplomacy
- key: non-alliance
  name:
    ru: неприсоединение к союзам
    zh-Hans: 不结盟
    en: non-alliance
  reliability:
    ru: established
    zh-Hans: established
    en: established
  definition:
    ru: Отказ государства вступать в военные союзы.
    zh-Hans: 国家不加入军事同盟的政策。
    en: A state’s refusal to enter military alliances.
  domain: diplomacy
  designations:
    - language: zh-Hans
      text: 不结盟政策
      kind: full-form
  relations:
    - kind: false-friend
      term: non-alignment
"""
TREATIES = """\
# Treaties.
- key: 1950-sino-soviet
  kind: treaty
  binding: 'yes'
  title:
    ru: Договор о дружбе, союзе и взаимной помощи
    zh-Hans: 中苏友好同盟互助条约
    en: Treaty of Friendship, Alliance and Mutual Assistance
  texts:
    - language: zh-Hans
      standing: authentic
  events:
    - kind: signed
      date: '1950-02-14'
"""
ATTESTATIONS = """\
# Attestations.
- key: non-alliance-1950
  term: non-alliance
  language: zh-Hans
  form: 不结盟
  source: 1950-sino-soviet
  text: zh-Hans
  locator_label: article
  locator_value: '3'
  locator_as_printed: 第三条
"""


class Folder:
    """A seed folder under `path`; files can be written, and changed by replacing a piece of text."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, text: str) -> None:
        """Write a file of the folder."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text), encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace the one place where `old` stands."""
        text = self.read(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def read(self, name: str) -> str:
        """The text of a file."""
        return (self.path / name).read_text(encoding="utf-8")


@pytest.fixture
def empty(tmp_path: Path) -> Folder:
    """A folder without files."""
    (tmp_path / "seeds").mkdir()
    return Folder(tmp_path / "seeds")


@pytest.fixture
def folder(empty: Folder) -> Folder:
    """Two terms in a domain, a treaty and an attestation, in the canonical form."""
    empty.write("domains.yaml", DOMAINS)
    empty.write("terms/debate.yaml", TERMS)
    empty.write("treaties.yaml", TREATIES)
    empty.write("attestations.yaml", ATTESTATIONS)
    return empty
