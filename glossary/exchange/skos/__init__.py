"""SKOS: domains and terms as a thesaurus in RDF, in Turtle and in JSON-LD.

rdf             values, subjects with their statements, the addresses of records
mapping         a record as a subject with statements, and what those say of a record
vocabulary      what our own names mean: the head of every file
turtle, jsonld  a subject as text, and a file as statements
gathering       the statements of a file brought together by subject
formats         the two formats
"""
