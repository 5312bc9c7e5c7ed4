"""Recordings off air and their erase list, rights, and the log of copies."""
