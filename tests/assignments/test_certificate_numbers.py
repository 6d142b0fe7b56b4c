"""Numbers that nobody guesses, and that say when they are mistyped."""

from hypothesis import given
from hypothesis import strategies as st

from assignments.certificate_numbers import ALPHABET, LENGTH, grouped, new_number, read_number

PLACES = st.integers(0, LENGTH - 1)


def test_numbers_differ_and_have_95_random_bits():
    numbers = {new_number() for _ in range(1000)}
    assert len(numbers) == 1000
    assert all(len(number) == 20 and set(number) <= set(ALPHABET) for number in numbers)
    assert {number[0] for number in numbers} == set(ALPHABET)


def test_a_number_is_read_however_it_is_written():
    number = new_number()
    for typed in (number, grouped(number), grouped(number).lower().replace("-", " "), f" {grouped(number)}. "):
        assert read_number(typed) == number
    assert read_number(number.replace("0", "O").replace("1", "l")) == number


def test_what_can_be_no_number_is_none():
    for typed in ("", "-", "7K3M", new_number() + "0", "U" * 20, "王" * 20, "²" * 20, "0" * 5000):
        assert read_number(typed) == ""


@given(PLACES, st.integers(1, 31))
def test_one_wrong_sign_is_noticed(place, step):
    number = new_number()
    wrong = ALPHABET[(ALPHABET.index(number[place]) + step) % 32]
    assert read_number(number[:place] + wrong + number[place + 1 :]) == ""


@given(PLACES, PLACES)
def test_two_signs_that_changed_places_are_noticed(one, other):
    signs = list(new_number())
    signs[one], signs[other] = signs[other], signs[one]
    changed = signs[one] != signs[other]
    assert bool(read_number("".join(signs))) != changed
