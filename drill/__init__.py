"""Fault drills: a county under load whose processes are killed, stopped and frozen, judged from outside."""
