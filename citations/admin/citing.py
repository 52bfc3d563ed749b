"""How to cite a work, for editors: every style, in the language of the work or another, with what each left out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citations.citing.adapter import items_by_key
from citations.citing.items import Locator
from citations.citing.losses import Loss
from citations.citing.registry import STYLES, Cited, Style, cite
from citations.labels import after, path_label
from citations.languages import CONTENT_LANGUAGES
from citations.records import Kind, kind_of


class CitingForm(forms.Form):
    """In which language a work is cited, and at which page."""

    language = forms.ChoiceField(
        label=gettext_lazy("language"),
        required=False,
        choices=[("", gettext_lazy("that of the work")), *((one.tag, one.label) for one in CONTENT_LANGUAGES)],
    )
    page = forms.RegexField(
        label=gettext_lazy("page"),
        required=False,
        regex=r"^[0-9A-Za-z][0-9A-Za-z.,–-]*$",
        max_length=40,
        help_text=gettext_lazy("For notes and for references in the text: 12, or 12–14."),
    )


class Cites:
    """Mixed into the admin of works: a page that cites one."""

    model: Any
    admin_site: Any
    opts: Any

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.cite_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_cite"
        return [path("<path:object_id>/cite/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def cite_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """One work in every style, drafts included."""
        instance = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if not self.has_view_or_change_permission(request, instance):  # type: ignore[attr-defined]
            raise PermissionDenied
        if instance is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        form = CitingForm(request.GET)
        form.is_valid()
        asked = form.cleaned_data
        locator = Locator("page", asked["page"]) if asked.get("page") else None
        item = items_by_key([instance.key], is_public=False, locator=locator)[instance.key]
        kind, language = kind_of(instance), asked.get("language", "")
        context = {
            **self.admin_site.each_context(request),
            "title": _("How to cite: %s") % instance,
            "subtitle": None,
            "opts": self.opts,
            "original": instance,
            "form": form,
            "styles": [_shown(kind, one, cite(item, one, language=language)) for one in STYLES.values()],
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/entente/cite.html", context)


def _shown(kind: Kind, style: Style, cited: Cited) -> dict[str, Any]:
    """A citation for the page. Its HTML is made by the styles, which escape every text."""
    forms_shown = [(_FORMS.get(name, name), form) for name, form in cited.others.items()]
    return {
        "label": _(style.label),
        "language": cited.language,
        "rows": [
            {"name": name, "text": form.text, "html": mark_safe(form.html)}
            for name, form in [("", cited.citation), (gettext_lazy("in the text"), cited.in_text), *forms_shown]
            if form.text
        ],
        "losses": [_told(kind, loss) for loss in cited.losses],
    }


def _told(kind: Kind, loss: Loss) -> str:
    return capfirst(after(path_label(kind, (loss.field,)), _(loss.sentence) % dict(loss.values)))


_FORMS = {
    "repeated": gettext_lazy("repeated"),
    "same": gettext_lazy("again at once"),
    "short": gettext_lazy("short"),
    "bibliography": gettext_lazy("in the bibliography"),
    "quoted": gettext_lazy("quoted after it"),
}
