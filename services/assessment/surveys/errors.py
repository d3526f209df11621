"""Refusals about surveys."""

from chassis.problems import Problem


class UnknownSurvey(Problem):
    """No such survey."""

    status, slug = 404, "unknown-survey"
    title_zh, title_en = "没有这次调查", "No such survey"


class UnknownQuestionnaire(Problem):
    """No questionnaire of that name is in use."""

    status, slug = 404, "unknown-questionnaire"
    title_zh, title_en = "没有这份问卷", "No such questionnaire"


class NobodyToAsk(Problem):
    """No adult resident is known in that area."""

    status, slug = 409, "nobody-to-ask"
    title_zh, title_en = "该区域内没有可抽样的居民", "There is nobody to ask in that area"


class RewardGiven(Problem):
    """The person had no part in the survey yet, or was thanked before."""

    status, slug = 409, "reward-given"
    title_zh, title_en = "尚未作答，或礼品已发", "Not answered yet, or thanked before"
