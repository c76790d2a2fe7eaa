// The basemap: land, water, de facto borders and names, drawn from files of this server alone.

import { Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl } from "./vendor/maplibre-gl.mjs";
import { feature, mesh } from "./vendor/topojson.mjs";

setWorkerUrl(new URL("./vendor/maplibre-gl-worker.mjs", import.meta.url).href);

const file = (name) => fetch(new URL(name, import.meta.url)).then((answer) => answer.json());
const FONT = "system-ui, 'Noto Sans', 'Liberation Sans', sans-serif";
const BORDERS = ["borders", "country-names"];

/** A colour of the page, by its name in the style sheet, as it is now: light or dark. */
export function colour(name) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

const point = ([name, lon, lat, size, capital]) => ({
  type: "Feature",
  geometry: { type: "Point", coordinates: [lon, lat] },
  properties: { name, size, capital: capital ?? 0 },
});
const collection = (rows) => ({ type: "FeatureCollection", features: rows.map(point) });

/** From which zoom a town is named: the largest from afar, the smallest from near. */
const FROM = [["capital", 1, 3.2], ["size", 3000, 3.2], ["size", 1000, 4.2], ["size", 300, 5.2], ["size", 100, 6.2], ["size", 0, 7]];

function townLayers() {
  return FROM.map(([by, least, zoom], i) => {
    const earlier = FROM.slice(0, i).map(([b, l]) => ["<", ["get", b], l]);
    return {
      id: `towns-${i}`,
      type: "symbol",
      source: "towns",
      minzoom: zoom,
      filter: ["all", [">=", ["get", by], least], ...earlier],
      layout: names(by === "capital" ? 12 : 11, { "text-anchor": "center", "symbol-sort-key": ["-", 0, ["get", "size"]] }),
      paint: letters("--map-town"),
    };
  });
}

const names = (size, more) => ({ "text-field": ["get", "name"], "text-font": ["regular"], "text-size": size, "text-padding": 6, ...more });
const letters = (name) => ({ "text-color": colour(name), "text-halo-color": colour("--map-land"), "text-halo-width": 1.4 });

/**
 * Follows a line across the 180th meridian: the shipped shapes cross it, where a flat map would draw back over the whole
 * world. Longitudes beyond 180 are put on the other side by the map.
 */
function unfolded(line) {
  let turn = 0;
  return line.map(([lon, lat], i) => {
    if (i) turn -= Math.round((lon - line[i - 1][0]) / 360) * 360;
    return [lon + turn, lat];
  });
}

/** A ring that goes around a pole (Antarctica) is closed along it. */
function closed(ring) {
  const line = unfolded(ring);
  const [start, end] = [line[0], line.at(-1)];
  if (Math.abs(end[0] - start[0]) < 180) return line;
  const pole = start[1] < 0 ? -90 : 90;
  return [...line, [end[0], pole], [start[0], pole], start];
}

function style(world, named) {
  const { countries, land } = world.objects;
  const geojson = (data) => ({ type: "geojson", data, attribution: "" });
  const polygons = feature(world, land).features.flatMap(({ geometry: g }) => (g.type === "Polygon" ? [g.coordinates] : g.coordinates));
  const shapes = { type: "MultiPolygon", coordinates: polygons.map((rings) => rings.map(closed)) };
  const lines = (choose) => ({ type: "MultiLineString", coordinates: mesh(world, countries, choose).coordinates.map(unfolded) });
  return {
    version: 8,
    sources: {
      land: geojson(shapes),
      borders: geojson(lines((a, b) => a !== b)),
      coast: geojson(lines((a, b) => a === b)),
      towns: geojson(collection(named.towns)),
      countries: geojson(collection(named.countries)),
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": colour("--map-water") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("--map-land"), "fill-antialias": false } },
      { id: "coast", type: "line", source: "coast", paint: { "line-color": colour("--map-coast"), "line-width": 0.7 } },
      {
        id: "borders",
        type: "line",
        source: "borders",
        paint: { "line-color": colour("--map-border"), "line-width": 0.9, "line-dasharray": [4, 2] },
      },
      ...townLayers(),
      {
        id: "country-names",
        type: "symbol",
        source: "countries",
        maxzoom: 7,
        // Square degrees from which a country is named: small ones from near, where there is room.
        filter: [">=", ["get", "size"], ["step", ["zoom"], 25, 2, 8, 3, 2, 4, 0]],
        layout: names(["interpolate", ["linear"], ["zoom"], 1, 10, 5, 14], {
          "symbol-sort-key": ["-", 0, ["get", "size"]],
          "text-letter-spacing": 0.06,
          "text-max-width": 7,
        }),
        paint: letters("--map-country"),
      },
    ],
  };
}

/** Makes a map in `element`; gives it once it can be drawn on. Borders can be switched off; colours follow the page. */
export async function makeMap(element, options = {}) {
  const [world, named] = await Promise.all([file("./vendor/countries-50m.json"), file("./map-names.json")]);
  const canvas = document.createElement("div");
  canvas.className = "canvas";
  element.replaceChildren(canvas);
  const map = new MapLibre({
    container: canvas,
    style: style(world, named),
    bounds: [-120, -45, 150, 60],
    maxZoom: 11,
    renderWorldCopies: false,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    localIdeographFontFamily: FONT,
    fadeDuration: 0,
    ...options,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ maxWidth: 90 }), "bottom-right");
  map.getCanvas().setAttribute("aria-label", "Map; arrow keys move it, plus and minus zoom");
  element.append(note(map));
  await new Promise((ready) => (map.isStyleLoaded() ? ready() : map.once("load", ready)));
  followColours(map, () => style(world, named).layers);
  return map;
}

function note(map) {
  const line = document.createElement("p");
  line.className = "map-note";
  const label = document.createElement("label");
  const tick = document.createElement("input");
  tick.type = "checkbox";
  tick.checked = true;
  tick.addEventListener("change", () => {
    for (const id of BORDERS) map.setLayoutProperty(id, "visibility", tick.checked ? "visible" : "none");
  });
  label.append(tick, " borders and countries");
  line.append(label, " are drawn as they are held, not as anyone claims them (Natural Earth); towns: GeoNames.");
  return line;
}

function followColours(map, layers) {
  const paint = () => {
    for (const layer of layers()) {
      for (const [name, value] of Object.entries(layer.paint)) map.setPaintProperty(layer.id, name, value);
    }
    map.fire("colours");
  };
  document.addEventListener("theme", paint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
}
