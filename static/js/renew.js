// A paper that is numbered in another tab changes this page: what says so is fetched again, what was typed stays.
(function () {
  "use strict";
  const SOON_MS = 1500;

  async function renew(name) {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelectorAll(`[data-renewed="${name}"]`).forEach((old) => {
      const now = fresh.getElementById(old.id);
      const focused = old.contains(document.activeElement);
      if (now) old.replaceWith(now); else old.replaceChildren();
      if (focused) now?.querySelector("a, button")?.focus();
    });
  }

  document.addEventListener("submit", (event) => {
    const name = event.submitter?.dataset.renews;
    if (!name) return;
    const again = () => renew(name).catch(() => {});
    setTimeout(again, SOON_MS);
    window.addEventListener("focus", again, { once: true });
  });
})();
