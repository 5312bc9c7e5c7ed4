"""Questions about what moves."""

from carrel.rooms.moving.queries.transfers import (
    TransferShown,
    lines_of,
    open_lines,
    strangers_of,
    transfer_in_sight,
    transfer_to_change,
    transfers_of,
)

__all__ = [
    "TransferShown",
    "lines_of",
    "open_lines",
    "strangers_of",
    "transfer_in_sight",
    "transfer_to_change",
    "transfers_of",
]
