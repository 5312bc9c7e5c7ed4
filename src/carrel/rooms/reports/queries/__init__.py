"""Questions about figures. They read all rooms and write nothing."""
