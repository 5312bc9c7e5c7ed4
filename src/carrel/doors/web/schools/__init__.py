"""The school's own pages: sites, places, years and terms, the calendar, the bells."""
