// Pointing at a claim in the text lights its card and the other way round; j and k go from claim to claim, a, x, u and f decide on the claim in focus, / goes to the search box. Everything else works without this file.
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
  if (e.target.matches("input, textarea") || e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === "/") { e.preventDefault(); const box = document.getElementById("q"); if (box) box.focus(); return; }
  const card = document.activeElement.closest(".card");
  const form = card && card.querySelector(".review form");
  const verdict = { a: "accepted", x: "rejected", u: "" }[e.key];
  if (form && verdict !== undefined) {
    const button = form.querySelector(`button[value="${verdict}"]`);
    if (button) form.requestSubmit(button);
    return;
  }
  if (form && e.key === "f") {
    e.preventDefault();
    card.querySelector(".review details").open = true;
    card.querySelector("input[name=speaker]").focus();
    return;
  }
  if (e.key !== "j" && e.key !== "k") return;
  const cards = [...document.querySelectorAll(".card")];
  const at = cards.findIndex(c => c.contains(document.activeElement));
  const next = cards[Math.max(0, Math.min(cards.length - 1, at + (e.key === "j" ? 1 : -1)))];
  if (next) { next.tabIndex = -1; next.focus(); next.scrollIntoView({ block: "center" }); }
});
// Where a sponsor's line is blocked, a line of thanks stands in its place; nothing is hidden.
const sponsor = document.querySelector(".sponsor");
if (sponsor && sponsor.querySelector(".ad-sponsor").offsetHeight === 0) sponsor.querySelector(".thanks").hidden = false;
