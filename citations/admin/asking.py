"""What the pages of the workshop ask while an editor types: a few words in the address, a little JSON back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views import View

from citations.search.analysis import QueryRefused
from citations.search.index import IndexOutOfDate
from citations.validators import tidy, validate_plain_text


class Refused(ValueError):
    """A question that cannot be answered, with a sentence that says why."""


class Question(View):
    """A view that answers one question of a page; `parameters` names what may be asked, and how long it may be.

    Whoever may not enter the admin is sent to the sign-in by the admin site, which wraps every one of these.
    """

    http_method_names = ["get", "head", "options"]
    admin_site: AdminSite | None = None

    #: Each parameter, and the most characters it may have.
    parameters: ClassVar[Mapping[str, int]] = {}

    def answer(self, request: HttpRequest, asked: Mapping[str, str]) -> dict[str, Any]:
        """What to say to `asked`, the parameters that hold something, tidied; Refused when it makes no sense."""
        raise NotImplementedError

    def get(self, request: HttpRequest) -> HttpResponse:
        """The answer; 400 for a question that makes no sense, 503 while the search index is out of date."""
        try:
            answer = self.answer(request, self._asked(request))
        except (Refused, QueryRefused) as refusal:
            return JsonResponse({"error": str(refusal)}, status=400)
        except IndexOutOfDate as reason:
            return JsonResponse({"error": str(reason)}, status=503)
        response = JsonResponse(answer)
        response["Cache-Control"] = "no-store"
        return response

    def _asked(self, request: HttpRequest) -> dict[str, str]:
        """The parameters as they were sent: known, each once, of a length people type, and text."""
        asked: dict[str, str] = {}
        for name, values in request.GET.lists():
            if name not in self.parameters:
                raise Refused(_("“%(name)s” is no parameter here.") % {"name": name})
            if len(values) > 1:
                raise Refused(_("“%(name)s” is given more than once.") % {"name": name})
            try:
                validate_plain_text(values[0])
            except ValidationError as error:
                raise Refused(" ".join(error.messages)) from error
            value = tidy(values[0])
            if len(value) > self.parameters[name]:
                most = self.parameters[name]
                raise Refused(_("“%(name)s” has more than %(most)d characters.") % {"name": name, "most": most})
            if value:
                asked[name] = value
        return asked


__all__ = ["Question", "Refused"]
