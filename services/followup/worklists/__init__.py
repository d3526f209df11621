"""Whose visit it is, and on which day: by place, capacity, window, leaves and holidays."""
