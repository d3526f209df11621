"""Runs one service in the foreground, the same way in a container, on a cluster and under systemd."""
