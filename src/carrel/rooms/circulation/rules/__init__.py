"""Decisions of lending over plain values: which policy, until when, and what stands against it."""
