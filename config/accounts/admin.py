"""The admin of accounts: groups by what they are for, and passwords that their owners have to change."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from config.accounts.groups import label_of, purpose_of
from config.accounts.models import GivenPassword

admin.site.unregister([User, Group])


class GroupsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Groups by what they are called in the language of the interface, with what each gives."""

    def label_from_instance(self, obj: models.Model) -> str:
        assert isinstance(obj, Group)
        purpose = purpose_of(obj.name)
        return f"{label_of(obj.name)}: {purpose}" if purpose else label_of(obj.name)


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    """Accounts. Whose password an administrator sets has to choose another at the next sign-in."""

    filter_horizontal = ("user_permissions",)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            groups = Group.objects.order_by("pk")
            kwargs |= {"form_class": GroupsField, "widget": forms.CheckboxSelectMultiple, "queryset": groups}
            kwargs["help_text"] = _(
                "An editor has the group Editors, that of each language they edit, and Publishers if they publish."
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        super().save_model(request, obj, form, change)
        if not change and obj.has_usable_password():
            GivenPassword.objects.note(obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        with transaction.atomic():
            before = _password_of(id)
            response = super().user_change_password(request, id, form_url)
            after = _password_of(id)
            if before != after and str(request.user.pk) != id:
                GivenPassword.objects.note(User.objects.get(pk=id))
        return response


@admin.register(Group)
class RightsAdmin(GroupAdmin):
    """Groups, with what each is for."""

    list_display = ("shown_name", "purpose")

    @admin.display(description=_("name"), ordering="name")
    def shown_name(self, group: Group) -> str:
        return label_of(group.name)

    @admin.display(description=_("what it gives"))
    def purpose(self, group: Group) -> str:
        return purpose_of(group.name)


def _password_of(pk: str) -> str | None:
    """The stored hash of a password; None for an address of no account."""
    return User.objects.filter(pk=pk).values_list("password", flat=True).first() if pk.isdecimal() else None
