"""The treaty register: what the parties signed, in which texts, when, what it binds them to, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from citations.dates import validate_edtf_point
from citations.models.agents import Organization, Person
from citations.models.base import (
    BoundField,
    Child,
    EDTFField,
    Located,
    Noted,
    choice_constraint,
    locator_constraints,
)
from citations.models.sources import Source
from citations.querysets import RecordedManager, TreatyManager
from citations.validators import validate_language_tag, validate_web_address


class TreatyKind(models.TextChoices):
    TREATY = "treaty", _("treaty")
    AGREEMENT = "agreement", _("agreement")
    JOINT_STATEMENT = "joint-statement", _("joint statement")
    JOINT_DECLARATION = "joint-declaration", _("joint declaration")
    DECLARATION = "declaration", _("declaration")
    CHARTER = "charter", _("charter")
    PROTOCOL = "protocol", _("protocol")
    MEMORANDUM = "memorandum", _("memorandum")
    COMMUNIQUE = "communique", _("communiqué")
    RESOLUTION = "resolution", _("resolution")
    POLICY_DOCUMENT = "policy-document", _("policy document")


class TreatyBinding(models.TextChoices):
    YES = "yes", _("binding")
    NO = "no", _("not binding")
    DISPUTED = "disputed", _("disputed")


class Treaty(Source):
    """A treaty or another document of record between or by states. It is a source, so that it serves as evidence."""

    Kind = TreatyKind
    Binding = TreatyBinding

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    binding = models.CharField(
        _("binding"),
        max_length=10,
        choices=Binding,
        help_text=_("A joint statement is a political document: it is never in force."),
    )
    place = models.CharField(_("place of signature"), max_length=200, blank=True, default="")
    place_ru: str
    place_zh_hans: str
    place_en: str
    registration_number = models.CharField(
        _("UNTS number"),
        max_length=20,
        blank=True,
        default="",
        help_text=_("II-68; registered treaties have I-…"),
    )
    registration_volume = models.CharField(_("UNTS volume"), max_length=20, blank=True, default="")
    registration_page = models.CharField(_("UNTS page"), max_length=20, blank=True, default="")

    objects = TreatyManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("treaty")
        verbose_name_plural = _("treaties")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            choice_constraint("citations_treaty_kind_is_known", "kind", TreatyKind),
            choice_constraint("citations_treaty_binding_is_known", "binding", TreatyBinding),
            models.CheckConstraint(
                condition=~models.Q(
                    kind__in=("joint-statement", "communique", "policy-document"),
                    binding="yes",
                ),
                name="citations_treaty_statement_does_not_bind",
                violation_error_message=_("A joint statement, communiqué or policy document is not a binding treaty."),
            ),
        ]

    def clean(self) -> None:
        """A treaty is replaced by a treaty only."""
        super().clean()
        if self.replaced_by_id and not Treaty._base_manager.filter(pk=self.replaced_by_id).exists():
            raise ValidationError({"replaced_by": _("A treaty is replaced by a treaty, not by another source.")})

    @property
    def signed(self) -> str | None:
        """The date of signature or adoption (EDTF), from the events; None when no event says it."""
        return self._date_of("signed") or self._date_of("adopted")

    @property
    def entered_into_force(self) -> str | None:
        """The date of entry into force (EDTF), from the events; None when no event says it."""
        return self._date_of("in-force")

    @property
    def ended(self) -> str | None:
        """The date of the end (EDTF), from the events, the preferred one where two stand; None when none says it."""
        return self._date_of("ended")

    def _date_of(self, kind: str) -> str | None:
        return decisive_date(
            [(event.kind, event.date, event.preferred) for event in self.events.all()],
            kind,
        )


def decisive_date(events: Iterable[tuple[str, str, bool]], kind: str) -> str | None:
    """Of events (kind, EDTF date, preferred) the date of `kind`: the preferred, else the first; None without one."""
    dates = [(not preferred, date) for event, date, preferred in events if event == kind and date]
    return min(dates, key=lambda row: row[0])[1] if dates else None


class TreatyParty(Child):
    """A party as it then was, with one of those who signed for it."""

    owner_field = "treaty"

    treaty = models.ForeignKey(
        Treaty,
        verbose_name=_("treaty"),
        on_delete=models.CASCADE,
        related_name="parties",
    )
    party = models.ForeignKey(
        Organization,
        verbose_name=_("party"),
        on_delete=models.PROTECT,
        related_name="treaty_parties",
    )
    signatory = models.ForeignKey(
        Person,
        verbose_name=_("signatory"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="signatures",
        help_text=_("One row for each who signed."),
    )
    office = models.CharField(
        _("office"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("As held at signature."),
    )
    office_ru: str
    office_zh_hans: str
    office_en: str
    bound_from = EDTFField(
        _("bound from"),
        validators=[validate_edtf_point],
        help_text=_("EDTF; only when it differs from the treaty."),
    )
    bound_from_earliest = BoundField()
    bound_from_latest = BoundField()
    bound_until = EDTFField(_("bound until"), validators=[validate_edtf_point])
    bound_until_earliest = BoundField()
    bound_until_latest = BoundField()

    objects = RecordedManager()

    class Meta(Child.Meta):
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["treaty", "party", "signatory"],
                name="citations_treatyparty_signs_once",
                violation_error_message=_("This party and signatory are there already."),
            ),
            models.UniqueConstraint(
                fields=["treaty", "party"],
                condition=models.Q(signatory__isnull=True),
                name="citations_treatyparty_unsigned_stands_once",
                violation_error_message=_("This party is there already without a signatory."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.treaty_id}: {self.party_id}"


class TreatyTextStanding(models.TextChoices):
    AUTHENTIC = "authentic", _("authentic")
    OFFICIAL_TRANSLATION = "official-translation", _("official translation")
    UNOFFICIAL_TRANSLATION = "unofficial-translation", _("unofficial translation")


class TreatyText(Child):
    """A treaty in one language: authentic or a translation, and whether it prevails when texts differ."""

    owner_field = "treaty"

    Standing = TreatyTextStanding

    treaty = models.ForeignKey(Treaty, verbose_name=_("treaty"), on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(
        _("language"),
        max_length=35,
        validators=[validate_language_tag],
        help_text=_("BCP 47: zh-Hans, zh-Hant, ru, fr."),
    )
    standing = models.CharField(_("standing"), max_length=25, choices=Standing)
    prevails = models.BooleanField(_("prevails"), default=False, help_text=_("Decides when the texts differ."))
    title_as_printed = models.CharField(_("title as printed"), max_length=500, blank=True, default="")
    publication = models.CharField(
        _("publication"),
        max_length=500,
        blank=True,
        default="",
        help_text=_("Where this text is published."),
    )
    url = models.CharField(
        _("address"),
        max_length=1000,
        blank=True,
        default="",
        validators=[validate_web_address],
    )

    objects = RecordedManager()

    class Meta(Child.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["treaty", "language"],
                name="citations_treatytext_language_is_unique",
                violation_error_message=_("This treaty has a text in this language already."),
            ),
            models.CheckConstraint(
                condition=models.Q(prevails=False) | models.Q(standing="authentic"),
                name="citations_treatytext_only_authentic_prevails",
                violation_error_message=_("Only an authentic text can prevail."),
            ),
            choice_constraint("citations_treatytext_standing_is_known", "standing", TreatyTextStanding),
        ]

    def __str__(self) -> str:
        return f"{self.language} ({self.standing})"


class TreatyEventKind(models.TextChoices):
    SIGNED = "signed", _("signed")
    ADOPTED = "adopted", _("adopted")
    RATIFIED = "ratified", _("ratified")
    INSTRUMENTS_EXCHANGED = "instruments-exchanged", _("instruments exchanged")
    IN_FORCE = "in-force", _("entered into force")
    EXTENDED = "extended", _("extended")
    AMENDED = "amended", _("amended")
    ACCEDED = "acceded", _("acceded")
    REAFFIRMED = "reaffirmed", _("reaffirmed")
    DENOUNCED = "denounced", _("denounced")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ENDED = "ended", _("ended")
    REGISTERED = "registered", _("registered")
    PUBLISHED = "published", _("published")


class TreatyEvent(Child, Located, Noted):
    """Something that happened to a treaty, with its evidence: the only truth about dates.

    Two events of one kind may disagree; both stand, and one may be preferred.
    """

    owner_field = "treaty"

    Kind = TreatyEventKind

    treaty = models.ForeignKey(
        Treaty,
        verbose_name=_("treaty"),
        on_delete=models.CASCADE,
        related_name="events",
    )
    kind = models.CharField(_("event"), max_length=25, choices=Kind)
    date = EDTFField(
        _("date"),
        validators=[validate_edtf_point],
        help_text=_("EDTF, Gregorian calendar: 1896-06-03."),
    )
    date_earliest = BoundField()
    date_latest = BoundField()
    date_as_printed = models.CharField(
        _("date as printed"),
        max_length=120,
        blank=True,
        default="",
        help_text=_("Old Style or reign years: 22 мая 1896 г., 光绪二十二年四月二十二日."),
    )
    party = models.ForeignKey(
        Organization,
        verbose_name=_("party"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="treaty_events",
        help_text=_("When one party alone did it."),
    )
    evidence = models.ForeignKey(
        Source,
        verbose_name=_("evidence"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events_proved",
    )
    preferred = models.BooleanField(
        _("preferred"),
        default=False,
        help_text=_("Of two events of one kind that disagree, the one we follow."),
    )

    objects = RecordedManager()

    class Meta(Child.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *locator_constraints("citations_treatyevent"),
            models.CheckConstraint(
                condition=~models.Q(date="") | ~models.Q(date_as_printed="") | ~models.Q(note_en=""),
                name="citations_treatyevent_has_date_or_note",
                violation_error_message=_("An event has a date, or a note that says why it has none."),
            ),
            models.UniqueConstraint(
                fields=["treaty", "kind"],
                condition=models.Q(preferred=True, kind__in=("signed", "in-force", "ended")),
                name="citations_treatyevent_one_is_preferred",
                violation_error_message=_("Only one event of a kind can be preferred."),
            ),
            choice_constraint("citations_treatyevent_kind_is_known", "kind", TreatyEventKind),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.date}".strip()


class ObligationKind(models.TextChoices):
    DEFENCE = "defence", _("defence")
    OFFENCE = "offence", _("offence")
    NEUTRALITY = "neutrality", _("neutrality")
    NON_AGGRESSION = "non-aggression", _("non-aggression")
    CONSULTATION = "consultation", _("consultation")
    # ATOP has no code for this one: to join no alliance directed against the other party.
    NO_HOSTILE_ALLIANCE = "no-hostile-alliance", _("no alliance against the other")


class Obligation(Child, Located, Noted):
    """What a treaty binds its parties to, after ATOP (Leeds et al.), with the article."""

    owner_field = "treaty"

    Kind = ObligationKind

    treaty = models.ForeignKey(
        Treaty,
        verbose_name=_("treaty"),
        on_delete=models.CASCADE,
        related_name="obligations",
    )
    kind = models.CharField(_("obligation"), max_length=25, choices=Kind)
    evidence = models.ForeignKey(
        Source,
        verbose_name=_("evidence"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="obligations_proved",
    )

    objects = RecordedManager()

    class Meta(Child.Meta):
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *locator_constraints("citations_obligation"),
            models.UniqueConstraint(
                fields=["treaty", "kind", "locator_label", "locator_value"],
                name="citations_obligation_is_said_once",
                violation_error_message=_("This obligation with this article is there already."),
            ),
            choice_constraint("citations_obligation_kind_is_known", "kind", ObligationKind),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.locator_value}".strip()


class TreatyRelationKind(models.TextChoices):
    REPLACES = "replaces", _("replaces")
    REAFFIRMS = "reaffirms", _("reaffirms")
    IMPLEMENTS = "implements", _("implements")
    AMENDS = "amends", _("amends")
    REFERS_TO = "refers-to", _("refers to")


class TreatyRelation(Child):
    """How a treaty stands to an earlier one."""

    owner_field = "treaty"

    Kind = TreatyRelationKind

    treaty = models.ForeignKey(
        Treaty,
        verbose_name=_("treaty"),
        on_delete=models.CASCADE,
        related_name="relations",
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    other = models.ForeignKey(
        Treaty,
        verbose_name=_("other treaty"),
        on_delete=models.PROTECT,
        related_name="related_from",
    )

    objects = RecordedManager()

    class Meta(Child.Meta):
        verbose_name = _("relation of a treaty")
        verbose_name_plural = _("relations of treaties")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(treaty=models.F("other")),
                name="citations_treatyrelation_joins_two",
                violation_error_message=_("A treaty has no relation to itself."),
            ),
            models.UniqueConstraint(
                fields=["treaty", "kind", "other"],
                name="citations_treatyrelation_is_said_once",
                violation_error_message=_("This relation is there already."),
            ),
            choice_constraint("citations_treatyrelation_kind_is_known", "kind", TreatyRelationKind),
        ]

    def __str__(self) -> str:
        return f"{self.treaty_id} {self.kind} {self.other_id}"
