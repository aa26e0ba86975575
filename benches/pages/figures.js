// What every page here shows: one bar chart of 6 bars, one line chart of 3 lines
// through 10 years, on the room that ours have for two charts beside each other.
// Each step has other numbers, as a drag would bring about.
globalThis.figures = {
  width: 486,
  height: 290,
  stages: ["Referred", "Entered", "Finished", "Unwell", "Improved", "Recovered"],
  years: [2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024],
  names: ["Spend", "Referrals", "Recoveries"],
  bars: (step) => figures.stages.map((_, at) => (1800 - 280 * at) * (1 + 0.2 * Math.sin(step / 9 + at))),
  lines: (step) => figures.names.map((_, line) =>
    figures.years.map((_, at) => 100 + 4 * at * (line + 1) * (1 + 0.3 * Math.sin(step / 9 + at / 3)))),
};
