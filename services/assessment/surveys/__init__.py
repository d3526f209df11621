"""Surveys (满意度与知晓率调查): a random sample of residents, drawn with a published seed, asked without their names.

Who received which care is known to the care team alone (C5); so all adult residents of a village are asked about, and
the first question is whether they had to do with the office at all.
"""
