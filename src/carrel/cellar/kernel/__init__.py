"""What has no library in it: verdicts, actors, audit, idempotency, the writer lock, clock, money, announcements."""
