"""Says what is wrong with scorecard files, each fault with its file and line. With a fault, nothing is scored."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from jsonschema import Draft202012Validator

from chassis.data_lint import BadData, Fault, load_file, schema_of
from services.assessment.facts.kinds import VIOLATION
from services.assessment.indicators.catalogue import Catalogue, catalogue
from services.assessment.scorecards.errors import NoScorecard
from services.assessment.scorecards.model import Scorecard

FOLDER = Path(__file__).parent


@cache
def _schema() -> Draft202012Validator:
    return schema_of(FOLDER / "schema.json")


def lint(folder: Path, indicators: Catalogue) -> tuple[list[Scorecard], list[Fault]]:
    """All scorecards in ``folder`` and all faults."""

    def judge(file: str, card: Scorecard) -> Iterable[tuple[tuple[str | int, ...], str]]:
        return faults_of(file, card, indicators)

    loaded = [load_file(path, _schema(), Scorecard, judge) for path in sorted(folder.glob("*.yaml"))]
    faults = [fault for each in loaded for fault in each.faults]
    if not loaded:
        faults.append(Fault(str(folder), 1, "there is no scorecard file here"))
    cards = [each.content for each in loaded if each.content is not None]
    return cards, sorted(faults)


def faults_of(file: str, card: Scorecard, indicators: Catalogue) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """All faults of one scorecard."""
    if file != f"{card.id}.v{card.version}.yaml":
        yield ("id",), f"the file's name must be {card.id}.v{card.version}.yaml"
    for number, line in enumerate(card.indicators):
        found = indicators.find(line.id, card.effective_from)
        if found is None:
            yield ("indicators", number, "id"), f"no indicator {line.id!r} is in force on {card.effective_from}"
        elif (found.better == "higher") != (line.full > line.zero):
            yield (
                ("indicators", number, "full"),
                f"{found.better} is better: zero and full say otherwise",
            )
        if line.id in [each.id for each in card.indicators[:number]]:
            yield ("indicators", number, "id"), f"{line.id!r} stands twice"
    starts = [band.first for band in card.bands]
    if starts != sorted(set(starts), reverse=True) or starts[-1] != 0:
        yield ("bands",), "bands stand from the best to the last, and the last begins at 0"
    yield from _faults_of_vetoes(card, indicators)


def _faults_of_vetoes(card: Scorecard, indicators: Catalogue) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Only violations of people's rights may overrule a score (C4): no target, no quota and no number of births can."""
    for number, veto in enumerate(card.veto):
        found = indicators.find(veto.indicator, card.effective_from)
        kinds = {measure.of for measure in found.measures.values()} if found else set()
        if kinds != {VIOLATION}:
            what = "breaks rule C4 of the charter: only a violation of people's rights overrules a score"
            yield ("veto", number, "indicator"), what
        if veto.band not in [band.id for band in card.bands]:
            yield ("veto", number, "band"), f"there is no band {veto.band!r}"


@cache
def scorecards() -> tuple[Scorecard, ...]:
    """The scorecards that ship with this service. Raises BadData."""
    cards, faults = lint(FOLDER, catalogue())
    if faults:
        raise BadData(faults)
    return tuple(cards)


def scorecard_of(on: date) -> Scorecard:
    """The scorecard in force on a day: the newest that has begun. Raises NoScorecard."""
    begun = [card for card in scorecards() if card.in_force(on)]
    if not begun:
        raise NoScorecard(day=on.isoformat())
    return max(begun, key=lambda card: card.effective_from)
