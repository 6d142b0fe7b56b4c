"""The years 2018 and 2019 in numbers: what the growth rates of the report imply, the rest made up."""

VOLUNTEERS_2019 = 8282
"""78,260 and 65,014 months, 8.3 and 7.9 a person, 14 % more people: only 8,262 to 8,282 fit."""

REGION_TOTALS_2019 = (4541, 800, 1389, 440, 954, 158)

ENTITY_TOTALS_2019 = {
    "UNDP": 2762,
    "UNHCR": 800,
    "UNICEF": 647,
    "UNFPA": 377,
    "UN_WOMEN": 240,
    "WHO": 145,
    "WFP": 198,
    "RCO": 160,
    "OCHA": 118,
}
MISSIONS_2019 = 2066

STAYED_FROM_2019_SHARE = 0.725
LEFT_IN_2018 = 2300
SERVED_BEFORE_2019 = {"stayed": 0.50, "left": 0.83}
WOMEN_IN_AFRICA_2018 = 0.40
LOST_COUNTRIES = ("QAT", "ATG", "PRT")
"""Countries with service in 2019 and none in 2020."""

RETURNING_ENTITIES = ("DOS", "PAHO", "UNOCT")
RETURNING_COUNTRIES = ("CUB", "GBR", "KWT")
BACK_AFTER_A_GAP = 120
"""People of 2018 who serve again in 2020, and not in between."""
