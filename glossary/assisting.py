"""What the form of a term asks while it is written: how its Chinese is spelled otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from citations.admin.asking import Question
from glossary.models import Term


class Transcriptions(Question):
    """A Chinese form in traditional characters, pinyin and Palladius: what the API will answer when it is saved."""

    parameters: ClassVar[Mapping[str, int]] = {"text": 300}

    def answer(self, request: HttpRequest, asked: Mapping[str, str]) -> dict[str, Any]:
        assert self.admin_site is not None
        if not self.admin_site.get_model_admin(Term).has_view_permission(request):
            raise PermissionDenied
        return dict(Term(name_zh_hans=asked.get("text", "")).transcriptions())


__all__ = ["Transcriptions"]
