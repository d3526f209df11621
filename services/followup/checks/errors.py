"""Refusals about checks."""

from chassis.problems import Problem


class UnknownAppointment(Problem):
    """No such appointment, or not in the caller's divisions."""

    status, slug = 404, "unknown-appointment"
    title_zh, title_en = "未找到该预约", "No such appointment"


class NoPlaceLeft(Problem):
    """All places of that day are given, or the site has no such check on that day."""

    status, slug = 409, "no-place-left"
    title_zh, title_en = "当日名额已满或未安排", "No place left on that day"


class PlacesGiven(Problem):
    """Fewer places than are given already; ``taken`` says how many are."""

    status, slug = 409, "places-given"
    title_zh, title_en = "已约出的名额多于所设数量", "More places are given already"


class AlreadyBooked(Problem):
    """The person has an appointment for this check ahead; ``appointment_id`` is it."""

    status, slug = 409, "already-booked"
    title_zh, title_en = "此人已有相同的预约", "The person has this appointment already"


class AppointmentNotInState(Problem):
    """The appointment is not in a state in which this can be done; ``state`` says how it stands."""

    status, slug = 409, "appointment-not-in-state"
    title_zh, title_en = "预约当前状态下不能这样做", "Not possible for this appointment now"
