"""Imports: a MARC file is looked into, let in, taken back; and the list of all long work."""
