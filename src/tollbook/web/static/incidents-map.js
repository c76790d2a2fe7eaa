// Incidents on the map: clusters with counts; each incident as wide as what is known of its place.

import { Popup } from "./vendor/maplibre-gl.mjs";
import { colour, makeMap } from "./map.js";

const NONE = { type: "FeatureCollection", features: [] };
const CLUSTERED_TO = 9; // closer than this, incidents of one town are told apart only by a list
const LISTED = 8;
const METRES = 78271.5; // a pixel at the equator at zoom 0, tiles of 512 px
const PRECISIONS = {
  exact: "in this place",
  near: "near this place",
  admin2: "somewhere in this district",
  admin1: "somewhere in this province",
  region: "somewhere in this area",
  country: "somewhere in this country",
};

/** Radius in pixels: the kilometres of the ground, and 5 px more, so that a town can be hit with a pointer. */
const radius = ["interpolate", ["exponential", 2], ["zoom"], 0, ["+", 5, ["get", "px"]], 20, ["+", 5, ["*", 2 ** 20, ["get", "px"]]]];
const single = ["!", ["has", "point_count"]];

const paints = () => ({
  discs: {
    "circle-color": ["case", ["get", "disputed"], colour("--accent"), colour("--map-point")],
    "circle-opacity": ["interpolate", ["linear"], ["get", "km"], 3, 0.42, 40, 0.2, 150, 0.12, 900, 0.07],
    "circle-radius": radius,
    "circle-stroke-color": ["case", ["get", "disputed"], colour("--accent"), colour("--map-point")],
    "circle-stroke-width": ["case", ["<=", ["get", "km"], 3], 1.6, 1],
    "circle-stroke-opacity": 0.85,
  },
  chosen: { "circle-radius": radius, "circle-opacity": 0, "circle-stroke-color": colour("--focus"), "circle-stroke-width": 3 },
  clusters: {
    "circle-color": colour("--map-cluster"),
    "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "point_count"]], 0, 12, 4, 30],
    "circle-stroke-color": colour("--map-land"),
    "circle-stroke-width": 1.5,
  },
  counts: { "text-color": colour("--map-count") },
});

function addLayers(map) {
  const paint = paints();
  map.addSource("incidents", { type: "geojson", data: NONE, cluster: true, clusterRadius: 42, clusterMaxZoom: CLUSTERED_TO });
  const circle = (id, filter, more) => map.addLayer({ id, type: "circle", source: "incidents", filter, paint: paint[id], ...more });
  circle("discs", single, { layout: { "circle-sort-key": ["-", 0, ["get", "km"]] } });
  circle("chosen", ["==", ["get", "id"], ""]);
  circle("clusters", ["has", "point_count"]);
  map.addLayer({
    id: "counts",
    type: "symbol",
    source: "incidents",
    filter: ["has", "point_count"],
    layout: { "text-field": ["get", "point_count"], "text-font": ["bold"], "text-size": 12, "text-allow-overlap": true },
    paint: paint.counts,
  });
  map.on("colours", () => {
    for (const [id, values] of Object.entries(paints())) {
      for (const [name, value] of Object.entries(values)) map.setPaintProperty(id, name, value);
    }
  });
}

function line(properties) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `/incidents/${encodeURIComponent(properties.id)}`;
  const place = document.createElement("bdi");
  place.textContent = properties.place;
  link.append(`${properties.when}, `, place);
  const toll = document.createElement("div");
  toll.textContent = properties.killed ? `${properties.killed} killed` : "number of killed not said";
  const where = document.createElement("div");
  where.className = "under";
  where.textContent = `${PRECISIONS[properties.precision] ?? "place uncertain"}${properties.disputed ? "; accounts differ" : ""}`;
  item.append(link, toll, where);
  return item;
}

