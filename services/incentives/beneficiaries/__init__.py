"""The people that benefits can be owed to, as the registry tells of them."""
