"""Which department may see which fields for which purpose: policies as data, deny by default (C6)."""
