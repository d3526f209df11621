"""Deaths: what is registered when somebody has died."""
