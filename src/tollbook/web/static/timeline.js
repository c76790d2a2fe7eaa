// Incidents over time: how many killed by the lowest and the highest account, how many incidents; dragging chooses days.

import { axisX, axisY, draw, gridY, rectY, ruleY } from "./chart.js";

const MARGIN = { marginLeft: 44, marginRight: 12 };
const DAY = 86_400_000;
const SHORTEST = 4; // pixels of a drag; less is a click on one bar
const LEAST = 30 * DAY; // what is drawn at least: one day alone would be a wall, with hours under it
const ELEMENT = "http://www.w3.org/2000/svg";

const day = (text) => new Date(`${text}T00:00:00Z`);
const iso = (date) => date.toISOString().slice(0, 10);

function drawings(element, values) {
  const bins = values.bins.map((b) => ({ ...b, x1: day(b.start), x2: new Date(day(b.end).getTime() + DAY) }));
  const [first, last] = [bins[0].x1.getTime(), bins.at(-1).x2.getTime()];
  const pad = Math.max(0, LEAST - (last - first)) / 2;
  const domain = [new Date(first - pad), new Date(last + pad)];
  const shared = { width: element.clientWidth, ...MARGIN, x: { type: "utc", domain } };
  const title = (b) =>
    `${b.start}${b.end === b.start ? "" : ` to ${b.end}`}\n${b.incidents} incident${b.incidents === 1 ? "" : "s"}\n` +
    (b.unsaid === b.incidents ? "number of killed not said" : `${b.low} to ${b.high} killed, added up`);
  const bars = (y1, y2, fill) => rectY(bins, { x1: "x1", x2: "x2", y1, y2, fill, title, insetLeft: 0.5, insetRight: 0.5 });
  const most = Math.max(...bins.map((b) => b.incidents));
  const short = (n) => (n < 1000 ? String(n) : `${n / 1000}k`);
  const ticks = { anchor: "left", tickFormat: short, tickSize: 0, label: null };
  const killed = draw({
    ...shared,
    height: 96,
    marginTop: 10,
    marginBottom: 4,
    ariaLabel: "Killed, by the lowest and highest account",
    y: { nice: true },
    marks: [
      axisY({ ...ticks, ticks: 2 }),
      gridY({ ticks: 2 }),
      axisX({ ticks: [] }),
      bars(() => 0, "low", "var(--chart-low)"),
      bars("low", "high", "var(--chart-high)"),
      ruleY([0], { stroke: "var(--strong-line)" }),
    ],
  });
  const many = draw({
    ...shared,
    height: 66,
    marginTop: 2,
    marginBottom: 32,
    ariaLabel: "Number of incidents",
    y: { reverse: true },
    marks: [
      axisY([most], ticks),
      bars(() => 0, "incidents", "var(--chart-many)"),
      axisX({ anchor: "bottom", ticks: Math.max(2, Math.round(element.clientWidth / 110)), label: null, tickSize: 4 }),
    ],
  });
  return { killed, many, scale: killed.scale("x"), bins };
}

/** Draws the timeline; `choose(since, until)` is called with the days that a person drags over. */
export function showTimeline(element, values, choose) {
  element.hidden = false;
  const { killed, many, scale, bins } = drawings(element, values);
  element.replaceChildren(killed, many);
  const band = document.createElementNS(ELEMENT, "rect");
  band.setAttribute("class", "band");
  band.setAttribute("y", "0");
  band.setAttribute("height", "96");
  const put = (from, to) => {
    band.setAttribute("x", String(Math.min(from, to)));
    band.setAttribute("width", String(Math.abs(to - from)));
  };
  const [left, right] = scale.range;
  if (values.since || values.until) {
    const at = (text, otherwise, days) => (text ? scale.apply(new Date(day(text).getTime() + days * DAY)) : otherwise);
    put(Math.max(left, at(values.since, left, 0)), Math.min(right, at(values.until, right, 1)));
    killed.append(band);
  }
  const place = (event) => Math.min(right, Math.max(left, event.clientX - element.getBoundingClientRect().left));
  let from = null;
  element.onpointerdown = (event) => {
    if (event.button !== 0) return;
    from = place(event);
    element.setPointerCapture(event.pointerId);
    put(from, from);
    killed.append(band);
    event.preventDefault();
  };
  element.onpointermove = (event) => from !== null && put(from, place(event));
  element.onpointerup = (event) => {
    if (from === null) return;
    const dragged = Math.abs(place(event) - from) >= SHORTEST;
    const [a, b] = [from, place(event)].sort((x, y) => x - y).map((x) => scale.invert(x));
    from = null;
    const under = bins.find((bin) => bin.x1 <= a && bin.x2 > a);
    if (dragged) choose(iso(a), iso(b));
    else if (under) choose(under.start, under.end);
    else band.remove();
  };
}
