"""The image is built from its Dockerfile, and every process of it runs, closed in as Compose does it."""
