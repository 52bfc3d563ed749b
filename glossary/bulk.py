"""What can be done to many terms at once: give them another domain, or another reliability in one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from citations.admin.actions import BulkAction, BulkForm, change_fields
from citations.admin.widgets import RecordChoiceField
from citations.languages import TAG_CHOICES, TAGS, column
from citations.models import PublicRecord
from citations.rights import may_edit
from glossary.models import Domain, Reliability


class DomainForm(BulkForm):
    """The domain that the terms are to belong to."""

    domain = RecordChoiceField(label=_("domain"), queryset=Domain._default_manager.order_by("key"))
    field_order = ("domain", "why")


class ReliabilityForm(BulkForm):
    """How firm the names are, in one language that the editor may change."""

    language = forms.ChoiceField(label=_("language"))
    reliability = forms.ChoiceField(
        label=_("reliability"),
        choices=Reliability.choices,
        help_text=_("Official needs an attestation in an official text: memory grades nothing official."),
    )
    field_order = ("language", "reliability", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [(tag, label) for tag, label in TAG_CHOICES if may_edit(self.editor, tag)]


def _set_domain(term: PublicRecord, answers: Mapping[str, Any]) -> bool:
    return change_fields(term, {"domain": answers["domain"].key})


def _set_reliability(term: PublicRecord, answers: Mapping[str, Any]) -> bool:
    grades = {tag: getattr(term, column("reliability", tag)) for tag in TAGS}
    return change_fields(term, {"reliability": grades | {answers["language"]: answers["reliability"]}})


SET_DOMAIN = BulkAction(
    "set_domain",
    _("Set the domain of selected %(verbose_name_plural)s"),
    _("Give these terms another domain?"),
    "change",
    _set_domain,
    DomainForm,
)
SET_RELIABILITY = BulkAction(
    "set_reliability",
    _("Set the reliability of selected %(verbose_name_plural)s"),
    _("Grade the names of these terms?"),
    "change",
    _set_reliability,
    ReliabilityForm,
)
