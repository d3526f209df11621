"""Protocols of care as data: which visits a plan has, when, where, and on whose authority.

Each ``*.yaml`` file in this folder is one version of one protocol, checked against ``schema.json`` and the rules
of ``lint`` when the service starts. See docs/protocols.md for how to write one.
"""
