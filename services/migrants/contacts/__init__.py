"""How somebody who moved can be reached: kept only with their consent, sealed, and erased when they take it back."""
