"""Number formats of a workbook: whether they show a date, and which digits they show."""

import re
from dataclasses import dataclass
from functools import lru_cache

GENERAL = "General"
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "yyyy/m/d"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm:ss"),
    37: "#,##0;(#,##0)",
    38: "#,##0;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
LITERAL = re.compile(r'"[^"]*"|\\.|[_*].')
ELAPSED = re.compile(r"\[([hms])+\]", re.IGNORECASE)
BRACKETS = re.compile(r"\[[^\]]*\]")
AS_IT_IS = {"general", "@", "#", "0", ""}


@dataclass(frozen=True)
class NumberFormat:
    """What a format code does to a number."""

    code: str
    is_date: bool
    has_day: bool

    def whole(self, number: int) -> str | None:
        """The digits that it shows of a whole number, or nothing where it may show anything else."""
        if self.code.casefold() in AS_IT_IS:
            return str(number)
        return f"{number:0{len(self.code)}}" if not self.code.strip("0") and number >= 0 else None


@lru_cache(maxsize=1_000)
def number_format(code: str) -> NumberFormat:
    """A format by its code."""
    letters = set(signs_of(code)) if not code.casefold().startswith("general") else set()
    is_date = bool(letters & set("ymdhs") or {"e", "b"} & letters and not letters & set("0#?"))
    return NumberFormat(code, is_date, has_day=bool(letters & set("yd") or "m" in letters and not letters & set("hs")))


def signs_of(code: str) -> str:
    """The first section of a code, in small letters, without literal text, colours and conditions."""
    bare = LITERAL.sub("", code)
    bare = BRACKETS.sub("", ELAPSED.sub(r"\1", bare))
    return bare.split(";")[0].casefold().replace("am/pm", "h").replace("a/p", "h")