function listed(all, total) {
  const box = document.createElement("div");
  const list = document.createElement("ul");
  list.className = "here";
  list.append(...all.slice(0, LISTED).map(line));
  box.append(list);
  if (total > LISTED) {
    const more = document.createElement("p");
    more.className = "under";
    more.textContent = `and ${total - LISTED} more here; narrow the filters to see them`;
    box.append(more);
  }
  return box;
}

/** An incident once, though a tile's edge may cut its disc in two. */
const once = (features) => [...new Map(features.map((f) => [f.properties.id, f.properties])).values()];

function openPopups(map) {
  const open = (at, all, total = all.length) =>
    new Popup({ maxWidth: "20rem", focusAfterOpen: false }).setLngLat(at).setDOMContent(listed(all, total)).addTo(map);
  map.on("click", async (event) => {
    const [cluster] = map.queryRenderedFeatures(event.point, { layers: ["clusters"] });
    if (!cluster) {
      const found = once(map.queryRenderedFeatures(event.point, { layers: ["discs"] }));
      if (found.length) open(event.lngLat, found.sort((a, b) => a.km - b.km));
      return;
    }
    const source = map.getSource("incidents");
    const { cluster_id: id, point_count: total } = cluster.properties;
    const zoom = await source.getClusterExpansionZoom(id);
    if (zoom > CLUSTERED_TO) {
      const leaves = await source.getClusterLeaves(id, LISTED, 0);
      open(cluster.geometry.coordinates, once(leaves), total);
    } else {
      map.easeTo({ center: cluster.geometry.coordinates, zoom: zoom + 0.3 });
    }
  });
  for (const id of ["clusters", "discs"]) {
    map.on("mouseenter", id, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", id, () => (map.getCanvas().style.cursor = ""));
  }
}

function legend(element) {
  const box = document.createElement("details");
  box.className = "map-legend";
  const summary = document.createElement("summary");
  summary.textContent = "How to read this map";
  const text = document.createElement("p");
  text.textContent =
    "A disc is as wide as what the reports tell of the place: a town, 25 km around it, a district, a province, a country. " +
    "The incident happened somewhere within it. Red: accounts differ. A dark circle with a number holds that many incidents.";
  box.append(summary, text);
  element.append(box);
}

/** Fits the map to the middles of the incidents; the disc of a country may reach beyond its edge. */
function fit(map, features) {
  if (!features.length) return;
  const [lons, lats] = [0, 1].map((i) => features.map((f) => f.geometry.coordinates[i]));
  const box = [[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]];
  map.fitBounds(box, { padding: 48, maxZoom: 5, animate: false });
}

export async function showIncidents(element) {
  const map = await makeMap(element);
  addLayers(map);
  openPopups(map);
  legend(element);
  map.on("idle", () => {
    if (!element.dataset.shown) return; // the basemap alone
    const [clusters, discs] = [["clusters"], ["discs"]].map((layers) => map.queryRenderedFeatures({ layers }));
    element.dataset.clusters = String(clusters.length);
    element.dataset.discs = String(once(discs).length);
  });
  let shown = null;
  let byId = new Map();
  return {
    map,
    /** Shows the incidents of an address, if they are not shown already. */
    async show(address) {
      if (address === shown) return;
      shown = address;
      const data = await fetch(address).then((answer) => answer.json());
      if (address !== shown) return; // another was asked for meanwhile
      for (const f of data.features) {
        f.properties.px = (f.properties.km * 1000) / (METRES * Math.cos((f.geometry.coordinates[1] * Math.PI) / 180));
      }
      byId = new Map(data.features.map((f) => [f.properties.id, f]));
      delete element.dataset.clusters;
      map.getSource("incidents").setData(data);
      fit(map, data.features);
      element.dataset.shown = String(data.features.length);
    },
    /** Marks where one incident of the table is; "" marks none. */
    choose(id) {
      map.setFilter("chosen", ["==", ["get", "id"], byId.has(id) ? id : ""]);
    },
  };
}
