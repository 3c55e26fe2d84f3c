// Where is a note pinned? A press on the picture fills in the page and the spot of the form beside it.
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const button = document.querySelector("[data-pin-draw]");
  const stage = document.querySelector("[data-stage]");
  const image = document.querySelector("[data-image-now]");
  if (!button || !stage || !image) return;
  const links = [...document.querySelectorAll("[data-viewer] [data-page]")];

  const form = () => document.getElementById("note-form"); // fetched anew after each note
  const on = () => stage.classList.contains("is-pinning");
  const shown = () => links.findIndex((link) => link.getAttribute("aria-current") === "true");

  function set(wanted) {
    stage.classList.toggle("is-pinning", wanted);
    button.setAttribute("aria-pressed", String(wanted));
  }

  /** Shares of the picture as it lies, whichever way up it is looked at. */
  function spot(event) {
    const seen = image.getBoundingClientRect();
    const across = (event.clientX - seen.left) / seen.width;
    const down = (event.clientY - seen.top) / seen.height;
    return { 0: [across, down], 90: [down, 1 - across], 180: [1 - across, 1 - down], 270: [1 - down, across] }[image.dataset.turn || 0];
  }

  function choose([x, y]) {
    const { page, place, text, x: boxX, y: boxY } = form().elements;
    if (!place.querySelector('[value="point"]')) place.prepend(new Option("Chỗ đã bấm trên trang", "point"));
    place.value = "point";
    page.selectedIndex = shown();
    boxX.value = Math.round(x * 1000);
    boxY.value = Math.round(y * 1000);
    for (let fold = form().closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    mark();
    text.focus();
  }

  /** A ring at the spot that was chosen, until the note is pinned. */
  function mark() {
    document.querySelector(".pin-new")?.remove();
    const { page, place, x, y } = form().elements;
    if (place.value !== "point") return;
    const drawing = document.createElementNS(SVG, "svg");
    const ring = document.createElementNS(SVG, "circle");
    Object.entries({ cx: `${x.value / 10}%`, cy: `${y.value / 10}%`, r: "13" }).forEach(([name, value]) => ring.setAttribute(name, value));
    drawing.setAttribute("class", "viewer-image pin-new");
    drawing.dataset.pins = links[page.selectedIndex]?.dataset.page;
    drawing.dataset.turn = image.dataset.turn;
    drawing.toggleAttribute("hidden", page.selectedIndex !== shown());
    drawing.append(ring);
    document.getElementById("viewer-pins").append(drawing);
  }

  /** The form speaks of the page in sight until a spot or words were chosen. */
  function follow() {
    const { page, place, text } = form().elements;
    if (place.value !== "point" && !text.value) page.selectedIndex = shown();
  }

  button.addEventListener("click", () => set(!on()));
  // Before the viewer's own handlers, which move the page with the mouse.
  stage.addEventListener("pointerdown", (event) => { if (on()) event.stopImmediatePropagation(); }, true);
  stage.addEventListener("click", (event) => {
    if (!on()) return;
    const at = spot(event);
    if (at.some((share) => share < 0 || share > 1)) return;
    event.preventDefault();
    set(false);
    choose(at);
  });
  document.addEventListener("page-shown", follow);
  document.addEventListener("change", (event) => { if (event.target.form === form() && event.target.tagName === "SELECT") mark(); });
  document.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "page-notes") { follow(); mark(); } });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && on()) { set(false); event.preventDefault(); event.stopPropagation(); } }, true);
})();
