"""How many look-ups a client may make under a policy on a day, counted for all processes of the gateway together."""
