// Which theme does this person want? Runs before the first paint, so that nothing flashes.
(function () {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  let chosen = null;
  try { chosen = localStorage.getItem("theme"); } catch { /* storage may be forbidden: the machine's theme it is */ }
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
})();
