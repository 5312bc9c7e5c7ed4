"""The verbs of registers."""

from carrel.rooms.registers.actions.progress import Progress
from carrel.rooms.registers.actions.rows import import_rows, learn_rows
from carrel.rooms.registers.actions.starting import check_again, check_register, import_register, take_back_register
from carrel.rooms.registers.actions.taking_back import (
    forget_registers,
    take_back_charges,
    take_back_holds,
    take_back_items,
    take_back_loans,
    take_back_records,
)

__all__ = [
    "Progress",
    "check_again",
    "check_register",
    "forget_registers",
    "import_register",
    "import_rows",
    "learn_rows",
    "take_back_charges",
    "take_back_holds",
    "take_back_items",
    "take_back_loans",
    "take_back_records",
    "take_back_register",
]
