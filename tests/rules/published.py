"""Apportionments that were published, each with its source: figures of censuses and elections, and the seats they gave."""

UNITED_STATES_1790 = {
    "Connecticut": 236_841, "Delaware": 55_540, "Georgia": 70_835, "Kentucky": 68_705, "Maryland": 278_514,
    "Massachusetts": 475_327, "New Hampshire": 141_822, "New Jersey": 179_570, "New York": 331_589,
    "North Carolina": 353_523, "Pennsylvania": 432_879, "Rhode Island": 68_446, "South Carolina": 206_236,
    "Vermont": 85_533, "Virginia": 630_560,
}  # fmt: skip
"""First census, 3,615,920 in all; Balinski & Young, Fair Representation (1982), and the textbooks below."""

VETOED_1792 = (8, 2, 2, 2, 9, 16, 5, 6, 11, 12, 14, 2, 7, 3, 21)
"""120 seats by Hamilton, the bill Washington vetoed: For All Practical Purposes, 10th ed., ch. 14, example 6."""

ENACTED_1792 = (7, 1, 2, 2, 8, 14, 4, 5, 10, 10, 13, 2, 6, 2, 19)
"""105 seats by Jefferson: Apportionment Act of 14 April 1792, 1 Stat. 253."""

UNITED_STATES_1940 = {
    "Alabama": 2_832_961, "Arizona": 499_261, "Arkansas": 1_949_387, "California": 6_907_387, "Colorado": 1_123_296,
    "Connecticut": 1_709_242, "Delaware": 266_505, "Florida": 1_897_414, "Georgia": 3_123_723, "Idaho": 524_873,
    "Illinois": 7_897_241, "Indiana": 3_427_796, "Iowa": 2_538_268, "Kansas": 1_801_028, "Kentucky": 2_845_627,
    "Louisiana": 2_363_880, "Maine": 847_226, "Maryland": 1_821_244, "Massachusetts": 4_316_721, "Michigan": 5_256_106,
    "Minnesota": 2_792_300, "Mississippi": 2_183_796, "Missouri": 3_784_664, "Montana": 559_456, "Nebraska": 1_315_834,
    "Nevada": 110_247, "New Hampshire": 491_524, "New Jersey": 4_160_165, "New Mexico": 531_818, "New York": 13_479_142,
    "North Carolina": 3_571_623, "North Dakota": 641_935, "Ohio": 6_907_612, "Oklahoma": 2_336_434, "Oregon": 1_089_684,
    "Pennsylvania": 9_900_180, "Rhode Island": 713_346, "South Carolina": 1_899_804, "South Dakota": 642_961,
    "Tennessee": 2_915_841, "Texas": 6_414_824, "Utah": 550_310, "Vermont": 359_231, "Virginia": 2_677_773,
    "Washington": 1_736_191, "West Virginia": 1_901_974, "Wisconsin": 3_137_587, "Wyoming": 250_742,
}  # fmt: skip
"""Sixteenth census. Webster gave Michigan 18 and Arkansas 6, Hill 17 and 7; the Act of 1941 chose Hill (CRS RL30711)."""

UNITED_STATES_2020 = {
    "Alabama": (5_030_053, 7), "Alaska": (736_081, 1), "Arizona": (7_158_923, 9), "Arkansas": (3_013_756, 4),
    "California": (39_576_757, 52), "Colorado": (5_782_171, 8), "Connecticut": (3_608_298, 5), "Delaware": (990_837, 1),
    "Florida": (21_570_527, 28), "Georgia": (10_725_274, 14), "Hawaii": (1_460_137, 2), "Idaho": (1_841_377, 2),
    "Illinois": (12_822_739, 17), "Indiana": (6_790_280, 9), "Iowa": (3_192_406, 4), "Kansas": (2_940_865, 4),
    "Kentucky": (4_509_342, 6), "Louisiana": (4_661_468, 6), "Maine": (1_363_582, 2), "Maryland": (6_185_278, 8),
    "Massachusetts": (7_033_469, 9), "Michigan": (10_084_442, 13), "Minnesota": (5_709_752, 8),
    "Mississippi": (2_963_914, 4), "Missouri": (6_160_281, 8), "Montana": (1_085_407, 2), "Nebraska": (1_963_333, 3),
    "Nevada": (3_108_462, 4), "New Hampshire": (1_379_089, 2), "New Jersey": (9_294_493, 12),
    "New Mexico": (2_120_220, 3), "New York": (20_215_751, 26), "North Carolina": (10_453_948, 14),
    "North Dakota": (779_702, 1), "Ohio": (11_808_848, 15), "Oklahoma": (3_963_516, 5), "Oregon": (4_241_500, 6),
    "Pennsylvania": (13_011_844, 17), "Rhode Island": (1_098_163, 2), "South Carolina": (5_124_712, 7),
    "South Dakota": (887_770, 1), "Tennessee": (6_916_897, 9), "Texas": (29_183_290, 38), "Utah": (3_275_252, 4),
    "Vermont": (643_503, 1), "Virginia": (8_654_542, 11), "Washington": (7_715_946, 10), "West Virginia": (1_795_045, 2),
    "Wisconsin": (5_897_473, 8), "Wyoming": (577_719, 1),
}  # fmt: skip
"""Apportionment population (331,108,434) and seats by Hill, at least one each: US Census Bureau, 26 April 2021, table 1."""

GERMANY_2021 = {
    "Schleswig-Holstein": (2_659_792, 22), "Mecklenburg-Vorpommern": (1_532_412, 13), "Hamburg": (1_537_766, 13),
    "Niedersachsen": (7_207_587, 59), "Bremen": (548_941, 5), "Brandenburg": (2_397_701, 20),
    "Sachsen-Anhalt": (2_056_177, 17), "Berlin": (2_942_960, 24), "Nordrhein-Westfalen": (15_415_642, 127),
    "Sachsen": (3_826_905, 32), "Hessen": (5_222_158, 43), "Thüringen": (1_996_822, 16),
    "Rheinland-Pfalz": (3_610_865, 30), "Bayern": (11_328_866, 93), "Baden-Württemberg": (9_313_413, 77),
    "Saarland": (865_191, 7),
}  # fmt: skip
"""German population and seats by Webster, divisor 121,400: Bundeswahlleiter, Mitteilung vom 9. September 2021."""

AUSTRIA_2019 = ((1_305_956, 903_151, 650_114, 532_193, 319_024), (7, 5, 3, 2, 1))
"""Votes and seats by Jefferson (d'Hondt), European Parliament, 18 seats: Bundesministerium für Inneres, Europawahl 2019."""

URI_2020 = (
    ((11_471, 2_822, 2_309, 4_794), (11_908, 1_606, 1_705, 2_600), (9_213, 1_567, 946, 2_961), (7_756, 2_945, 1_573, 3_498)),
    ((5, 2, 2, 3), (4, 1, 2, 2), (3, 1, 1, 2), (3, 3, 1, 2)),
)
"""Votes and seats of four parties in four municipalities: Landratswahlen 2020, Statistische Auswertung, Kanton Uri."""

SPECIFIC_EXAMPLE = (((123, 45, 815), (912, 714, 414), (312, 255, 215)), ((1, 0, 4), (4, 4, 3), (2, 1, 1)))
"""Votes and seats of Wikipedia's article "Biproportional apportionment", section "Specific example"."""

DOPPELPROPORZ = (((51, 98, 45), (60, 100, 120), (63, 102, 144)), ((1, 2, 1), (1, 2, 2), (2, 1, 3)))
"""Hundreds of votes and seats of the German Wikipedia's "Doppeltproportionales Zuteilungsverfahren"."""
