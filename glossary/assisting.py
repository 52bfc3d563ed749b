"""What forms ask while they are written: the Chinese of a term spelled otherwise, and a title in Latin letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from citations.admin.asking import Question
from citations.languages import RU, ZH_HANS
from citations.models import Source, Treaty
from citations.rights import content_language
from citations.romanization import russian_in_latin_letters
from glossary.models import Term
from glossary.transcription import title_to_pinyin


class Transcriptions(Question):
    """A Chinese form in traditional characters, pinyin and Palladius: what the API will answer when it is saved."""

    parameters: ClassVar[Mapping[str, int]] = {"text": 300}

    def answer(self, request: HttpRequest, asked: Mapping[str, str]) -> dict[str, Any]:
        assert self.admin_site is not None
        if not self.admin_site.get_model_admin(Term).has_view_permission(request):
            raise PermissionDenied
        return dict(Term(name_zh_hans=asked.get("text", "")).transcriptions())


class Transliterations(Question):
    """The title of a work in `language` in Latin letters, to be offered to an editor; "" where we have no table."""

    parameters: ClassVar[Mapping[str, int]] = {"text": 500, "language": 35}

    def answer(self, request: HttpRequest, asked: Mapping[str, str]) -> dict[str, Any]:
        assert self.admin_site is not None
        admins = [self.admin_site.get_model_admin(model) for model in (Source, Treaty)]
        if not any(one.has_view_permission(request) for one in admins):
            raise PermissionDenied
        return {"transliteration": _transliterated(asked.get("text", ""), asked.get("language", ""))}


def _transliterated(text: str, language: str) -> str:
    match content_language(language):
        case RU.tag:
            return russian_in_latin_letters(text)
        case ZH_HANS.tag:
            return title_to_pinyin(text)
        case _:
            return ""


__all__ = ["Transcriptions", "Transliterations"]
