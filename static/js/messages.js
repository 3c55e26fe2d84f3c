// Where do messages stand? At the lower edge of the page, at the upper one while the field that has the focus lies there.
// A field so tall that it reaches into both leaves them the larger gap, in which they scroll.
(function () {
  "use strict";
  const box = document.getElementById("messages");
  const TYPED_OR_PRESSED = "input, select, textarea, button, a[href], summary";
  const LEAST_ROOM = 64; // pixels: one short message, so that none is ever shut out of sight
  let asked = false;

  const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  const edges = (element) => element.getBoundingClientRect();

  function stand(place) {
    if (place === "top") box.dataset.place = place;
    else delete box.dataset.place;
    return edges(box);
  }

  /** The label and the hint are kept in sight with their field where that can be. */
  function inTheWay() {
    const focused = document.activeElement;
    if (!focused?.matches(TYPED_OR_PRESSED) || box.contains(focused)) return [];
    return [focused.closest(".field"), focused.closest(".choice") || focused].filter(Boolean).map(edges);
  }

  function squeeze(field) {
    const above = field.top - stand("top").top;
    const below = stand("bottom").bottom - field.bottom;
    if (above > below) stand("top");
    box.dataset.squeezed = "";
    box.style.setProperty("--messages-room", `${Math.max(above, below, LEAST_ROOM)}px`);
  }

  function place() {
    asked = false;
    const read = box.scrollTop;
    delete box.dataset.squeezed;
    if (!box.childElementCount) { stand("bottom"); return; }
    const fields = inTheWay();
    const places = box.dataset.place ? ["top", "bottom"] : ["bottom", "top"]; // where they stand they stay, if they can
    const clear = fields.some((field) => places.some((one) => !meet(stand(one), field)));
    if (!fields.length || clear) return;
    squeeze(fields.at(-1));
    box.scrollTop = read;
  }

  function ask() {
    if (!asked) requestAnimationFrame(place);
    asked = true;
  }

  if (!box) return;
  new MutationObserver(ask).observe(box, { childList: true });
  ["focusin", "input", "htmx:afterSettle"].forEach((name) => document.addEventListener(name, ask));
  document.addEventListener("scroll", ({ target }) => { if (target !== box) ask(); }, { capture: true, passive: true });
  window.addEventListener("resize", ask);
  ask();
})();
