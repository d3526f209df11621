"""Scorecards (评分表): how an office's figures make one score, and what that score can and cannot tell."""
