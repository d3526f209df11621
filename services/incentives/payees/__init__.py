"""Who is paid in another's place, when the payee died or a child has another guardian."""
