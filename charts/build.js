// Bundles the chart element into public/charts.js and says how much of the budget it takes.
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const BUDGET = 160 * 1024;
const outfile = "../public/charts.js";

await build({
  entryPoints: ["src/chart.js"],
  outfile,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
  banner: { js: "/* Contains Apache ECharts and zrender; licences: Apache-2.0 and BSD-3-Clause. */" },
});

const size = brotliCompressSync(readFileSync(outfile)).length;
console.log(`public/charts.js: ${(size / 1024).toFixed(1)} KB brotli, budget ${BUDGET / 1024} KB`);
if (size > BUDGET) process.exitCode = 1;
