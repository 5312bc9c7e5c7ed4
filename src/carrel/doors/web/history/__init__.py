"""What Carrel keeps of oneself: the reading history one chose, what came back today, the whole record to take along."""
