"""Keeping everything in one file and putting it back: the archive, and the two kinds of database in it."""
