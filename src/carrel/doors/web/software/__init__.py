"""Licences of instructional software and who holds their seats."""
