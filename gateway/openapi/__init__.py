"""One OpenAPI document for everything behind the gateway."""
