"""What departments hand in: record kinds as data, their JSON Schemas and .xlsx templates."""
