"""Formatted citations: GOST R 7.0.5, GB/T 7714 and Chicago, and CSL-JSON, with what each could not say."""
