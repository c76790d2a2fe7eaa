// The marks that the pages draw with; naming them keeps the rest of Plot and d3 out (266 KB instead of 385 KB).
export {
  areaY, axisX, axisY, barX, barY, binX, dot, dotX, gridX, gridY, line, lineY, link, plot, pointer, pointerX, rectY,
  ruleX, ruleY, text, textX, tickX, tip,
} from "@observablehq/plot";
