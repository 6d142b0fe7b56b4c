"""The year 2020 in numbers: what the report states, and shares of our own where it is silent.

Numbers by region follow the order of `reference.REGIONS`. Whatever the report does not state
(the sizes of regions, of most countries, of the placeholders) is made up to fit what it does.
"""

VOLUNTEER_MONTHS = {2019: 65014, 2020: 78260}

REGION_TOTALS = (5222, 960, 1500, 532, 1049, 196)

# Paragraphs 19 to 27. Five placeholders stand for missions that the report counts but does not name.
ENTITY_BY_REGION = {
    "UNDP": (1740, 240, 763, 185, 290, 14),
    "UNHCR": (390, 110, 95, 50, 220, 17),
    "UNICEF": (500, 80, 110, 70, 90, 11),
    "UNFPA": (235, 40, 50, 30, 64, 0),
    "UN_WOMEN": (100, 35, 75, 25, 40, 7),
    "WHO": (140, 45, 38, 20, 10, 22),
    "WFP": (160, 25, 34, 4, 14, 6),
    "RCO": (90, 22, 30, 26, 32, 0),
    "OCHA": (70, 25, 16, 4, 10, 4),
    "UNMISS": (463, 0, 0, 0, 0, 0),
    "MONUSCO": (380, 0, 0, 0, 0, 0),
    "MINUSCA": (327, 0, 0, 0, 0, 0),
    "UNVMC": (0, 0, 0, 0, 139, 0),
    "UNAMA": (0, 0, 118, 0, 0, 0),
    "DEMO_01": (127, 0, 0, 0, 0, 0),
    "DEMO_02": (0, 110, 0, 0, 0, 0),
    "DEMO_03": (0, 86, 0, 0, 0, 0),
    "DEMO_04": (0, 72, 0, 0, 0, 0),
    "DEMO_05": (0, 0, 0, 58, 0, 0),
}
MISSION_COUNTRY = {
    "UNMISS": "SSD",
    "MONUSCO": "COD",
    "MINUSCA": "CAF",
    "UNVMC": "COL",
    "UNAMA": "AFG",
    "DEMO_01": "MLI",
    "DEMO_02": "SOM",
    "DEMO_03": "SDN",
    "DEMO_04": "IRQ",
    "DEMO_05": "XKX",
}
PLACEHOLDER_MISSIONS = ("DEMO_01", "DEMO_02", "DEMO_03", "DEMO_04", "DEMO_05")

OTHER_ENTITIES = {
    "IOM": 150,
    "FAO": 110,
    "UNV": 125,
    "OHCHR": 78,
    "UNODC": 62,
    "UN_HABITAT": 58,
    "DMSPC": 12,
    "PAHO": 9,
    "DOS": 14,
    "UNICC": 6,
    "UNOCT": 5,
    "UNOOSA": 3,
    "UNCG": 2,
    "UNICRI": 4,
}
PLACEHOLDERS = tuple(f"DEMO_{number:02}" for number in range(6, 33))
PLACEHOLDERS_TOTAL = 418
REGION_PULL = {
    "UNV": (0.40, 0.07, 0.15, 0.06, 0.12, 0.25),
    "OHCHR": (0.40, 0.06, 0.12, 0.05, 0.15, 0.22),
    "UNODC": (0.35, 0.06, 0.18, 0.08, 0.15, 0.20),
    "DMSPC": (0, 0, 0, 0, 0, 1),
    "PAHO": (0, 0, 0, 0, 0.8, 0.2),
    "DOS": (0.4, 0, 0, 0, 0, 0.6),
    "UNICC": (0, 0, 0, 0, 0, 1),
    "UNOCT": (0, 0, 0, 0, 0, 1),
    "UNOOSA": (0, 0, 0, 0, 0, 1),
    "UNCG": (1, 0, 0, 0, 0, 0),
    "UNICRI": (0, 0, 0, 0, 0, 1),
}
USUAL_PULL = (0.50, 0.07, 0.17, 0.06, 0.14, 0.04)

# How many countries an entity is spread over, about; RCO exactly (paragraph 27), by region.
BREADTH = {
    "UNICEF": 110,
    "UNHCR": 80,
    "UNFPA": 75,
    "UN_WOMEN": 55,
    "WHO": 60,
    "WFP": 45,
    "OCHA": 25,
    "IOM": 45,
    "FAO": 40,
    "UNV": 45,
    "OHCHR": 25,
    "UNODC": 20,
    "UN_HABITAT": 18,
}
RCO_COUNTRIES_BY_REGION = (24, 6, 9, 8, 10, 0)

