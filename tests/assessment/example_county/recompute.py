"""Every score of the example county's fourth quarter of 2026, from the raw files: read it from top to bottom.

It shares no code with the house. What it does is what docs/assessment.md and the scorecard of that quarter say.
"""

# mypy: allow-untyped-defs, allow-untyped-calls

import csv
import sys
from collections import Counter, defaultdict
from datetime import date
from math import sqrt
from pathlib import Path

HERE = Path(__file__).parent
FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)
Z = 1.959964


def read(name):
    with (HERE / "raw" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text):
    return date.fromisoformat(text) if text else None


def in_quarter(text):
    return bool(text) and FIRST <= day(text) <= LAST


def in_time(done, due):
    return bool(done) and day(done) <= day(due)


# 1. Count. For each place and indicator: how many services were owed, and how many were served as they should be.
owed: dict[str, Counter[str]] = defaultdict(Counter)
served: dict[str, Counter[str]] = defaultdict(Counter)


def count(indicator, place, good):
    owed[place][indicator] += 1
    served[place][indicator] += bool(good)


# Visits belong to the month in which their window ends. What ended by the person's own choice is owed by nobody.
for visit in read("visits"):
    if in_quarter(visit["latest_on"]) and visit["outcome"] != "ended":
        count("visits-on-time", visit["village"], visit["outcome"] == "done")
        count("visits-made", visit["village"], visit["outcome"] in ("done", "done-late"))
        count("visits-forgotten", visit["village"], visit["outcome"] == "overdue")

for check in read("checks"):
    if in_quarter(check["due_on"]):
        count("results-on-time", check["village"], in_time(check["delivered_on"], check["due_on"]))

for referral in read("referrals"):
    if in_quarter(referral["due_on"]) and referral["outcome"] != "ended":
        answered = referral["outcome"] == "answered"
        count("referrals-on-time", referral["village"], answered and in_time(referral["closed_on"], referral["due_on"]))

# The register is a stock: every entry counts, whenever it was made.
for resident in read("residents"):
    count("records-complete", resident["village"], not resident["missing"])

for payment in read("payments"):
    if in_quarter(payment["due_on"]) and int(payment["owed_fen"]) > 0:
        paid = bool(payment["paid_on"])
        count("payments-on-time", payment["village"], paid and in_time(payment["paid_on"], payment["due_on"]))
        count("payments-in-full", payment["village"], paid and int(payment["paid_fen"]) >= int(payment["owed_fen"]))
    if in_quarter(payment["returned_on"]):
        again = day(payment["sent_again_on"])
        count(
            "returns-reissued-promptly", payment["village"], again and (again - day(payment["returned_on"])).days <= 15
        )

for correction in read("corrections"):
    if in_quarter(correction["due_on"]):
        count("corrections-on-time", correction["village"], in_time(correction["decided_on"], correction["due_on"]))

# Departments answer for their own differences; the offices' scores hold those of the population office.
for difference in read("discrepancies"):
    if in_quarter(difference["due_on"]) and difference["owner"] == "population-office":
        count("discrepancies-on-time", difference["place"], in_time(difference["closed_on"], difference["due_on"]))

# A complaint is due sixty days after it came in, and thirty after it was reopened. What is about coercion, and what is
# reopened, is the county's to answer. A violation that was found weighs on the place where it happened.
COUNTY = "341599000000"
violations: Counter[str] = Counter()
for complaint in read("complaints"):
    begun, term = (complaint["reopened_on"], 30) if complaint["reopened_on"] else (complaint["received_on"], 60)
    past_the_office = complaint["topic"] == "coercion" or bool(complaint["reopened_on"])
    place = COUNTY if past_the_office else complaint["village"]
    answered = complaint["answered_again_on"] if complaint["reopened_on"] else complaint["answered_on"]
    due = date.fromordinal(day(begun).toordinal() + term).isoformat()
    if in_quarter(due):
        count("complaints-on-time", place, in_time(answered, due))
    if in_quarter(answered):
        count("complaints-settled-at-first", place, not complaint["reopened_on"])
    if complaint["violation"] and in_quarter(answered):
        violations[complaint["village"]] += 1

# The survey closed on 20 November. Each sheet stands for so many adults of its village; where fewer than ten answered,
# the town speaks for the village. Somebody who had nothing to do with it tells nothing of it.
OPENED = date(2026, 11, 2)
GOOD = {
    "free-choice": ("knowledge", {"own": True, "office": False, "unsure": False}),
    "free-checks": ("knowledge", {"free": True, "paid": False, "unsure": False}),
    "complain": ("knowledge", {"anywhere": True, "nowhere": False, "unsure": False}),
    "satisfied": ("satisfaction", {"very": True, "rather": True, "not": False}),
    "pressed": ("free-choice-respected", {"never": True, "again": False}),
}
adults: Counter[str] = Counter()
for resident in read("residents"):
    born = day(resident["born"])
    birthday_passed = (OPENED.month, OPENED.day) >= (born.month, born.day)
    adults[resident["village"]] += OPENED.year - born.year - (not birthday_passed) >= 18
