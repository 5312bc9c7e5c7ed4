"""People: finding, adding, changing and merging them, their classes, accounts and who looked at whom."""
