"""What stands against starting, importing and taking back a register. Pure."""

from collections.abc import Sequence

from carrel.cellar.kernel.verdicts import Objection, Weight


def columns_objections(missing: Sequence[str]) -> tuple[Objection, ...]:
    """That columns nobody can do without have not been found in the file."""
    if not missing:
        return ()
    return (Objection("registers.columns_missing", Weight.REFUSE, {"columns": ", ".join(missing)}),)


def import_objections(*, title: str, is_done: bool, is_sound: bool, has_file: bool) -> tuple[Objection, ...]:
    """What stands against importing a register that was looked into."""
    facts = {"title": title}
    if not is_done:
        return (Objection("registers.check_first_over", Weight.REFUSE, facts),)
    if not is_sound:
        return (Objection("registers.cannot_be_read", Weight.REFUSE, facts),)
    if not has_file:
        return (Objection("registers.no_such_file", Weight.REFUSE, facts),)
    return ()


def take_back_objections(*, title: str, is_over: bool, is_taken_back: bool) -> tuple[Objection, ...]:
    """What stands against taking an import back."""
    facts = {"title": title}
    if not is_over:
        return (Objection("registers.not_over", Weight.REFUSE, facts),)
    if is_taken_back:
        return (Objection("registers.taken_back_already", Weight.REFUSE, facts),)
    return ()
