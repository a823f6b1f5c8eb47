// Makes what the pages load from what npm gives: htmx as it comes, our charts with the parts of d3 that they use, and the licences of both.
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const assets = "../Assets/";
const read = path => readFileSync("node_modules/" + path, "utf8");
const version = name => JSON.parse(read(name + "/package.json")).version;

writeFileSync(assets + "htmx.js", `/* htmx.org ${version("htmx.org")}, 0BSD: licences.txt */\n${read("htmx.org/dist/htmx.min.js").trimEnd()}\n`);

const made = await build({
  entryPoints: ["charts.js"], bundle: true, minify: true, format: "iife", target: "es2020", write: false, metafile: true,
  banner: { js: "/* Hearsay's charts with parts of d3, ISC: licences.txt */" },
});
writeFileSync(assets + "charts.js", made.outputFiles[0].contents);

const used = [...new Set(Object.keys(made.metafile.inputs).flatMap(file => /^node_modules\/([^/]+)/.exec(file)?.[1] ?? []))];
const licences = ["htmx.org", ...used.sort()].map(name => `${name} ${version(name)}\n\n${read(name + "/LICENSE").trim()}\n`);
writeFileSync(assets + "licences.txt", licences.join("\n" + "-".repeat(72) + "\n\n"));
