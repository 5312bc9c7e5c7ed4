"""The parts of a library's work, on storeys: a room imports only from below."""
