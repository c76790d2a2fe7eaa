// What every page does: light or dark, messages that make room, keys that work everywhere.

const THEMES = ["auto", "light", "dark"];

document.getElementById("theme")?.addEventListener("click", (event) => {
  const root = document.documentElement;
  const next = THEMES[(THEMES.indexOf(root.dataset.theme) + 1) % THEMES.length];
  root.dataset.theme = next;
  event.currentTarget.setAttribute("aria-label", `Light or dark: ${next}`);
  document.cookie = `theme=${next}; path=/; max-age=31536000; samesite=lax`;
  document.dispatchEvent(new CustomEvent("theme", { detail: next }));
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    document.querySelector(".find input")?.focus();
  }
  if (event.key === "u" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    document.querySelector("#messages [data-kept] button")?.click();
  }
});
