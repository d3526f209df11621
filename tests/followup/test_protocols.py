"""Protocol files: those that ship are sound, and what is wrong with others is said with file and line."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from chassis.data_lint import BadData
from services.followup.protocols.__main__ import main
from services.followup.protocols.catalogue import load
from services.followup.protocols.lint import FOLDER, lint
from tests.conftest import ROOT

GOOD = (FOLDER / "postpartum.v1.yaml").read_text(encoding="utf-8")
NAME = "postpartum.v1.yaml"
DAYS = (15, 30, 60, 90)


def test_the_protocols_that_ship_have_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint"]) == 0
    assert "8 protocols without fault, 0 faults" in capsys.readouterr().out


def put(folder: Path, text: str, name: str = NAME) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def line_with(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


FIRST = "postpartum-home-visit"


def more(text: str, line: str, step: str = "day-42") -> str:
    """``text`` with one line more in a step."""
    return text.replace(f"  - id: {step}\n", f"  - id: {step}\n    {line}\n")


def hanging(text: str, key: str, step: str, on: str, outcome: str = "done") -> str:
    """``text`` with a step that hangs on another's outcome."""
    return more(text, f"{key}: {{step: {on}, outcomes: [{outcome}]}}", step)


FAULTS: list[tuple[str, Callable[[str], str], str, str]] = [
    ("not yaml", lambda t: t.replace("trigger: birth", "trigger: [birth"), "for: mother", "expected"),
    ("twice", lambda t: t.replace("for: mother", "for: mother\nfor: child"), "for: child", "a second time"),
    ("unknown key", lambda t: t.replace("trigger: birth", "trigger: birth\nquota: 5"), "id: postpartum", "quota"),
    ("unknown trigger", lambda t: t.replace("trigger: birth", "trigger: army"), "trigger:", "'army' is not one of"),
    ("army too", lambda t: t.replace("trigger: birth", "trigger: [birth, army]"), "trigger:", "'army' is not one of"),
    ("age alone", lambda t: t.replace("trigger: birth", "trigger: [birth, age]"), "trigger:", "belong together"),
    ("cycle", lambda t: hanging(t, "only_if", "day-42", "day-42"), "only_if", "a cycle"),
    (
        "long cycle",
        lambda t: hanging(hanging(t, "only_if", FIRST, "day-42"), "skip_if", "day-42", FIRST),
        "",
        "a cycle",
    ),
    ("nothing to hang on", lambda t: hanging(t, "only_if", "day-42", "day-43"), "only_if", "no step 'day-43'"),
    ("no such outcome", lambda t: hanging(t, "skip_if", "day-42", FIRST, "gone"), "skip_if", "'gone' is not one of"),
    ("too late to spare", lambda t: hanging(t, "skip_if", FIRST, "day-42"), "skip_if", "cannot be made before"),
    ("no such retry", lambda t: t.replace("not_found:", "lost:"), "lost:", "'lost' is not one of"),
    ("asked again", lambda t: t.replace("not_found:", "declined:"), "declined:", "rule C2"),
    ("after a death", lambda t: t.replace("not_found:", "died:"), "died:", "rule C2"),
    ("done again", lambda t: t.replace("not_found:", "done:"), "done:", "nothing is left to try"),
    ("no meeting", lambda t: t.replace("    in_person: true\n", ""), "  phone_instead:", "no step asks for a meeting"),
    ("no rule", lambda t: t.replace("  phone_instead:", "  moved:"), "in_person:", "says nothing of phone_instead"),
    ("a call to meet", lambda t: t.replace("place: home", "place: phone"), "in_person:", "a call is no meeting"),
    ("retry at once", lambda t: t.replace("within: P3D", "within: P0D"), "within: P0D", "needs time"),
    ("no try left", lambda t: t.replace("phone_after: 2", "phone_after: 3"), "phone_after", "no try after"),
    ("ends before", lambda t: more(t, "repeat: {every: P1W, until: P5W}"), "repeat:", "before the first visit"),
    ("two ends", lambda t: more(t, "repeat: {every: P1W, until: P9W, times: 2}"), "repeat:", "too many properties"),
    ("unknown finding", lambda t: more(t, "refer_if: [{record: luck, is: true}]"), "refer_if", "records no 'luck'"),
    ("unfit finding", lambda t: more(t, "refer_if: [{record: mood, above: 3}]"), "refer_if", "cannot be judged so"),
    ("no date", lambda t: t.replace("2020-01-01", "2020-02-31"), "effective_from", "effective_from"),
    ("wrong span", lambda t: t.replace("latest: P8W", "latest: 8 weeks"), "latest: 8 weeks", "does not match"),
    ("late earliest", lambda t: t.replace("earliest: P6W", "earliest: P7W"), "earliest: P7W", "comes after due"),
    ("early latest", lambda t: t.replace("latest: P8W", "latest: P5W"), "latest: P5W", "comes before due"),
    ("month or days", lambda t: t.replace("P42D", "P1M").replace("P6W", "P30D"), "earliest: P30D", "comes after due"),
    ("no source", lambda t: t.replace("source: national-norm", "source: hearsay"), "source: hearsay", "not among"),
    ("same step", lambda t: t.replace("- id: day-42", "- id: postpartum-home-visit"), "", "stands twice"),
    ("for nobody", lambda t: t.replace("for: mother", "for: person"), "for: person", "cannot be for the person"),
    (
        "wrong name",
        lambda t: t.replace("version: 1 ", "version: 1").replace("version: 1\n", "version: 2\n", 1),
        "",
        "name",
    ),
    ("ends early", lambda t: t.replace("trigger:", "effective_to: 2019-01-01\ntrigger:"), "effective_to", "before it"),
    ("fetal sex", lambda t: t.replace("id: mood", "id: fetal-sex"), "id: fetal-sex", "rule C11"),
    ("胎儿性别", lambda t: t.replace("情绪状况", "胎儿性别"), "胎儿性别", "rule C11"),
    ("permit", lambda t: t.replace("id: mood", "id: birth-permit"), "id: birth-permit", "rule C1"),
    ("target", lambda t: t.replace("en: Check at 42 days", "en: Quota of checks"), "", "rule C4"),
    ("no window", lambda t: t.replace("    window: {our-choice: The", "    windows: {our-choice: The"), "", "window"),
]


