"""The outbox, what came back, and how mail goes out."""
