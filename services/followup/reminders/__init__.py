"""Reminders by text message to those who agreed to them, and overdue figures for those who owe the visits."""
