"""The read-only REST API of works, treaties, people, organizations, citations and changes."""
