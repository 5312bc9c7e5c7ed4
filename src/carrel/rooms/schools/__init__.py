"""The ground: district, sites, places, school years, open days and bell schedules."""
