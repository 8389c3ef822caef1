// Comforts only: every page works without this file.

// After a swap: mistakes first, then keep the keyboard where the change happened, or lead it to the next line to answer.
let here = false;
document.addEventListener("htmx:beforeSwap", (event) => {
  here = event.detail.target.contains(document.activeElement) && document.activeElement !== document.body;
});
document.addEventListener("htmx:afterSettle", (event) => {
  const swapped = event.detail.elt || event.target;
  const summary = swapped.querySelector?.("[data-error-summary]") || (swapped.matches?.("[data-error-summary]") ? swapped : null);
  if (summary) {
    summary.focus();
  } else if (here && document.activeElement === document.body && swapped.isConnected) {
    const there = swapped.matches("tr") ? lineToAnswer(swapped) : swapped;
    if (!there.hasAttribute("tabindex")) there.setAttribute("tabindex", "-1");
    there.focus({ preventScroll: there === swapped });
  }
});

function lineToAnswer(line) {
  let next = line;
  while (next && !next.querySelector("form")) next = next.nextElementSibling;
  return next || line;
}

// What htmx does not swap (refused, broken, no connection) must not pass in silence.
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    const quiet = event.target.dataset?.quiet; // the part that asks, or all that it would have filled: they say so themselves
    if (quiet) {
      for (const part of document.querySelectorAll(quiet)) {
        for (const said of part.querySelectorAll("[data-asking]")) said.remove();
        for (const said of part.querySelectorAll("[data-unanswered]")) said.hidden = false;
      }
      return;
    }
    const words = document.getElementById("failure");
    const main = document.getElementById("main");
    main.querySelector("[data-failure]")?.remove();
    main.prepend(words.content.cloneNode(true));
    main.querySelector("[data-failure]").focus();
  });
}

// A link of the error summary puts the cursor into its field.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-error-summary] a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
});

// A second press within a second and a half is a tremble, not a wish.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  const now = event.timeStamp;
  if (now - Number(form.dataset.sentAt || -1e9) < 1500) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  form.dataset.sentAt = now;
}, true);

// After a pause the page locks where it stands; what was typed waits behind the question for the password.
const lock = document.getElementById("lock");
if (lock) {
  const used = () => localStorage.setItem("used", Date.now());
  const idle = () => Date.now() - Number(localStorage.getItem("used")) > lock.dataset.idle * 1000;
  used();
  document.addEventListener("htmx:afterRequest", used);
  setInterval(() => (idle() ? lock.open || lock.showModal() : lock.close()), 5000);
  lock.addEventListener("cancel", (event) => event.preventDefault());
  lock.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } });
    form.querySelector("[role=alert]").hidden = answer.status !== 422;
    if (answer.status === 204) {
      used();
      lock.close();
    } else if (answer.status !== 422) {
      location.reload();
    }
    form.reset();
  });
}

// What was typed before a pause goes on by itself once its sender is in again.
document.querySelector("form[data-send-at-once]")?.requestSubmit();

// A field that is there to be copied gets a button; without this file it is selected by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.copied;
  });
}
