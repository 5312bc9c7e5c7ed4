"""The catalogue's pages: search, record, brief record, edit, merge, MARC."""
