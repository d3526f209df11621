"""The meetings by month: opened by calendar, deadlines and reminders, states."""
