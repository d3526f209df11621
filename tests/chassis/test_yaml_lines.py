"""Policy files are read so that every fault has its line; what is no YAML at all is named, never raised through."""

import pytest

from chassis.yaml_lines import BadYaml, line_of, read


@pytest.mark.parametrize(
    ("text", "line"),
    [("", 1), ("a: 1\nb: \x07\n", 2), ("a: 1\na: 2\n", 2), ("a: [1\n", 2), ("a: &x 1\nb: *y\n", 2), ("- " * 5000, 1)],
)
def test_what_is_no_yaml_is_named_with_its_line(text: str, line: int) -> None:
    with pytest.raises(BadYaml) as raised:
        read(text)
    assert raised.value.line == line


def test_each_value_has_its_line_and_dates_stay_text() -> None:
    document, lines = read("a:\n  - b: 2026-01-01\n  - c\n")
    assert document == {"a": [{"b": "2026-01-01"}, "c"]}
    assert (line_of(lines, ("a", 0, "b")), line_of(lines, ("a", 1)), line_of(lines, ("a", 0, "no-such"))) == (2, 3, 2)