# Cells that a sentence of the report fixes, or needs people for.
# fmt: off
FIXED_CELLS = {
    "UNDP": {
        "LBR": 36, "GIN": 34, "KEN": 95, "CUB": 2, "GRD": 1, "KWT": 2, "USA": 4, "DNK": 3, "BEL": 3, "JPN": 2, "FRA":
        2,
    },
    "UNHCR": {
        "LBR": 26, "KEN": 30, "COL": 60, "CHE": 6, "GRC": 6, "CYP": 2, "GBR": 2, "DEU": 1, "UGA": 40, "JOR": 25,
        "ETH": 28, "LBN": 20, "RWA": 18,
    },
    "UNICEF": {"GIN": 28, "KEN": 22, "CUB": 1, "OMN": 1, "CHE": 4, "DNK": 4, "ITA": 3},
    "UNFPA": {
        "JAM": 2, "LBY": 1, "PNG": 2, "TJK": 1, "TKM": 1, "UZB": 2, "VUT": 1, "IRQ": 2, "KEN": 12, "BFA": 8, "EGY": 7,
        "ETH": 10, "NGA": 11, "SEN": 8,
    },
    "UN_WOMEN": {"KEN": 22, "AFG": 20, "USA": 7},
    "WHO": {"EGY": 12, "KEN": 14, "CHE": 20, "DNK": 2},
    "WFP": {"MOZ": 54, "BEN": 36, "ITA": 6},
    "RCO": {"KEN": 5},
    "OCHA": {"CHE": 2, "USA": 2},
    "IOM": {"LBR": 16},
    "UNICC": {"CHE": 6},
    "UNOCT": {"USA": 5},
    "UNOOSA": {"AUT": 3},
    "UNCG": {"KEN": 2},
    "UNICRI": {"ITA": 4},
    "DMSPC": {"USA": 12},
    **{mission: {country: sum(ENTITY_BY_REGION[mission])} for mission, country in MISSION_COUNTRY.items()},
}
# fmt: on

NEW_AND_REENGAGED_ENTITIES = ("UNCG", "UNICRI", "PAHO", "DOS", "UNICC", "UNOCT", "UNOOSA")
NEW_AND_REENGAGED_COUNTRIES = ("CUB", "CYP", "GRD", "KWT", "OMN", "GBR")
NEW_UNFPA_COUNTRIES = ("JAM", "LBY", "PNG", "TJK", "TKM", "UZB", "VUT")
RESUMED_UNFPA_COUNTRIES = ("IRQ",)
FELLOWS_COUNTRIES = ("BFA", "EGY", "ETH", "KEN", "NGA", "SEN")

# Relative sizes of the programmes: 145 countries of the five regions and 12 others make 157.
# fmt: off
COUNTRY_SIZES = {
    "africa": {
        "COD": 70, "SSD": 60, "KEN": 60, "UGA": 55, "ETH": 50, "NGA": 50, "MLI": 45, "MOZ": 40, "CMR": 40, "NER": 38,
        "BFA": 35, "CAF": 35, "TCD": 30, "SEN": 32, "TZA": 30, "CIV": 28, "RWA": 25, "ZMB": 25, "ZWE": 25, "MWI": 25,
        "MDG": 25, "GIN": 25, "LBR": 25, "BDI": 22, "GHA": 22, "SLE": 22, "BEN": 22, "ZAF": 20, "TGO": 18, "MRT": 14,
        "COG": 14, "AGO": 12, "GMB": 10, "GNB": 8, "NAM": 8, "BWA": 7, "LSO": 7, "SWZ": 6, "GAB": 6, "ERI": 4, "COM":
        4, "CPV": 4, "STP": 3, "MUS": 3, "GNQ": 3, "SYC": 2,
    },
    "arab_states": {
        "SDN": 35, "SOM": 30, "JOR": 30, "LBN": 28, "IRQ": 25, "EGY": 22, "TUN": 18, "MAR": 16, "YEM": 14, "PSE": 14,
        "SYR": 10, "LBY": 8, "DJI": 8, "DZA": 4, "SAU": 3, "ARE": 3, "BHR": 2, "KWT": 2, "OMN": 1,
    },
    "asia_pacific": {
        "BGD": 50, "NPL": 45, "IND": 35, "MMR": 35, "THA": 30, "IDN": 28, "KHM": 28, "PAK": 25, "PHL": 25, "AFG": 20,
        "FJI": 20, "LAO": 18, "VNM": 18, "LKA": 18, "PNG": 18, "TLS": 14, "MNG": 12, "CHN": 12, "MYS": 8, "MDV": 7,
        "BTN": 6, "IRN": 6, "WSM": 5, "SLB": 5, "VUT": 4, "KIR": 2, "TON": 2, "FSM": 2, "MHL": 1.5, "PRK": 1, "PLW":
        1,
    },
    "europe_cis": {
        "UKR": 30, "TUR": 28, "KGZ": 18, "BIH": 16, "MDA": 16, "SRB": 14, "GEO": 14, "ARM": 12, "ALB": 10, "MKD": 10,
        "KAZ": 10, "TJK": 9, "XKX": 8, "UZB": 8, "AZE": 5, "MNE": 5, "BLR": 3, "TKM": 3,
    },
    "latin_america_caribbean": {
        "COL": 60, "ECU": 35, "BRA": 35, "PER": 30, "MEX": 25, "GTM": 25, "HND": 25, "HTI": 25, "VEN": 22, "PAN": 20,
        "SLV": 18, "BOL": 16, "DOM": 14, "CRI": 12, "ARG": 12, "CHL": 10, "PRY": 8, "URY": 8, "JAM": 6, "NIC": 6,
        "GUY": 5, "TTO": 4, "BRB": 4, "BLZ": 3, "SUR": 3, "CUB": 2, "DMA": 2, "BHS": 2, "LCA": 1.5, "VCT": 1, "GRD":
        1,
    },
    "none": {
        "CHE": 40, "DEU": 40, "USA": 25, "ITA": 20, "AUT": 15, "DNK": 8, "GRC": 8, "BEL": 6, "JPN": 6, "FRA": 4,
        "GBR": 2, "CYP": 2,
    },
}
# fmt: on

