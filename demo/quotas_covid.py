"""The COVID-19 response of 2020 in numbers (paragraphs 19, 21, 22, 27, 54)."""

BY_ENTITY = {
    "UNDP": 539, "UNICEF": 112, "WHO": 78, "UNHCR": 62, "RCO": 56, "UNFPA": 52, "IOM": 44, "UN_WOMEN": 26, "WFP": 24,
    "UNV": 14, "OCHA": 12, "FAO": 11, "OHCHR": 7, "UN_HABITAT": 7, "UNODC": 5, "PAHO": 4,
    "DEMO_06": 3, "DEMO_07": 3,
    "MONUSCO": 5, "UNMISS": 4, "DEMO_08": 2, "DEMO_09": 2, "DEMO_10": 2, "DEMO_11": 2, "DEMO_12": 1, "DEMO_13": 1,
}  # fmt: skip
COUNTRIES = 105
NATIONAL = 916
WOMEN = 582

# People of whole countries: no other COVID-19 assignments there.
COUNTRY_TEAMS = {
    "KEN": {"UNDP": 18, "WHO": 12, "UNICEF": 8, "UNFPA": 6, "UNHCR": 4, "RCO": 2},
    "LBR": {"UNDP": 20, "UNHCR": 18, "IOM": 12},
    "GIN": {"UNICEF": 9, "UNDP": 6},
}
CATEGORY_OF_TEAM = {"KEN": "national_specialist", "LBR": "community", "GIN": "community"}
KENYAN_COUNTIES = 14

# Paid from the Special Voluntary Fund, all of them national volunteers of the response.
SVF_PEOPLE = 312
SVF_COUNTRIES = 79
SVF_ENTITIES = tuple(BY_ENTITY)[:18]
