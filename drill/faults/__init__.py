"""What happens to a county while people work. Each kind of fault is a function, done to real processes.

A fault gets the house and the drill's dice, does its harm, takes it back, and returns in words what it did.
"""
