"""Care: mending, repair, disposal, changes of many items, genres."""