sheets = read("survey")
sheets_of: Counter[str] = Counter()
for sheet in sheets:
    sheets_of[sheet["village"]] += 1
people: dict[str, Counter[str]] = defaultdict(Counter)
good_people: dict[str, Counter[str]] = defaultdict(Counter)
for sheet in sheets:
    village = sheet["village"]
    stands_for = max(round(adults[village] / sheets_of[village]), 1)
    place = village if sheets_of[village] >= 10 else village[:9] + "000"
    for question, (indicator, options) in GOOD.items():
        if sheet[question] in options:
            count(indicator, place, options[sheet[question]])
            people[place][indicator] += stands_for
            good_people[place][indicator] += stands_for * options[sheet[question]]

# 2. The scorecard of the quarter: weight, the share that earns nothing, the share that earns all hundred points.
CARD = {
    "visits-on-time": (20, 0.5, 0.95),
    "visits-made": (15, 0.6, 0.98),
    "visits-forgotten": (10, 0.2, 0),
    "results-on-time": (15, 0.5, 0.98),
    "referrals-on-time": (15, 0.5, 0.95),
    "records-complete": (10, 0.8, 0.99),
    "payments-on-time": (15, 0.7, 1),
    "payments-in-full": (15, 0.7, 1),
    "returns-reissued-promptly": (5, 0.5, 1),
    "discrepancies-on-time": (10, 0.5, 0.98),
    "corrections-on-time": (5, 0.6, 1),
    "complaints-on-time": (10, 0.5, 0.95),
    "complaints-settled-at-first": (5, 0.7, 0.95),
    "knowledge": (5, 0.5, 0.95),
    "satisfaction": (10, 0.5, 0.98),
    "free-choice-respected": (10, 0.8, 1),
}
BANDS = [(90, "excellent"), (75, "good"), (60, "fair"), (0, "poor")]
WEIGHTED = ("knowledge", "satisfaction", "free-choice-respected")


def points(value, zero, full):
    return 100 * min(max((value - zero) / (full - zero), 0.0), 1.0)


def wilson(part, whole):
    share, square = part / whole, Z * Z
    middle = share + square / (2 * whole)
    spread = Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    return round((middle - spread) / (1 + square / whole), 6), round((middle + spread) / (1 + square / whole), 6)


def added_up(counts, indicator, places):
    return sum(counts[place][indicator] for place in places)


def scored(places):
    """The score of a place, from the counts of all places inside it."""
    lines = []
    for indicator, (weight, zero, full) in CARD.items():
        whole, part = added_up(owed, indicator, places), added_up(served, indicator, places)
        if not whole:
            continue
        value = part / whole
        if indicator in WEIGHTED:
            value = added_up(good_people, indicator, places) / added_up(people, indicator, places)
        ends = sorted(points(end, zero, full) for end in wilson(part, whole))
        lines.append((weight, round(points(value, zero, full), 4), (ends[1] - ends[0]) / 2, whole))
    weight = sum(line[0] for line in lines)
    total = sum(line[3] for line in lines)
    violated = any(violations[place] for place in places)
    # Where less than a quarter of all weight had anything owed, there is no score.
    if weight < 0.25 * sum(line[0] for line in CARD.values()):
        return {"value": None, "low": None, "high": None, "band": "poor" if violated else None, "owed": total}
    value = sum(line[0] * line[1] for line in lines) / weight
    spread = sqrt(sum((line[0] / weight * line[2]) ** 2 for line in lines))
    # A violation of people's rights overrules whatever else was done.
    band = "poor" if violated else next(name for least, name in BANDS if value >= least)
    low, high = max(value - spread, 0.0), min(value + spread, 100.0)
    return {"value": round(value, 2), "low": round(low, 2), "high": round(high, 2), "band": band, "owed": total}


# 3. Score every place of every level, and rank it: one more than the places that are better beyond doubt. With fewer
# than thirty services owed there is no rank.
DIGITS = {"county": 6, "town": 9, "village": 12}
everywhere = set(owed) | set(violations)
scores = {}
for level, digits in DIGITS.items():
    inside = defaultdict(list)
    for place in everywhere:
        if level == "county" or place[digits - 3 : digits] != "000":
            inside[place[:digits].ljust(12, "0")].append(place)
    found = {place: scored(places) for place, places in inside.items()}
    ranked = {place: each for place, each in found.items() if each["low"] is not None and each["owed"] >= 30}
    for place, each in found.items():
        better = sum(other["low"] > each["high"] for other in ranked.values()) if place in ranked else None
        scores[level, place] = each | {"rank": None if better is None else better + 1}

COLUMNS = ("level", "division", "value", "low", "high", "band", "owed", "rank")


def rows():
    """As text, in the order of levels and codes."""
    ordered = sorted(scores.items(), key=lambda item: (list(DIGITS).index(item[0][0]), item[0][1]))
    for (level, place), each in ordered:
        yield [level, place, *("" if each[name] is None else str(each[name]) for name in COLUMNS[2:])]


if __name__ == "__main__":
    csv.writer(sys.stdout, lineterminator="\n").writerows([COLUMNS, *rows()])
