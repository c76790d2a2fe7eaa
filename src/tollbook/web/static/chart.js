// Drawings by Observable Plot that a strict Content-Security-Policy lets through.

import { plot } from "./vendor/plot.mjs";

/**
 * Draws a plot. Plot puts a style element into each drawing, which the policy refuses; it is taken out before the
 * drawing reaches the page, and `svg.chart` in the page's style sheet says what it said.
 */
export function draw(options) {
  const drawing = plot({ ...options, className: "chart" });
  for (const style of drawing.querySelectorAll("style")) style.remove();
  drawing.setAttribute("focusable", "false");
  return drawing;
}

export * from "./vendor/plot.mjs";