@pytest.mark.parametrize(("spoil", "part", "what"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_fault_is_named_with_file_and_line(tmp_path: Path, spoil: Callable[[str], str], part: str, what: str) -> None:
    text = spoil(GOOD)
    assert text != GOOD
    put(tmp_path, text)
    protocols, faults = lint(tmp_path)
    assert protocols == []
    named = [fault for fault in faults if what in fault.message]
    assert named, faults
    assert {fault.file for fault in faults} == {NAME}
    if part and what != "effective_from":
        assert named[0].line in (line_with(text, part), line_with(text, part) + 1)


def test_two_versions_in_force_at_once_are_refused(tmp_path: Path) -> None:
    put(tmp_path, GOOD)
    second = GOOD.replace("version: 1\n", "version: 2\n", 1).replace("2020-01-01", "2026-01-01")
    put(tmp_path, second, "postpartum.v2.yaml")
    (fault,) = lint(tmp_path)[1]
    assert (
        str(fault) == f"postpartum.v2.yaml:{line_with(second, 'effective_from')}: begins while {NAME} is still in force"
    )
    put(tmp_path, GOOD.replace("trigger:", "effective_to: 2025-12-31\ntrigger:"))
    both = load(tmp_path)
    assert [both.offered("postpartum", day).version for day in (date(2025, 12, 31), date(2026, 1, 1))] == [1, 2]  # type: ignore[union-attr]
    assert both.version("postpartum", 1).effective_to == date(2025, 12, 31)


def test_other_words_need_another_consent(tmp_path: Path) -> None:
    put(tmp_path, GOOD.replace("trigger:", "effective_to: 2025-12-31\ntrigger:"))
    second = GOOD.replace("version: 1\n", "version: 2\n", 1).replace("2020-01-01", "2026-01-01")
    put(tmp_path, second.replace("参加完全自愿", "参加自愿"), "postpartum.v2.yaml")
    (fault,) = lint(tmp_path)[1]
    assert "the words to agree to differ from" in fault.message


def test_unequal_intervals_and_repeats_until_an_end(tmp_path: Path) -> None:
    rest = "title: {zh: 随访, en: Visit}, place: home, source: national-norm, window: from-source}"
    steps = [f"  - {{id: day-{n}, earliest: P{n - 3}D, due: P{n}D, latest: P{n + 5}D, {rest}" for n in DAYS]
    weekly = "    repeat: {every: P1W, until: P9W}\n"
    head = GOOD[: GOOD.index("steps:")].replace("  phone_instead: {within: P3D, at_most: 2}\n", "")
    text = head + "steps:\n" + "\n".join(steps) + "\n"
    put(tmp_path, text)
    (protocol,) = lint(tmp_path)[0]
    day_0 = date(2026, 1, 31)
    assert [(w.due_on - day_0).days for w in protocol.windows(day_0)] == list(DAYS)
    put(tmp_path, GOOD.replace("    earliest: P6W\n", weekly + "    earliest: P6W\n"))
    repeated = [w for w in lint(tmp_path)[0][0].windows(day_0) if w.step.id == "day-42"]
    assert [(w.due_on - day_0).days for w in repeated] == [42, 49, 56, 63]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"[1, 2]", b"a: &a [*a]", b"? [a]\n: b", b"x: !!python/none"]
)
def test_nonsense_is_a_fault_and_never_a_crash(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    assert lint(tmp_path)[1]


def test_an_empty_folder_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="no protocol file"):
        load(tmp_path)


def test_the_linter_as_a_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, GOOD.replace("latest: P8W", "latest: P5W"))
    assert main(["lint", str(tmp_path)]) == 1
    assert capsys.readouterr().out.startswith(f"{NAME}:")
    assert main([]) == 2


def test_a_bad_file_stops_the_start_up_with_its_place() -> None:
    script = (
        "from pathlib import Path; import sys; from services.followup.protocols import catalogue, lint\n"
        "catalogue.FOLDER = Path(sys.argv[1])\n"
        "import services.followup.main"
    )
    environment = os.environ | {"DATABASE_URL": "postgresql://x@127.0.0.1:1/x"}
    folder = ROOT / "tests" / "followup" / "bad_protocols"
    argv = [sys.executable, "-c", script, str(folder)]
    done = subprocess.run(argv, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "postpartum.v1.yaml:12: " in done.stderr
