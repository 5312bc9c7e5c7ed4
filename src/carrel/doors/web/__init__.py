"""The browser door: the pages of Carrel, one folder for each place."""
