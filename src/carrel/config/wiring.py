"""Who hears of what. The only place that fills the registry of announcements."""


def wire() -> None:
    """Connect lower rooms' news with upper rooms' listeners."""
