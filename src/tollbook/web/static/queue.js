// The queue by keyboard: a key presses the button that shows it; the next item is fetched before it is asked for.

const desk = document.getElementById("desk");
const help = document.getElementById("keys");
const ahead = new Map(); // address of an item → its fragment, while nothing was decided

const NAMES = { ArrowDown: "j", ArrowUp: "k", ArrowLeft: "ArrowLeft", ArrowRight: "ArrowRight" };

function isSeen(element) {
  return element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null;
}

function wanting(key) {
  const found = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"], [data-key-always="${CSS.escape(key)}"]`)];
  const shown = found.filter(isSeen);
  return shown.find((e) => e.closest(".in-hand")) ?? shown.find((e) => !e.closest(".side")) ?? null;
}

function press(key) {
  const element = key.startsWith("Arrow")
    ? document.querySelector(`[data-key-always="${key}"]`)
    : wanting(key);
  if (!element) return false;
  if (element.matches("input")) element.focus();
  else element.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help?.open) return;
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "Escape") {
    close();
    return;
  }
  if (typing || event.key === "u" || event.key === "/" || event.repeat) return; // these two are keys of every page
  if (press(NAMES[event.key] ?? event.key)) event.preventDefault();
});

document.addEventListener("toggle", (event) => {
  if (event.target.matches("details.reject") && event.target.open) {
    event.target.querySelector("form").scrollIntoView({ block: "nearest" });
  }
}, true);

function close() {
  const form = document.querySelector("#correct > *");
  if (form) form.remove();
  document.querySelectorAll("details.reject[open]").forEach((d) => (d.open = false));
  document.getElementById("card")?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const opens = event.target.closest("[data-opens]");
  if (opens) document.getElementById(opens.dataset.opens)?.showModal();
  const take = event.target.closest("[data-take]");
  if (take) takeInHand(take.dataset.take);
  if (event.target.closest("#correct [data-close]")) {
    event.preventDefault();
    close();
  }
});

function takeInHand(number) {
  for (const side of document.querySelectorAll("[data-side]")) {
    const mine = side.dataset.side === number;
    side.classList.toggle("in-hand", mine);
    side.querySelector(".take").hidden = mine;
    if (!mine) side.querySelectorAll("details[open]").forEach((d) => (d.open = false));
  }
}

// A fragment that was fetched ahead is shown at once; one that was decided since is fetched anew.
document.addEventListener("click", (event) => {
  const link = event.target.closest("#desk a[data-key='j'], #desk a[data-key='k']");
  const kept = link && ahead.get(link.getAttribute("href"));
  if (!kept) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  desk.innerHTML = kept; // written by this server's own templates, everything of others escaped in it
  window.htmx.process(desk);
  arrived();
}, true);

function state() {
  return desk.querySelector(".queue-state");
}

async function fetchAhead() {
  const next = desk.querySelector("a[data-key='j']")?.getAttribute("href");
  if (!next || ahead.has(next)) return;
  const answer = await fetch(next, { headers: { "HX-Request": "true" }, priority: "low" }).catch(() => null);
  if (answer?.ok) ahead.set(next, await answer.text());
}

let key = "";

function arrived() {
  const now = state();
  const card = document.getElementById("card");
  if (!now || !card) return;
  document.querySelectorAll("[data-side]").forEach((s) => {
    s.querySelector(".take").hidden = s.classList.contains("in-hand");
  });
  const count = document.querySelector(".rooms .count");
  if (count) count.textContent = Number(now.dataset.waiting).toLocaleString("en");
  key = now.dataset.keyNow || key;
  const query = new URLSearchParams(now.dataset.query);
  if (now.dataset.keyNow) query.set("at", now.dataset.keyNow);
  history.replaceState(history.state, "", `/queue${query.size ? `?${query}` : ""}`);
  document.getElementById("queue-said").textContent =
    `${desk.querySelector(".left-now").textContent.trim()}. ${document.getElementById("card-title").textContent.trim()}`;
  card.focus({ preventScroll: true });
  if (desk.getBoundingClientRect().top < 0) desk.scrollIntoView({ block: "start" });
  setTimeout(fetchAhead, 30);
}

document.addEventListener("htmx:after:swap", (event) => {
  const target = event.detail?.ctx?.target ?? event.target;
  if (target === desk) {
    ahead.clear();
    arrived();
  } else if (target?.id === "correct") {
    target.scrollIntoView({ block: "nearest" });
    target.querySelector("textarea, input:not([type='hidden']), select")?.focus();
  }
});

// What was decided by a form of another page, such as a correction: the queue is asked anew, near the same place; what
// takes such a decision back leads back to the thing that it was about.
const decidedOn = new Map();
document.addEventListener("decided", (event) => {
  const { ids = [], subjects = [] } = event.detail ?? {};
  const undone = subjects.find((s) => decidedOn.has(s));
  for (const id of ids) decidedOn.set(id, key);
  const query = new URLSearchParams(state()?.dataset.query ?? "");
  query.set("at", undone ? decidedOn.get(undone) : key);
  query.set("place", state()?.dataset.place ?? "0");
  window.htmx.ajax("GET", `/queue?${query}`, { target: "#desk", swap: "innerHTML" });
});

arrived();
