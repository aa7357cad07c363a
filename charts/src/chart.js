// <parvis-chart option gaps label zone step notes leads keys>: draws the option the server wrote, in the page's colours and
// words. A click on a bar leads to the address of its step, with what the bar's own key adds.
// Everything is drawn on a canvas, tooltip too, so the page may forbid inline styles.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, MarkAreaComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { complete, legend } from "./option.js";
import { colour } from "./theme.js";
import { words } from "./words.js";

use([BarChart, LineChart, AriaComponent, GridComponent, MarkAreaComponent, TooltipComponent, CanvasRenderer]);

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: flex; flex-direction: column; gap: 0.25rem; }
  ul { display: flex; flex-wrap: wrap; gap: 0.125rem 1rem; margin: 0; padding: 0; list-style: none; color: var(--text-soft); font-size: var(--size-small); }
  li { display: flex; align-items: center; gap: 0.4rem; }
  i { width: 0.6rem; height: 0.6rem; border-radius: 2px; print-color-adjust: exact; }
  div { position: relative; flex: 1; min-height: 0; min-width: 0; overflow: hidden; }
`);

const make = (name, ...children) => {
  const element = document.createElement(name);
  element.append(...children);
  return element;
};

class ParvisChart extends HTMLElement {
  static observedAttributes = ["option", "gaps", "label", "zone", "step", "notes", "leads", "keys"];
  #canvas = make("div");
  #legend = make("ul");
  #probe = make("span");
  #chart;
  #stop;

  connectedCallback() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(this.#legend, this.#canvas, this.#probe);
    this.#probe.hidden = true;
    this.#chart = init(this.#canvas, null, { devicePixelRatio: Math.max(2, devicePixelRatio) });

    this.#chart.on("click", ({ dataIndex, seriesIndex }) => {
      const [leads, keys] = ["leads", "keys"].map((name) => JSON.parse(this.getAttribute(name) || "[]"));
      if (leads[dataIndex]) location.assign(leads[dataIndex] + (keys[seriesIndex] ?? ""));
    });

    const leaving = new AbortController();
    const resized = new ResizeObserver(() => this.#chart.resize());
    const restyled = new MutationObserver(() => this.draw());
    resized.observe(this.#canvas);
    restyled.observe(document.documentElement, { attributeFilter: ["data-theme", "lang"] });
    // Paper has another width, and no resize observer runs while it is laid out.
    const repaint = () => [this.#chart.resize(), this.draw()];
    for (const query of ["(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)", "print"])
      matchMedia(query).addEventListener("change", repaint, { signal: leaving.signal });
    this.#stop = () => [leaving.abort(), resized.disconnect(), restyled.disconnect(), this.#chart.dispose()];
    this.draw();
  }

  disconnectedCallback() {
    this.#stop?.();
    this.#chart = this.#stop = undefined;
  }

  attributeChangedCallback() {
    if (this.#chart) this.draw();
  }

  draw() {
    const read = (name, otherwise) => JSON.parse(this.getAttribute(name) || otherwise);
    this.setAttribute("role", "img");
    this.setAttribute("aria-label", this.getAttribute("label") ?? "");
    const style = {
      colour: (token) => colour(this.#probe, token),
      font: getComputedStyle(this).fontFamily,
      still: matchMedia("(prefers-reduced-motion: reduce), print").matches,
      words: words(document.documentElement.lang || undefined, this.getAttribute("zone"), this.getAttribute("step") ?? undefined),
    };
    const option = complete(read("option", "{}"), read("gaps", "[]"), read("notes", "[]"), style);
    this.#legend.replaceChildren(...legend(option).map(([name, shade]) => {
      const swatch = make("i");
      swatch.style.backgroundColor = shade;
      return make("li", swatch, name);
    }));
    this.#chart.setOption(option, { replaceMerge: ["series", "xAxis", "yAxis"] });
    this.#chart.getZr().flush();
  }
}

customElements.define("parvis-chart", ParvisChart);
