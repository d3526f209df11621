"""The charter, rule by rule: a test here fails when somebody weakens it."""
