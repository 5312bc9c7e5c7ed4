"""Pages about loans: overdues, one loan, why, the policy grid, hard due dates, blocks."""
