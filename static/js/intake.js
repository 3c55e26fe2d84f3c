// What does the list under the drop zone say once the server's own list has taken over? What did not get through, or was there.
(function () {
  "use strict";
  document.addEventListener("uploads:done", (event) => {
    const taken = '[data-uploads] :is([data-tone="good"], [data-tone="warn"]):not([data-known])';
    event.target.querySelectorAll(taken).forEach((row) => row.remove());
  });
})();
