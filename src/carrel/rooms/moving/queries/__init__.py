"""Questions about what moves."""

from carrel.rooms.moving.queries import displays, papers, runs, transfers

__all__ = ["displays", "papers", "runs", "transfers"]
