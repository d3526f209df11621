"""HL7 FHIR R4 for care teams' own software: a second grammar for what ``/api/`` says, and no second way in.

Each FHIR call becomes one or two ordinary calls of the same caller, which pass through the gateway like any other:
recognised, decided, counted, logged, receipted. So this package can show nothing that ``/api/`` would not.
"""
