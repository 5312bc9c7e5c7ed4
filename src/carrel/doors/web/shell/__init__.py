"""What every page has: theme, language, site, sounds, errors."""
