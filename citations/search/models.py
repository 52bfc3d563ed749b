"""The tables of the search index: ordinary tables, written in the same transaction as the record they index.

SearchDocument  a record that can be found, with its labels
SearchGram      what is shared by many labels: the stem of a word, a Chinese character, or two that are neighbours
SearchWord      a spelled word and the gram of its stem
SearchRun       the documents a gram stands in, as many as were written together
SearchWhole     a label as a whole: stems in order, joined spelling, pinyin, initials
SearchTypo      stems with a letter left out, many to a row
SearchMention   a word that a record holds beside its names
SearchState     which version of the analyser wrote all this
"""

from __future__ import annotations

from typing import Any

from django.db import models

NUMBER_BITS = 25
"""A document's number in the index is its weight (the length of its shortest label) shifted left by this, and its id:
documents are met shortest first, and a list of them may be cut short."""


class BytewiseField(models.CharField):  # type: ignore[type-arg]
    """A text compared byte by byte on either database; on PostgreSQL by the collation "C"."""

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class SearchDocument(models.Model):
    """A record that can be found. Its row is made anew whenever its labels change, and its id never used again."""

    id = models.AutoField(primary_key=True)
    kind = BytewiseField(max_length=40)
    key = BytewiseField(max_length=255)
    weight = models.PositiveSmallIntegerField()
    labels = models.TextField(help_text="A line for each: language, role and text, parted by tabs.")
    sounds = models.TextField(blank=True, help_text="A line for each label: the pinyin of its Chinese characters.")
    facets = BytewiseField(max_length=500, blank=True, help_text="|name=value|name=value|")

    class Meta:
        app_label = "citations"
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="citations_search_document_once")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class SearchGram(models.Model):
    """The stem of a word, a Chinese character, or one with the one after it."""

    id = models.AutoField(primary_key=True)
    text = BytewiseField(max_length=80)
    sound = BytewiseField(max_length=24, blank=True, help_text="The pinyin of Chinese characters, loosely spelled.")
    reach = models.PositiveSmallIntegerField(default=0, help_text="Tokens of the longest label it begins.")

    class Meta:
        app_label = "citations"
        constraints = [models.UniqueConstraint(fields=["text"], name="citations_search_gram_once")]
        indexes = [
            models.Index(fields=["sound"], name="citations_search_gram_sound", condition=models.Q(sound__gt="")),
        ]

    def __str__(self) -> str:
        return str(self.text)


class SearchWord(models.Model):
    """A word as it is spelled in some label."""

    pk = models.CompositePrimaryKey("text", "gram")
    text = BytewiseField(max_length=80)
    gram = models.IntegerField()
    sound = BytewiseField(max_length=80, blank=True, help_text="What its transliterations share.")

    class Meta:
        app_label = "citations"
        indexes = [
            models.Index(fields=["sound"], name="citations_search_word_sound", condition=models.Q(sound__gt="")),
        ]

    def __str__(self) -> str:
        return str(self.text)


class SearchRun(models.Model):
    """Documents a gram stands in, written at one time: never changed, only added to by further runs or merged."""

    pk = models.CompositePrimaryKey("gram", "first")
    gram = models.IntegerField()
    first = models.IntegerField()
    documents = models.BinaryField(help_text="The numbers of the documents, ascending, four bytes each.")

    class Meta:
        app_label = "citations"

    def __str__(self) -> str:
        return f"{self.gram}: {self.first}..."


class SearchWhole(models.Model):
    """A label as a whole, as the hash of one of its normal forms."""

    pk = models.CompositePrimaryKey("hash", "number")
    hash = models.IntegerField()
    number = models.IntegerField()

    class Meta:
        app_label = "citations"

    def __str__(self) -> str:
        return f"{self.hash}: {self.number}"


class SearchTypo(models.Model):
    """Beginnings of stems with a letter left out, as hashes: those that fall to one bucket and were written together.

    A row for each would cost PostgreSQL seven times the bytes.
    """

    id = models.AutoField(primary_key=True)
    bucket = models.PositiveSmallIntegerField(db_index=True)
    slips = models.BinaryField(help_text="The hashes, ascending, then the gram of each; four bytes each.")

    class Meta:
        app_label = "citations"

    def __str__(self) -> str:
        return str(self.bucket)


class SearchMention(models.Model):
    """A word of a record that is none of its names: of its key, a description, a statement."""

    pk = models.CompositePrimaryKey("kind", "word", "key")
    kind = BytewiseField(max_length=40)
    word = BytewiseField(max_length=80)
    key = BytewiseField(max_length=255)

    class Meta:
        app_label = "citations"
        indexes = [models.Index(fields=["key", "kind", "word"], name="citations_search_mention_key")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}: {self.word}"


class SearchState(models.Model):
    """One row: the version of the analyser whose keys are stored, and how far a rebuild has come."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    version = models.PositiveIntegerField(help_text="0 while a rebuild is unfinished.")
    rebuilding = models.PositiveIntegerField(default=0, help_text="The version a rebuild is writing; 0 when none is.")
    kind = BytewiseField(max_length=40, blank=True)
    key = BytewiseField(max_length=255, blank=True)

    class Meta:
        app_label = "citations"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="citations_search_state_is_one_row")]

    def __str__(self) -> str:
        return f"version {self.version}"


TABLES: tuple[type[models.Model], ...] = (
    SearchDocument, SearchGram, SearchWord, SearchRun, SearchWhole, SearchTypo, SearchMention, SearchState,
)  # fmt: skip
