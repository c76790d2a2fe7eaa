// Drawings by Observable Plot that a strict Content-Security-Policy lets through.

import { plot } from "./vendor/plot.mjs";

/**
 * Draws a plot. Plot puts a style element into each drawing, which the policy refuses; it is taken out before the
 * drawing reaches the page, and `svg.chart` in the page's style sheet says what it said.
 */
export function draw(options) {
  const drawing = plot({ ...options, className: "chart" });
  for (const style of drawing.querySelectorAll("style")) style.remove();
  // One picture with one name: Plot's own names of groups would be read out, without a role to carry them.
  drawing.setAttribute("role", "img");
  for (const group of drawing.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  return drawing;
}

export * from "./vendor/plot.mjs";
