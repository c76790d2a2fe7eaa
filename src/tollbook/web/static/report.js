// The page of a report: its text and the list of what was said in it move together; words are chosen by selecting them.
// Places count Unicode code points of the text as stored, as everywhere in Tollbook; strings here count UTF-16 units.

const report = document.getElementById("report");
const text = () => document.getElementById("text");
let chosen = null; // the last words that were selected: { start, end }

// --- places -----------------------------------------------------------------------------------------------------

const codePoints = (string) => [...string].length;

// The code point of the text at a boundary of a selection; null outside of the text.
function placeOf(node, offset, isEnd) {
  if (node.nodeType === Node.TEXT_NODE) {
    const run = node.parentElement.closest("[data-start]");
    if (!run || !text().contains(run)) return null;
    const start = Number(run.dataset.start);
    if (run.dataset.length) return offset > (isEnd ? 0 : node.data.length - 1) ? start + Number(run.dataset.length) : start;
    return start + codePoints(node.data.slice(0, offset));
  }
  if (!text().contains(node)) return null;
  const runs = [...text().querySelectorAll("[data-start]")];
  const boundary = document.createRange();
  boundary.setStart(node, offset);
  const next = runs.find((run) => boundary.comparePoint(run, 0) >= 0);
  if (next) return Number(next.dataset.start);
  const last = runs.at(-1);
  return last ? Number(last.dataset.start) + Number(last.dataset.length || codePoints(last.textContent)) : null;
}

// The part of a selection that lies in the text, however far it reaches.
function selected() {
  const selection = document.getSelection();
  if (!text() || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(text())) return null;
  const inside = range.cloneRange();
  if (!text().contains(range.startContainer)) inside.setStart(text(), 0);
  if (!text().contains(range.endContainer)) inside.setEnd(text(), text().childNodes.length);
  const start = placeOf(inside.startContainer, inside.startOffset, false);
  const end = placeOf(inside.endContainer, inside.endOffset, true);
  const words = inside.toString();
  if (start === null || end === null || end <= start || !words.trim()) return null;
  return { start, end, words, box: inside.getBoundingClientRect() };
}

// --- adding by selecting ----------------------------------------------------------------------------------------

const bar = document.createElement("div");
bar.className = "pick-bar";
bar.setAttribute("role", "toolbar");
bar.setAttribute("aria-label", "The selected words");
bar.hidden = true;
bar.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
document.body.append(bar);

const openForm = () => document.querySelector("[data-claim-form]");
const FIELD_NAMES = { quote: "Use as the words", claimant: "as claimant", cue: "as cue", actor: "as who is meant", object: "as what was hit" };

function offer(name, action) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "second";
  button.textContent = name;
  button.addEventListener("click", action);
  return button;
}

function showBar(found) {
  chosen = found;
  const form = openForm();
  const offers = [];
  if (form) {
    for (const input of form.querySelectorAll("[data-words]")) {
      offers.push(offer(FIELD_NAMES[input.dataset.words], () => take(form, input.dataset.words)));
    }
  } else if (document.getElementById("add-place")) {
    offers.push(offer("Add a claim", () => add("claim")), offer("Add a statement", () => add("statement")));
  }
  bar.replaceChildren(...offers);
  bar.hidden = !offers.length;
  if (bar.hidden) return;
  const width = Math.min(bar.offsetWidth, window.innerWidth - 16);
  const edge = Math.min(text().getBoundingClientRect().right, window.innerWidth - 8); // the form beside stays free
  const left = Math.max(8, Math.min(found.box.left + found.box.width / 2 - width / 2, edge - width));
  const below = found.box.bottom + 8;
  bar.style.left = `${left + window.scrollX}px`;
  bar.style.top = `${Math.min(below, window.innerHeight - bar.offsetHeight - 8) + window.scrollY}px`;
}

function lookAtSelection() {
  const found = selected();
  if (found) showBar(found);
  else bar.hidden = true;
}

function add(what) {
  bar.hidden = true;
  const back = encodeURIComponent(location.pathname + location.search);
  const forms = report.dataset.forms ?? `/reports/${report.dataset.report}`;
  const address = `${forms}/form?what=${what}&start=${chosen.start}&end=${chosen.end}&next=${back}`;
  htmx.ajax("GET", address, { target: "#add-place", swap: "innerHTML" });
}

