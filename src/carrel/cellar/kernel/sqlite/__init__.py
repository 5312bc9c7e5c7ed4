"""Django's SQLite back end with one writer at a time, served in the order of asking."""
