"""Decisions of care over plain values: cases, disposal, changes of many."""

from carrel.rooms.care.rules import cases, changing, disposal

__all__ = ["cases", "changing", "disposal"]
