"""The population registry (人口登记): one register of people, households, places and vital events of a county."""
