"""Free checks that people ask for: places per day and site, appointments, and results that reach the person."""
