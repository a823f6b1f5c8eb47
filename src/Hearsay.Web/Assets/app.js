// Pointing at a claim in the text lights its card and the other way round; j and k go from claim to claim, a, x, u and f decide on the claim in focus, / goes to the search box; what changes in
// place is told. Everything else works without this file.
"use strict";
const light = (id, on) => {
  for (const e of document.querySelectorAll("[data-claim]"))
    if (e.dataset.claim === id) e.classList.toggle("lit", on);
};
for (const [over, out] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
  document.addEventListener(over, e => { const c = e.target.closest("[data-claim]"); if (c) light(c.dataset.claim, true); });
  document.addEventListener(out, e => { const c = e.target.closest("[data-claim]"); if (c) light(c.dataset.claim, false); });
}
document.addEventListener("keydown", e => {
  if (e.target.matches("input, textarea, select") || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === "/") { e.preventDefault(); const box = document.getElementById("q"); if (box) box.focus(); return; }
  const card = document.activeElement.closest(".card");
  const form = card && card.querySelector(".review form");
  const verdict = { a: "accepted", x: "rejected", u: "" }[e.key];
  if (form && verdict !== undefined) {
    const button = form.querySelector(`button[value="${verdict}"]`);
    if (button) { e.preventDefault(); button.click(); }
    return;
  }
  if (form && e.key === "f") {
    e.preventDefault();
    card.querySelector(".review details").open = true;
    card.querySelector("input[name=speaker]").focus();
    return;
  }
  if (e.key !== "j" && e.key !== "k") return;
  go(e.key === "j" ? 1 : -1);
});
function go(by) {
  const cards = [...document.querySelectorAll(".card")];
  const at = cards.findIndex(c => c.contains(document.activeElement));
  const next = cards[Math.max(0, Math.min(cards.length - 1, at + by))];
  if (next) { next.tabIndex = -1; next.focus(); next.scrollIntoView({ block: "center" }); }
}
// What htmx changed in place. On the page of reviews a decision leads to the next claim, elsewhere it stays where it was made.
let telling;
function tell(words) {
  const told = document.getElementById("told");
  told.textContent = words;
  clearTimeout(telling);
  telling = setTimeout(() => { told.textContent = ""; }, 8000);
}
document.addEventListener("htmx:afterSwap", e => {
  const from = e.detail.requestConfig.elt;
  if (from.id === "more") tell("More is shown below.");
  else if (e.detail.target.id === "found") tell("What is found has changed.");
});
document.addEventListener("htmx:beforeRequest", e => {
  const card = e.detail.elt.closest(".review") && e.detail.elt.closest(".card");
  if (card) { card.tabIndex = -1; card.focus({ preventScroll: true }); }
});
document.addEventListener("htmx:afterRequest", e => {
  const verdict = e.detail.requestConfig.parameters.verdict;
  if (!e.detail.successful || e.detail.requestConfig.verb !== "post" || verdict === undefined) return;
  tell(verdict === "" ? "taken back" : verdict);
  if (location.pathname === "/review" && verdict !== "") go(1);
});
// A question that cannot be answered says why where the answer would stand; a decision that cannot be kept says so.
document.addEventListener("htmx:beforeSwap", e => {
  if (e.detail.xhr.status !== 400) return;
  if (e.detail.target.id === "found") { e.detail.shouldSwap = true; e.detail.isError = false; return; }
  const page = new DOMParser().parseFromString(e.detail.xhr.responseText, "text/html");
  tell("That did not work: " + page.querySelector("main p").textContent);
});
document.addEventListener("htmx:sendError", () => tell("That did not work: the ledger's program does not answer."));
// Where a sponsor's line is blocked, a line of thanks stands in its place; nothing is hidden.
const sponsor = document.querySelector(".sponsor");
if (sponsor && sponsor.querySelector(".ad-sponsor").offsetHeight === 0) sponsor.querySelector(".thanks").hidden = false;
