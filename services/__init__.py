"""The five services, each with its own schema, role and process. None imports another."""