# Scope: chances of a national assignment before the report's shares are settled.
NATIONAL_CHANCE = {
    "UNDP": 0.72, "UNHCR": 0.60, "UNICEF": 0.68, "UNFPA": 0.68, "UN_WOMEN": 0.64, "WHO": 0.59, "WFP": 0.72,
    "RCO": 0.64, "OCHA": 0.25, "DMSPC": 0.1, "DOS": 0.1, "UNICC": 0.1, "UNOCT": 0.1, "UNOOSA": 0.1, "UNICRI": 0.1,
}  # fmt: skip
NATIONAL_CHANCE_OF_MISSIONS = 0.14
NATIONAL_CHANCE_ELSEWHERE = 0.60
NATIONAL_CHANCE_OUTSIDE_REGIONS = 0.12
NATIONAL = 5297
NATIONAL_AT_WHO = 162
NATIONAL_AT_WFP = 175

# Categories: community, experts and refugees as stated, the others made up.
COMMUNITY = 902
COMMUNITY_AT_WFP_IN_BENIN = 30
COMMUNITY_AT_WFP_ELSEWHERE = 4
REFUGEES_IN = {"UGA": 4, "JOR": 3, "ETH": 2, "LBN": 1, "RWA": 2}
EXPERTS = {"national": 105, "international": 176}
UNIVERSITY = {"national": 430, "international": 90}
YOUTH = {"national": 1150, "international": 640}

# Women: 45 % in Africa, more than half elsewhere, 52 % of all.
WOMEN_SHARE_BY_REGION = (0.45, 0.575, 0.60, 0.66, 0.605, 0.64)
WOMEN_CHANCE = {"UN_WOMEN": 0.80, "UNFPA": 0.60, "UNICEF": 0.57, "WHO": 0.59}
WOMEN_CHANCE_OF_MISSIONS = 0.34
WOMEN_AT_WHO = 162
WOMEN_AT_WFP = 131
WOMEN_AT_UN_WOMEN_IN_AFGHANISTAN = 18
SEX_UNKNOWN = 24
SEX_OTHER = 6

# Age on 31 December 2020.
BIRTH_DATE_UNKNOWN = 47
UNDER_30_SHARE = 0.35
SIXTY_AND_OVER = 92
MEAN_OF_30_TO_59 = 38.1

DISABILITY = {
    "UNDP": 47, "UNICEF": 6, "UNHCR": 5, "UNFPA": 4, "IOM": 3, "OHCHR": 3, "UNMISS": 3, "RCO": 3, "FAO": 2, "UNODC": 2,
    "UNV": 2, "WFP": 2, "WHO": 2, "UN_WOMEN": 2, "DMSPC": 1, "UN_HABITAT": 1,
}  # fmt: skip
DISABILITY_UNKNOWN_SHARE = 0.085

SOUTH_AMONG_INTERNATIONAL = 0.66
