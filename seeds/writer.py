"""Writes records as seed files: the canonical form, in fixed order, nothing folded, defaults left out; no Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml


class _Dumper(yaml.SafeDumper):
    """YAML as people would write it: lists indented, texts of several lines as blocks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002
        super().increase_indent(flow=flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)


def write_records(header: str, records: Iterable[Mapping[str, Any]]) -> str:
    """The text of a seed file: `header` (comment lines, each ended), then the records in the order given.

    A record holds what is to stand there and nothing else; a translated field is a mapping by language.
    """
    rows = [dict(record) for record in records]
    if not rows:
        return header
    body = yaml.dump(
        rows,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=float("inf"),
    )
    return header + str(body)
