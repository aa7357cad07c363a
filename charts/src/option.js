// Completes the server's option with the page's colours, words and habits. What the server wrote wins, except where the page must.
import { hatch, paint } from "./theme.js";

const list = (value) => (value == null ? [] : [].concat(value));

/** The names to write beside their colours; a single series needs none. */
export function legend({ color, series }) {
  const named = series.filter((one) => one.name);
  return named.length < 2 ? [] : named.map((one, index) => [one.name, one.itemStyle?.color ?? one.lineStyle?.color ?? color[index % color.length]]);
}

export function complete(raw, gaps, notes, { colour, font, still, words }) {
  const option = paint(raw, colour);
  const [text, soft, line] = ["--text", "--text-soft", "--line"].map(colour);
  const small = { color: soft, fontFamily: font, fontSize: 12 };

  // The ids let the next option move what is drawn instead of drawing it anew.
  const axis = (name) => (one, index) => {
    const category = one.type === "category";
    const values = (one.data ?? []).map(String);
    return {
      id: `${name}${index}`,
      ...one,
      axisTick: { show: false, ...one.axisTick },
      axisLine: { show: category, lineStyle: { color: line }, ...one.axisLine },
      splitLine: { show: !category, lineStyle: { color: line }, ...one.splitLine },
      axisLabel: {
        ...small,
        hideOverlap: true,
        // The first and the last of several stay inside the chart.
        ...(name === "x" && values.length > 2 && { alignMinLabel: "left", alignMaxLabel: "right" }),
        interval: category ? words.interval(values) : undefined,
        formatter: category ? words.tick : words.compact,
        ...one.axisLabel,
      },
      axisPointer: { label: { formatter: ({ value }) => (category ? words.title(value) : words.number(value)) } },
      minInterval: category ? undefined : 1,
      splitNumber: category ? undefined : 4,
    };
  };
  const mark = (one, index) => ({
    id: `series${index}`,
    ...(one.type === "line" ? { showSymbol: false, lineStyle: { width: 2 } } : { barMaxWidth: 32, barCategoryGap: "22%" }),
    ...one,
  });

  const complete = {
    ...option,
    color: option.color ?? [1, 2, 3, 4, 5, 6].map((n) => colour(`--chart-${n}`)),
    backgroundColor: "transparent",
    textStyle: { ...option.textStyle, color: text, fontFamily: font },
    animation: !still && option.animation !== false,
    animationDuration: 250,
    animationDurationUpdate: 200,
    aria: { enabled: true, label: { enabled: false }, decal: option.aria?.decal },
    grid: option.grid ?? { left: 0, right: 12, top: 12, bottom: 6, containLabel: true },
    // The element writes the legend as text above the canvas, where it can wrap.
    legend: undefined,
    tooltip: {
      trigger: "axis",
      ...option.tooltip,
      // HTML tooltips carry style attributes, which the page's content security policy refuses.
      renderMode: "richText",
      confine: true,
      axisPointer: { type: "shadow", z: 0, shadowStyle: { color: line, opacity: 0.4 }, lineStyle: { color: line }, ...option.tooltip?.axisPointer },
      backgroundColor: colour("--raised"),
      borderColor: line,
      borderWidth: 1,
      padding: [8, 12],
      textStyle: { color: text, fontFamily: font, fontSize: 13 },
      valueFormatter: words.number,
    },
    xAxis: list(option.xAxis).map(axis("x")),
    yAxis: list(option.yAxis).map(axis("y")),
    series: list(option.series).map(mark),
  };
  const hatched = gaps.length ? withGaps(complete, gaps, hatch(colour("--line-strong"))) : complete;
  return notes.length ? withNotes(hatched, notes, { ...small, color: text }) : hatched;
}

// A gap fills whole categories from the first to the last named, on axes of its own that nobody sees.
function withGaps(option, gaps, pattern) {
  const values = (option.xAxis[0]?.data ?? []).map(String);
  const holes = values.map(() => null);
  // By number: two steps may have one name.
  for (const { from, to } of gaps) holes.fill(1, from, to + 1);
  const unseen = { show: false, axisLabel: { show: false }, axisPointer: { show: false } };
  const ground = {
    id: "gaps",
    type: "bar",
    xAxisIndex: option.xAxis.length,
    yAxisIndex: option.yAxis.length,
    data: holes,
    barWidth: "100%",
    silent: true,
    animation: false,
    tooltip: { show: false },
    itemStyle: { color: pattern, opacity: 0.55 },
    z: 0,
  };
  return {
    ...option,
    xAxis: [...option.xAxis, { id: "gaps-x", type: "category", data: values, ...unseen }],
    yAxis: [...option.yAxis, { id: "gaps-y", type: "value", min: 0, max: 1, ...unseen }],
    series: [...option.series, ground],
  };
}

// A line at each step that somebody wrote of, under the numbers by which the page lists what they wrote.
function withNotes(option, notes, label) {
  const values = (option.xAxis[0]?.data ?? []).map(String);
  const numbers = values.map((_, step) => notes.flatMap((noted, place) => (noted === step ? [place + 1] : [])).join(", "));
  const unseen = { show: false, axisLabel: { show: false }, axisPointer: { show: false } };
  const lines = {
    id: "notes",
    type: "bar",
    xAxisIndex: option.xAxis.length,
    yAxisIndex: option.yAxis.length,
    data: numbers.map((number) => (number ? { value: 1, label: { ...label, show: true, position: "insideTopLeft", distance: 4, formatter: number } } : null)),
    barWidth: 2,
    silent: true,
    animation: false,
    tooltip: { show: false },
    itemStyle: { color: label.color },
    z: 3,
  };
  return {
    ...option,
    xAxis: [...option.xAxis, { id: "notes-x", type: "category", data: values, ...unseen }],
    yAxis: [...option.yAxis, { id: "notes-y", type: "value", min: 0, max: 1, ...unseen }],
    series: [...option.series, lines],
  };
}
