"""How the house grows: operations measured at several sizes, and a model that is fitted to them."""
