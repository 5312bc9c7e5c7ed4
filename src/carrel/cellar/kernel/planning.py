"""What the database must know of its own size to plan a question well."""

from django.db import connection


def learn_sizes() -> None:
    """Let PostgreSQL look how large its tables have become.

    It learns by itself within a minute; an import fills empty tables in seconds, and until then each of its own
    questions was planned for an empty table and took seconds. SQLite plans by the indexes it has, and is left alone.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
