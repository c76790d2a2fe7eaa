// Refreshes src/tollbook/web/static/vendor: `npm install --no-package-lock && npm run refresh` in this folder.
// Same versions, same bytes: MANIFEST.json names the version, licence and hash of all that was put there.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const target = join(here, "../../src/tollbook/web/static/vendor");

const COPIED = [
  ["htmx.min.js", "htmx.org", "dist/htmx.min.js"],
  ["maplibre-gl.css", "maplibre-gl", "dist/maplibre-gl.css"],
  ["maplibre-gl.mjs", "maplibre-gl", "dist/maplibre-gl.mjs"],
  ["maplibre-gl-worker.mjs", "maplibre-gl", "dist/maplibre-gl-worker.mjs"],
  ["countries-50m.json", "world-atlas", "countries-50m.json"],
];
const BUNDLED = [
  ["plot.mjs", "@observablehq/plot"],
  ["topojson.mjs", "topojson-client"],
];

const about = (name) => JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
const sha256 = (file) => createHash("sha256").update(readFileSync(join(target, file))).digest("hex");
const packageOf = (path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1];

/** The packages whose code a copied file holds: a package that ships as one module holds those that it depends on. */
function within(file, name) {
  const below = file.endsWith(".mjs") ? Object.keys(about(name).dependencies ?? {}) : [];
  return [name, ...below.filter((other) => !other.startsWith("@types/"))];
}

/** The licence text of a package: its own file, else the part of its README under that heading. */
function licenceText(name) {
  const read = (file) => readFileSync(join(modules, name, file), "utf8");
  const names = readdirSync(join(modules, name));
  const file = names.find((each) => /^(licen[cs]e|copying)/i.test(each));
  const readme = names.find((each) => /^readme/i.test(each));
  const text = file ? read(file) : read(readme).match(/^#+ licen[cs]e[^]*/im)?.[0];
  if (!text) throw new Error(`${name} carries no licence text; it may not be shipped`);
  return text;
}

async function bundle(file) {
  const result = await build({
    entryPoints: [join(here, file)],
    outfile: join(target, file),
    bundle: true,
    minify: true,
    format: "esm",
    legalComments: "none",
    metafile: true,
    write: true,
  });
  const [output] = Object.values(result.metafile.outputs);
  return [...new Set(Object.keys(output.inputs).map(packageOf).filter(Boolean))].sort();
}

function keepLicence(name) {
  const kept = `licences/${name.replace("/", "-").replace("@", "")}.txt`;
  writeFileSync(join(target, kept), licenceText(name));
  return { name, version: about(name).version, licence: about(name).license, text: kept, sha256: sha256(kept) };
}

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, "licences"), { recursive: true });
const files = [];
for (const [file, name, path] of COPIED) {
  if (!existsSync(join(modules, name, path))) throw new Error(`${name} has no ${path}; has its layout changed?`);
  copyFileSync(join(modules, name, path), join(target, file));
  files.push({ file, package: name, version: about(name).version, from: path, holds: within(file, name) });
}
for (const [file, name] of BUNDLED) {
  const holds = await bundle(file);
  files.push({ file, package: name, version: about(name).version, from: `tools/vendor/${file}`, holds });
}
for (const entry of files) entry.sha256 = sha256(entry.file);
const packages = [...new Set(files.flatMap((entry) => entry.holds))].sort().map(keepLicence);
const manifest = { bundler: `esbuild ${about("esbuild").version}`, files, packages };
writeFileSync(join(target, "MANIFEST.json"), JSON.stringify(manifest, null, 2) + "\n");
