"""The sandbox: a department's software is tried on synthetic people, through the policies that hold for real ones.

A sandbox client's calls are recognised, decided, counted, logged and receipted like any other; only who answers is
another. No call of theirs reaches a service, and no service would accept their token (``chassis.auth``).
"""
