"""Made-up records whose counts come out as the Administrator's report for 2020 (DP/2021/25) says.

`made_up_records(today)` gives tables of people and assignments, from 2018 until a year after today. Nobody in
them exists. It knows neither Django nor the database, and gives the same tables for the same day.

The method, in the order of the work:

1. `cells`: a table of host entities by regions, fixed where the report states a number (`quotas_2020`), fitted
   elsewhere; then by country. Each of the 9,459 people of 2020 gets one cell.
2. `initiatives`, `funding`, `categories`, `nationalities`, `attributes`: what else is known of these people, by
   quotas. Where two statements meet (women among the funded, women in Africa) people of only one group are moved.
3. `people_before`: the table of 2019 is that of 2020 shrunk by the growth rates. Of each cell some people stayed and
   others left; so for 2018. What the report calls new has no people before 2020; what it calls re-engaged has in 2018.
4. `spells`, `chains`, `months`: a first and a last day for everybody, cut into yearly assignments, with a few changes
   of host, country or category that leave the counts alone; last days are moved until the months of 2019 and of
   2020 are the report's.
5. `roster`: everybody else who registered, as many as are missing to the roster's numbers.
6. `years_after`, `drafts`: from 2021 on, people of the roster do what people of 2020 did, month by month.

Where the report is silent we chose: the sizes of regions and of most countries, five placeholders that stand for the
missions it counts but does not name (`DemoRecords.group_members`), one mission with volunteers with disabilities (the
footnote counts the missions as one host), everything about 2018 except the share of women in Africa, no online
assignment before 2021. Where it contradicts itself we follow the more detailed statement: 15 hosts besides UNDP have
volunteers with disabilities, as the footnote lists them, and not 14.

Records begin on 1 January 2018: who served before starts on that day.
"""
