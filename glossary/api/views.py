"""The views of terms, domains and attestations."""

from __future__ import annotations

from citations.api.base import RecordViewSet
from glossary.api import filters, serializers


class TermViewSet(RecordViewSet):
    """Terms: how each is said in Russian, Chinese and English, how firmly, and where it says so."""

    serializer_class = serializers.TermSerializer
    filters = filters.TERMS


class DomainViewSet(RecordViewSet):
    """The fields of knowledge that terms belong to."""

    serializer_class = serializers.DomainSerializer
    filters = filters.DOMAINS


class AttestationViewSet(RecordViewSet):
    """Terms seen at a place in a work: the evidence."""

    serializer_class = serializers.AttestationSerializer
    filters = filters.ATTESTATIONS
