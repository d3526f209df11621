"""The follow-up service with a family in its care, as tests/followup has it."""

from tests.followup.conftest import care

__all__ = ["care"]
