"""The operator's commands of ``python -m chassis.bus``; one module each."""
