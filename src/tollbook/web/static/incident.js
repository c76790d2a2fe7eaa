// The page of an incident: a claim finds its words, marked words find their claim, and keys do what buttons do.

const incident = () => document.getElementById("incident");
const claims = () => [...document.querySelectorAll("#claims .claim")].filter((c) => c.checkVisibility());
const pane = () => document.getElementById("text");

// Words in the report: outline those of a claim and bring them into view, fetching its report first where another is shown.
async function showWords(id, report) {
  const shown = pane()?.querySelector(".text")?.dataset.report;
  if (report && report !== shown) {
    const select = document.getElementById("which-report");
    if (!select) return;
    select.value = report;
    const day = new URLSearchParams(location.search).get("as_known");
    await htmx.ajax("GET", `/incidents/${incident().dataset.id}/text?report=${report}${day ? `&as_known=${day}` : ""}`, {
      target: "#text",
      swap: "innerHTML",
    });
  }
  outline(id);
  const words = pane()?.querySelector(`mark[data-of~="${CSS.escape(id)}"]`);
  words?.scrollIntoView({ block: "center" });
}

function outline(id) {
  pane()?.querySelectorAll("mark.now").forEach((m) => m.classList.remove("now"));
  pane()?.querySelectorAll(`mark[data-of~="${CSS.escape(id)}"]`).forEach((m) => m.classList.add("now"));
}

function choose(id, { focus = true } = {}) {
  const claim = document.getElementById(`said-${id}`);
  if (!claim) return null;
  for (let folded = claim.closest("details:not([open])"); folded; folded = claim.closest("details:not([open])")) folded.open = true;
  document.querySelectorAll(".claim.now").forEach((c) => c.classList.remove("now"));
  claim.classList.add("now");
  if (focus) claim.focus({ preventScroll: true });
  claim.scrollIntoView({ block: "nearest" });
  return claim;
}

document.addEventListener("click", (event) => {
  const act = document.querySelector(".acts > details[open]");
  if (act && !act.contains(event.target)) act.open = false;
  const link = event.target.closest("a[data-at], a[data-said], [data-fill], [data-close]");
  if (!link || !incident()?.contains(link) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.dataset.fill) return fill(link);
  event.preventDefault();
  link.closest("[popover]")?.hidePopover();
  if ("close" in link.dataset) return close(link);
  const id = link.dataset.at ?? link.dataset.said;
  const claim = choose(id);
  if (link.dataset.said && !link.closest(".text-pane")) claim?.scrollIntoView({ block: "center" });
  showWords(id, link.dataset.report ?? claim?.dataset.report).then(() => {
    if (link.dataset.at && !link.closest(".claim")) pane()?.scrollIntoView({ block: "nearest" });
  });
});

function close(link) {
  const actions = link.closest(".claim-actions");
  actions.querySelector(".claim-form-place").replaceChildren();
  actions.querySelector("[data-key='c']")?.focus();
}

// A place of the gazetteer goes into the form below; what a person wrote there is theirs to change still.
function fill(button) {
  const form = button.closest(".act").querySelector("form[data-filled]");
  for (const [name, value] of Object.entries(JSON.parse(button.dataset.fill))) form.elements[name].value = value;
  form.elements["reason"].focus();
}

// A cell's words stand beside the cell, wherever there is room for them.
document.addEventListener("toggle", (event) => {
  const quotes = event.target;
  if (!quotes.matches?.(".quotes[popover]") || event.newState !== "open") return;
  const cell = document.querySelector(`[popovertarget="${CSS.escape(quotes.id)}"]`)?.getBoundingClientRect();
  if (!cell) return;
  quotes.classList.add("placed");
  const box = quotes.getBoundingClientRect();
  const below = cell.bottom + 4 + box.height <= innerHeight;
  quotes.style.left = `${Math.max(8, Math.min(cell.left, innerWidth - box.width - 8))}px`;
  quotes.style.top = `${below ? cell.bottom + 4 : Math.max(8, cell.top - box.height - 4)}px`;
}, true);

// The days of publication as a slider; the list beside it says the day and works alone.
function connectDays() {
  const slider = document.querySelector("[data-days]");
  if (!slider || slider.dataset.ready) return;
  const list = document.getElementById("as-known-day");
  slider.dataset.ready = "yes";
  slider.hidden = false;
  const days = [...list.options].filter((o) => o.value);
  const option = () => days[slider.value] ?? list.options[list.options.length - 1];
  const say = () => slider.setAttribute("aria-valuetext", option().textContent);
  say();
  slider.addEventListener("input", () => { list.value = option().value; say(); });
}

const KEYS = { a: "[data-key='a']", c: "[data-key='c']", r: "[data-key='r']" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    const open = document.querySelector(".acts > details[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
    return;
  }
  if (event.target.closest("input, textarea, select, [contenteditable], [popover]:popover-open")) return;
  if (event.key === "j" || event.key === "k") return step(event.key === "j" ? 1 : -1, event);
  if (event.key === "[" || event.key === "]") return document.querySelector(`.beside [data-key="${event.key}"]`)?.click();
  const chosen = document.querySelector(".claim.now");
  const button = KEYS[event.key] && chosen?.querySelector(KEYS[event.key]);
  if (!button) return;
  event.preventDefault();
  button.click();
  if (event.key === "r") chosen.querySelector(".reject input[name='reason']")?.focus();
});

function step(by, event) {
  const all = claims();
  const at = all.findIndex((c) => c.classList.contains("now"));
  const next = all[Math.max(0, Math.min(all.length - 1, at + by))];
  if (!next) return;
  event.preventDefault();
  const id = next.id.replace("said-", "");
  choose(id).scrollIntoView({ block: "nearest" });
  showWords(id, next.dataset.report);
}

// What a person opened stays open when the page's parts come anew, and the chosen claim stays chosen.
document.addEventListener("htmx:before:morph:attr", (event) => {
  if (event.detail.attrName === "open") event.preventDefault();
});

let kept = null;
document.addEventListener("decided", () => {
  document.querySelectorAll(".acts > details[open]").forEach((d) => { d.open = false; });
  document.querySelectorAll("details.reject[open]").forEach((d) => { d.open = false; });
  document.querySelectorAll(".claim-form-place").forEach((p) => p.replaceChildren());
  const now = document.querySelector(".claim.now");
  kept = now ? { id: now.id.replace("said-", ""), after: claims()[claims().indexOf(now) + 1]?.id.replace("said-", "") } : null;
});

document.addEventListener("htmx:after:swap", () => {
  connectDays();
  if (kept && !document.querySelector(".claim.now")) {
    const id = document.getElementById(`said-${kept.id}`) ? kept.id : kept.after;
    if (id) { choose(id); outline(id); }
  }
});

connectDays();
const named = location.hash.match(/^#(?:m|said)-(.+)$/)?.[1];
if (named) { choose(named, { focus: false }); outline(named); pane()?.querySelector("mark.now")?.scrollIntoView({ block: "center" }); }
