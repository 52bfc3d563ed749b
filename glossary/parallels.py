"""Parallels: one term at one place of a treaty in two or more of its authentic texts.

It is the strongest evidence that two forms correspond, and it is derived from the attestations, never stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from citations.models import Source, TreatyText
from glossary.models import Attestation


@dataclass(frozen=True, slots=True)
class Parallel:
    """Attestations of one term at the same locator of one treaty, in texts of different languages."""

    treaty: Source
    locator_label: str
    locator_value: str
    attestations: tuple[Attestation, ...]


def find_parallels(attestations: Iterable[Attestation]) -> list[Parallel]:
    """The parallels among the attestations of one term, in the order in which they are given.

    An attestation counts when it names an authentic text of the treaty and a locator. The same form twice in one
    language is no parallel: at least two languages must meet at the place.
    """
    places: dict[tuple[int, str, str], list[Attestation]] = {}
    for attestation in attestations:
        text = attestation.text
        if text is not None and text.standing == TreatyText.Standing.AUTHENTIC and attestation.locator_label:
            place = (attestation.source_id, attestation.locator_label, attestation.locator_value)
            places.setdefault(place, []).append(attestation)
    return [
        Parallel(found[0].source, label, value, tuple(found))
        for (_source, label, value), found in places.items()
        if len({attestation.language for attestation in found}) > 1
    ]
