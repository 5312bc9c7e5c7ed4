"""What is decided in moving: what may be packed, sent, counted, settled; what a round carries. Pure."""

from carrel.rooms.moving.rules import displays, runs, transfers

__all__ = ["displays", "runs", "transfers"]
