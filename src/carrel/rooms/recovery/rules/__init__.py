"""What recovery decides: who stands where on the ladder, families, calls, clearance. Pure; docs/rules/notices.md."""
