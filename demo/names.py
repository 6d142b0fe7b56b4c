"""Names put together from syllables, so that none of them is anybody's."""

import numpy as np

ONSETS = ("Ba", "Che", "Do", "Fi", "Ga", "Ha", "Ile", "Ju", "Ke", "Lo", "Mi", "Ne", "Oa", "Pe", "Qui", "Ru", "Sa", "Te",
          "Uma", "Vi", "Wo", "Xe", "Ya", "Zu")  # fmt: skip
MIDDLES = ("la", "mbe", "ndo", "ri", "sta", "vu", "ne", "lko", "rma", "te", "zo", "dre", "fi", "ga")
ENDINGS = ("ri", "sun", "vel", "mo", "tak", "nia", "dor", "len", "bu", "shi", "ko", "rek", "mas", "ju")
GIVEN_ENDINGS = ("a", "in", "o", "ela", "us", "i", "an", "e")


def family_names() -> list[str]:
    """Some five thousand invented family names."""
    return [onset + middle + ending for onset in ONSETS for middle in MIDDLES for ending in ENDINGS]


def given_names() -> list[str]:
    """Some two and a half thousand invented given names."""
    return [onset + middle + ending for onset in ONSETS for middle in MIDDLES for ending in GIVEN_ENDINGS]


def made_up_names(number: int, *, seed: int) -> tuple[list[str], list[str]]:
    """Family names and given names of so many people."""
    families, givens = family_names(), given_names()
    return _drawn_from(families, number, seed=[seed, 5]), _drawn_from(givens, number, seed=[seed, 6])


def _drawn_from(names: list[str], number: int, *, seed: list[int]) -> list[str]:
    """The first so many of an endless row of names: more people change none of them."""
    positions = np.floor(np.random.default_rng(seed).random(number) * len(names)).astype(np.int64)
    return [names[position] for position in positions.tolist()]
