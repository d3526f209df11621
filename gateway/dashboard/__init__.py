"""The built web interface, served as files."""
