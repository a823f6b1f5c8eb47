// What the server drew, nearer: the map and the timelines zoom and move, a mark tells its values where it is pointed at or in focus. Everything else works without this file.
import { select, selectAll } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { scaleUtc } from "d3-scale";

// As ChartAxis draws it.
const left = 90, right = 985;
const day = 86_400_000;

// A wheel scrolls the page; with Ctrl, and by two fingers, it zooms.
const wanted = event => (event.type !== "wheel" || event.ctrlKey || event.metaKey) && !event.button;

function controls(svg, zooming, moves) {
  const region = svg.node().closest(".scroll");
  const bar = select(region.parentNode).insert("div", () => region).attr("class", "zoom").attr("role", "group").attr("aria-label", "Zoom");
  const step = (name, label, act) => bar.append("button").attr("type", "button").attr("aria-label", label).attr("title", label).text(name).on("click", act);
  step("+", "Nearer", () => svg.call(zooming.scaleBy, 2));
  step("−", "Farther", () => svg.call(zooming.scaleBy, 0.5));
  for (const [name, label, x, y] of moves)
    step(name, label, () => svg.call(zooming.translateBy, x / at(svg).k, y / at(svg).k));
  step("Whole", "Show the whole again", () => svg.call(zooming.transform, zoomIdentity));
}

const at = svg => svg.node().__zoom;

function map(svg) {
  const world = svg.select(".world"), circles = world.selectAll("circle"), names = world.selectAll(".name");
  circles.each(function () { this.__radius = +this.getAttribute("r"); });
  const zooming = zoom().filter(wanted).scaleExtent([1, 40]).translateExtent([[0, 40], [960, 420]]).extent([[0, 40], [960, 420]]).on("zoom", ({ transform: t }) => {
    world.attr("transform", `translate(${t.x},${t.y}) scale(${t.k})`);
    circles.attr("r", function () { return this.__radius / t.k ** 0.85; });
    names.attr("font-size", 13 / t.k).attr("dx", function () { return (this.parentNode.querySelector("circle").__radius + 3) / t.k ** 0.85; });
    uncrowd(names, t.k);
  });
  svg.call(zooming);
  controls(svg, zooming, [["←", "West", 160, 0], ["→", "East", -160, 0], ["↑", "North", 0, 80], ["↓", "South", 0, -80]]);
}

// The names of the places with most events first; one that would lie on another is left out until the map is nearer.
function uncrowd(names, k) {
  const taken = [];
  names.classed("crowded", function () {
    const x = this.getAttribute("x") * k, y = this.getAttribute("y") * k, box = [x, x + 20 + 7.5 * this.textContent.length, y - 8, y + 8];
    const free = taken.every(other => box[1] < other[0] || other[1] < box[0] || box[3] < other[2] || other[3] < box[2]);
    if (free) taken.push(box);
    return !free;
  });
}

function days(svg) {
  const first = Date.parse(svg.attr("data-first")), last = Math.max(Date.parse(svg.attr("data-last")), first + day);
  const scale = scaleUtc([first, last], [left, right]);
  const marks = svg.selectAll("[data-from]"), ticks = svg.select(".ticks"), foot = +ticks.attr("data-foot");
  const zooming = zoom().filter(wanted).scaleExtent([1, Math.max(1, (last - first) / day / 3)]).extent([[left, 0], [right, 1]]).translateExtent([[left, -Infinity], [right, Infinity]]).on("zoom", ({ transform }) => {
    const now = transform.rescaleX(scale), place = text => now(Math.min(last, Math.max(first, Date.parse(text))));
    marks.each(function () {
      const from = place(this.dataset.from), to = place(this.dataset.to ?? this.dataset.from), mark = select(this);
      mark.attr("visibility", to < left || from > right ? "hidden" : null);
      if (this.tagName === "circle") mark.attr("cx", from);
      else if (this.dataset.to) mark.attr("x", Math.max(left, from)).attr("width", Math.max(2, Math.min(right, to) - Math.max(left, from)));
      else mark.attr("x", from - this.getAttribute("width") / 2);
    });
    const shown = now.ticks(8).filter(t => t % day === 0);
    ticks.selectAll("g").data(shown).join(enter => {
      const g = enter.append("g");
      g.append("line").attr("class", "grid").attr("y1", 6).attr("y2", foot - 18);
      g.append("text").attr("class", "tick").attr("y", foot);
      return g;
    }).each(function (t) {
      select(this).select("line").attr("x1", now(t)).attr("x2", now(t));
      select(this).select("text").attr("x", now(t)).attr("text-anchor", now(t) > 940 ? "end" : "middle").text(t.toISOString().slice(0, 10));
    });
  });
  svg.call(zooming);
  controls(svg, zooming, [["←", "Earlier", 200, 0], ["→", "Later", -200, 0]]);
}

// A drawing's own title comes late and not to the keyboard: the same words in a box beside the mark.
function tell(drawing) {
  const box = select("body").selectAll(".tip").data([0]).join("div").attr("class", "tip").attr("aria-hidden", "true").property("hidden", true);
  selectAll(drawing.querySelectorAll("title")).each(function () {
    const mark = this.parentNode, words = this.textContent, holder = mark.closest("a") ?? mark;
    holder.setAttribute("aria-label", words);
    this.remove();
    const show = () => {
      const place = mark.getBoundingClientRect();
      box.property("hidden", false).text(words);
      const size = box.node().getBoundingClientRect(), room = document.documentElement.clientWidth;
      box.style("left", `${Math.max(4, Math.min(room - size.width - 4, place.left + place.width / 2 - size.width / 2))}px`)
        .style("top", `${place.top - size.height - 6 < 0 ? place.bottom + 6 : place.top - size.height - 6}px`);
      select(drawing).selectAll(".guide").attr("visibility", null).attr("x1", mark.getAttribute("cx")).attr("x2", mark.getAttribute("cx")).attr("y1", mark.getAttribute("cy"));
    };
    const hide = () => {
      box.property("hidden", true);
      select(drawing).selectAll(".guide").attr("visibility", "hidden");
    };
    select(holder).on("pointerenter focus", show).on("pointerleave blur", hide);
  });
}

function draw() {
  for (const drawing of document.querySelectorAll("svg.map:not([data-live]), svg.chart:not([data-live])")) {
    drawing.dataset.live = "";
    tell(drawing);
    if (drawing.classList.contains("map")) map(select(drawing));
    else if (drawing.dataset.first) days(select(drawing));
  }
}
draw();
document.addEventListener("htmx:afterSwap", draw);