// Put the selected words into a field of the open form.
function take(form, name) {
  if (!chosen) return;
  bar.hidden = true;
  const input = form.querySelector(`[data-words="${name}"]`);
  input.value = chosen.words.replace(/\s+/g, " ").trim();
  form.elements[`at.${name}`].value = `${chosen.start}-${chosen.end}`;
  input.focus();
}

document.addEventListener("selectionchange", () => {
  clearTimeout(lookAtSelection.timer);
  lookAtSelection.timer = setTimeout(lookAtSelection, 150);
});

// --- the form ---------------------------------------------------------------------------------------------------

function prepare(form) {
  for (const pick of form.querySelectorAll("[data-pick]")) pick.hidden = false;
  form.querySelector("h3")?.focus();
  form.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:after:swap", () => {
  const form = openForm() ?? document.querySelector("[data-places]");
  if (form && !form.dataset.prepared) {
    form.dataset.prepared = "yes";
    prepare(form);
  }
});

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-claim-form]");
  if (!form) return;
  const name = event.target.dataset.words;
  if (name) form.elements[`at.${name}`].value = ""; // other words now: they are looked for
  if (event.target.name === "f.low" || event.target.name === "f.high") form.elements["f.wording"].value = "";
});

document.addEventListener("click", (event) => {
  const pick = event.target.closest("[data-pick]");
  if (pick) take(pick.closest("form"), pick.dataset.pick);
  const close = event.target.closest("[data-close]");
  if (close && report) {
    event.preventDefault();
    const place = close.closest(".claim-form-place");
    place.replaceChildren();
    (place.closest("details")?.querySelector("summary") ?? document.getElementById("words"))?.focus();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  bar.hidden = true;
  event.target.closest?.(".claim-form-place")?.querySelector("[data-close]")?.click();
});

// --- choosing ---------------------------------------------------------------------------------------------------

const items = () => [...document.querySelectorAll(".said-item")];

function light(id) {
  for (const mark of document.querySelectorAll("mark.now")) mark.classList.remove("now");
  if (!id) return;
  const marks = document.querySelectorAll(`mark[data-of="${CSS.escape(id)}"]`);
  for (const mark of marks) mark.classList.add("now");
  document.getElementById(`at-${id}`)?.scrollIntoView({ block: "center" });
}

function choose(id, moveFocus = false) {
  const item = document.getElementById(`item-${id}`);
  if (!item || item.tagName !== "DETAILS") return light(id);
  item.open = true;
  item.scrollIntoView({ block: "nearest" });
  if (moveFocus) item.querySelector("summary").focus({ preventScroll: true });
}

document.addEventListener(
  "toggle",
  (event) => {
    if (!event.target.matches?.(".said-item")) return;
    if (event.target.open) light(event.target.dataset.thing);
    else if (!items().some((item) => item.open)) light(null);
  },
  true,
);

document.addEventListener("click", (event) => {
  const mark = event.target.closest("#text mark");
  if (!mark || !document.getSelection().isCollapsed) return;
  const under = [];
  for (let at = mark; at && at.matches("mark"); at = at.parentElement) under.push(at.dataset.of);
  const known = [...new Set(under)].filter((id) => document.getElementById(`item-${id}`));
  const open = items().find((item) => item.open)?.dataset.thing;
  const next = known[(known.indexOf(open) + 1) % known.length];
  if (next) choose(next);
});

document.addEventListener("keydown", (event) => {
  const summary = event.target.closest?.(".said-item > summary");
  if (!summary || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = items();
  const at = all.indexOf(summary.parentElement);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const next = all[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) choose(next.dataset.thing, true);
    return;
  }
  const button = summary.parentElement.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (button) {
    event.preventDefault();
    summary.parentElement.open = true;
    button.click();
    if (button.tagName === "SUMMARY") button.parentElement.querySelector("input[name=reason]").focus();
  }
});

// After a decision the page is drawn anew; what was decided on is shown again.
let decided = [];
document.body.addEventListener("decided", (event) => {
  decided = [...(event.detail.things ?? []), ...(event.detail.subjects ?? [])];
});
document.addEventListener("htmx:after:swap", () => {
  const found = decided.find((id) => document.getElementById(`item-${id}`));
  if (!found || !text()) return;
  const item = document.getElementById(`item-${found}`);
  if (item.tagName === "DETAILS" && !item.open) choose(found, true);
  else light(found);
  decided = [];
});
