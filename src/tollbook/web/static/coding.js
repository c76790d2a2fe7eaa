// Settling pairs with a keystroke: keys work in the pair that has the focus, and nowhere else.

const pairs = () => [...document.querySelectorAll("article.pair")];

function focus(pair) {
  pair?.focus();
  pair?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  const pair = event.target.closest?.("article.pair");
  const typing = event.target.closest("input, textarea, select");
  if (!pair || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const all = pairs();
    focus(all[all.indexOf(pair) + (event.key === "ArrowDown" ? 1 : -1)]);
    return;
  }
  const button = pair.querySelector(`.verdict [data-key="${CSS.escape(event.key)}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

document.addEventListener("htmx:after:swap", () => document.querySelector("[data-claim-form] h3")?.focus());

document.addEventListener("click", (event) => {
  const close = event.target.closest("[data-close]");
  const place = close?.closest(".claim-form-place");
  if (!place) return;
  event.preventDefault();
  const pair = place.closest("article.pair");
  place.replaceChildren();
  pair?.focus();
});

if (location.hash === "#now") focus(document.getElementById("now"));
