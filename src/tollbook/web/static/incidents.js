// The finding page: the table is there at once; the timeline and the map are drawn afterwards, each when it can be seen.

const WIDE = matchMedia("(min-width: 64rem)");
let atlas = null; // the map, once it is asked for: it outlives the parts that are swapped around it
let folded = !WIDE.matches;

/** Gives the map once it is drawn. */
export const drawn = () => atlas;

const found = () => document.getElementById("found");

function fold() {
  const narrowing = document.getElementById("narrow");
  if (!narrowing) return;
  narrowing.open = WIDE.matches || !folded;
  narrowing.ontoggle = () => {
    if (!WIDE.matches) folded = !narrowing.open;
  };
}

async function drawTimeline() {
  const [element, values] = ["timeline", "timeline-values"].map((id) => document.getElementById(id));
  if (!element || !values || element.closest("figure").offsetParent === null) return;
  const { showTimeline } = await import("./timeline.js");
  if (element.isConnected) showTimeline(element, JSON.parse(values.textContent), chooseDays);
}

function chooseDays(since, until) {
  document.getElementById("f-since").value = since;
  document.getElementById("f-until").value = until;
  document.getElementById("filters").requestSubmit();
}

async function drawMap() {
  const element = document.getElementById("map");
  if (!element || element.offsetParent === null) return;
  if (!atlas || !element.firstElementChild?.isConnected || element.firstElementChild.localName === "noscript") {
    atlas = import("./incidents-map.js").then(({ showIncidents }) => showIncidents(element));
    atlas.catch((error) => {
      atlas = null;
      element.textContent = `The map cannot be drawn here (${error.message}); the table has the same incidents.`;
    });
  }
  const shown = await atlas.catch(() => null);
  await shown?.show(found().dataset.points);
  shown?.map.resize();
}

function pointAt(event) {
  const row = event.target.closest?.("#lines tr[data-id]");
  atlas?.then((shown) => shown.choose(row?.dataset.id ?? ""));
}

function start() {
  fold();
  drawTimeline();
  // The table first: the map takes a second or two of work.
  requestAnimationFrame(() => setTimeout(drawMap));
}

document.addEventListener("htmx:after:swap", start);
document.addEventListener("pointerover", pointAt);
document.addEventListener("focusin", pointAt);
document.addEventListener("htmx:config:request", (event) => {
  // What was not filled in is not asked: addresses stay short enough to be read.
  const { body } = event.detail.ctx.request;
  if (!(body instanceof FormData)) return;
  for (const [name, value] of [...body]) if (value === "") body.delete(name);
});
let resized;
addEventListener("resize", () => {
  clearTimeout(resized);
  resized = setTimeout(start, 200);
});
start();
