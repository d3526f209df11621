"""Outreach (宣传服务活动): letters, meetings, messages and trainings, with their evidence by box. They list nobody."""
