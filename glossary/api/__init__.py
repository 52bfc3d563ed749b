"""The read-only REST API of terms, domains and attestations."""
