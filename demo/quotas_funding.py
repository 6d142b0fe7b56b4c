"""Fully funded volunteers of 2020 in numbers (paragraphs 42 and 43)."""

BY_PARTNER = {
    "DEU": 98, "SWE": 80, "FRA": 66, "JPN": 62, "KOR": 62, "CHE": 60, "ITA": 46, "FIN": 34, "NOR": 24, "IRL": 22,
    "LUX": 20, "CZE": 14, "AUS": 12, "CHN": 10, "RUS": 8, "KAZ": 4,
    "HK_AVS": 7, "KMUTT": 4, "CISCO": 2,
}  # fmt: skip
INTERNATIONAL = 610
YOUTH = 394
WOMEN = 483
BY_ENTITY = {
    "UNDP": 168, "UNICEF": 96, "UNHCR": 90, "UN_WOMEN": 58, "UNFPA": 50, "RCO": 30, "WFP": 28, "OCHA": 26, "WHO": 25,
    "UNV": 22, "IOM": 16, "OHCHR": 14, "FAO": 8, "UN_HABITAT": 4,
}  # fmt: skip
HOME_OF_PARTNER = {"HK_AVS": "HKG", "KMUTT": "THA", "CISCO": "USA"}
OWN_NATIONAL_CHANCE = 0.8

# People with disabilities whom a government funds: partner, scope, entity, number.
WITH_DISABILITIES = (
    ("SWE", "national", "UNDP", 12),
    ("SWE", "international", "UNDP", 2),
    ("SWE", "international", "UNFPA", 1),
    ("FRA", "international", "UNDP", 1),
    ("FIN", "international", "UNICEF", 1),
)
