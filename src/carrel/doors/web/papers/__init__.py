"""Slips that wait for paper, and the printers."""
