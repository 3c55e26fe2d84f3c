// Which role does a person who is not written in yet get when the procedure is chosen? As the server would propose it.
// A card text that could not be read is selected: what the scanner types next takes its place.
// Enter in a box reads the cards and checks: the keyboard comes back to that box, unless the page wants it elsewhere.
// Who is on record may come up below the foot of the page: it is brought into sight where the box that is typed in stays there.
(function () {
  "use strict";
  const select = document.querySelector("[data-roles]");
  const rows = [...document.querySelectorAll("[data-person]")].map((row) => ({
    role: row.querySelector('[name$="-role"]'),
    typed: [...row.querySelectorAll('input, select:not([name$="-role"], [name$="-sex"])')],
  }));
  const filled = (row) => row.typed.some((box) => box.value);

  document.querySelector("[data-selected]")?.select();

  document.addEventListener("htmx:afterSettle", ({ target }) => {
    const typedIn = document.activeElement;
    if (!target.matches(".known") || !target.firstElementChild || !target.parentElement.contains(typedIn)) return;
    const entry = target.firstElementChild;
    const apart = entry.getBoundingClientRect().bottom - typedIn.getBoundingClientRect().top;
    if (apart < 0.8 * window.innerHeight) entry.scrollIntoView({ block: "nearest" });
  });

  select?.addEventListener("change", () => {
    const there = rows.filter(filled).map((row) => row.role.value);
    const wanted = JSON.parse(select.dataset.roles)[select.value] || [];
    const left = wanted.filter((group) => !group.some((role) => there.includes(role)));
    rows.filter((row) => !filled(row)).forEach((row) => { if (left.length) [row.role.value] = left.shift(); });
    // Who is still wanted gets a row from the server with the next press of a button that helps.
    if (!left.length) document.querySelector('[name="seated"]').value = select.value;
  });

  const box = sessionStorage.getItem("register-box");
  sessionStorage.removeItem("register-box");
  if (box && !document.querySelector("#registration [autofocus]")) document.getElementById(box)?.focus();
  document.getElementById("registration").addEventListener("submit", ({ submitter }) => {
    if (submitter?.name === "check") sessionStorage.setItem("register-box", document.activeElement.id);
  });
})();
