// What does the list under the drop zone say once the server's own list has taken over? Only what did not get through.
(function () {
  "use strict";
  document.addEventListener("uploads:done", (event) => {
    event.target.querySelectorAll('[data-uploads] [data-tone="good"], [data-uploads] [data-tone="warn"]').forEach((row) => row.remove());
  });
})();
