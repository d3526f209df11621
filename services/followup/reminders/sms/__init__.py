"""The way out to telephones: one small interface, a provider over HTTP, and a folder where nothing is sent."""
