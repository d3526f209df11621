"""Citizen numbers (GB 11643), division codes and masks, by vector and by property."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.identifiers import (
    BadCitizenNumber,
    check_character,
    division_level,
    division_prefix,
    is_division_code,
    mask_citizen_number,
    parse_citizen_number,
)
from services.registry.persons.identity import mask_document
from services.registry.scope import division_range

VECTORS = [
    ("34052419800101001X", date(1980, 1, 1), 1),
    ("11010519491231002X", date(1949, 12, 31), 2),
    ("440524188001010014", date(1880, 1, 1), 1),
]
DIGITS = "0123456789X"
PROVINCE = st.sampled_from(["11", "34", "44", "65", "71", "82"])


@st.composite
def numbers(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1880, 1, 1), date(2030, 12, 31)))
    first = f"{draw(PROVINCE)}{draw(st.integers(0, 9999)):04}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return first + check_character(first)


@st.composite
def divisions(draw: st.DrawFn) -> str:
    length = draw(st.sampled_from([2, 4, 6, 9, 12]))
    code = draw(PROVINCE)
    for upto in (4, 6, 9, 12):
        if upto <= length:
            width = upto - len(code)
            code += f"{draw(st.integers(1, 10**width - 1)):0{width}}"
    return code.ljust(12, "0")


@pytest.mark.parametrize(("number", "born", "sex"), VECTORS)
def test_the_published_vectors(number: str, born: date, sex: int) -> None:
    parsed = parse_citizen_number(f" {number.lower()} ")
    assert (parsed.text, parsed.birth_date, parsed.sex) == (number, born, sex)


@given(numbers())
def test_a_number_tells_its_birth_date_and_sex(number: str) -> None:
    parsed = parse_citizen_number(number)
    assert f"{parsed.birth_date:%Y%m%d}" == number[6:14]
    assert parsed.sex == (1 if int(number[16]) % 2 else 2)


@given(numbers(), st.integers(0, 17), st.sampled_from(DIGITS))
def test_one_wrong_character_never_passes(number: str, place: int, character: str) -> None:
    """ISO 7064 MOD 11-2 finds every single substitution."""
    wrong = number[:place] + character + number[place + 1 :]
    if wrong != number:
        with pytest.raises(BadCitizenNumber):
            parse_citizen_number(wrong)


@given(numbers(), st.integers(0, 15))
def test_two_neighbours_swapped_never_pass(number: str, place: int) -> None:
    """… and every transposition of neighbours."""
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        with pytest.raises(BadCitizenNumber):
            parse_citizen_number(swapped)


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_a_fault(text: str) -> None:
    try:
        assert len(parse_citizen_number(text).text) == 18
    except BadCitizenNumber as fault:
        assert fault.code in ("bad_number", "bad_check_character")


@given(numbers())
def test_a_mask_hides_birthday_and_sequence(number: str) -> None:
    masked = mask_citizen_number(number)
    assert (len(masked), masked[6:16]) == (18, "*" * 10)


@given(st.text("ABCDEFGH0123456789", min_size=1, max_size=20))
def test_a_masked_document_keeps_at_most_three_characters(number: str) -> None:
    masked = mask_document(number)
    assert len(masked) == len(number)
    assert len(masked.replace("*", "")) <= 3 < 8 or set(masked) == {"*"}


@given(divisions(), divisions())
def test_a_division_holds_exactly_the_codes_with_its_prefix(code: str, other: str) -> None:
    assert is_division_code(code)
    low, high = division_range(division_prefix(code))
    assert low <= code < high
    assert (low <= other < high) == other.startswith(division_prefix(code))


@given(divisions())
def test_the_level_follows_from_the_code(code: str) -> None:
    lengths = {"province": 2, "city": 4, "county": 6, "town": 9, "village": 12}
    assert lengths[division_level(code)] == len(division_prefix(code))
