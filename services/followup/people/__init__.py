"""Who the people are, as far as follow-up care needs to know: a read model of the registry."""
