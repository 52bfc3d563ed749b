"""The audit of the corpus: what is incomplete, misspelt or contradicts itself, said record by record."""
