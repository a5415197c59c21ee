// For people on duty: who is new in this room, how long they have waited, seen with one press, and gone once answered.

const place = document.getElementById("newcomers");
const EVERY = 30_000; // also without news: somebody may have left again
const AIM = 60;

let drawn = performance.now();

function tick() {
  const passed = (performance.now() - drawn) / 1000;
  for (const timer of place.querySelectorAll("[data-since]")) {
    const seconds = Math.floor(Number(timer.dataset.since) + passed);
    const [unit, per] = seconds < 60 ? ["second", 1] : seconds < 3600 ? ["minute", 60] : ["hour", 3600];
    const words = timer.dataset[unit].replace("{n}", Math.floor(seconds / per));
    if (timer.textContent !== words) timer.textContent = words;
    const row = timer.closest("li");
    row.classList.toggle("is-late", seconds > AIM && row.querySelector("form") !== null);
  }
}

async function look() {
  try {
    const answer = await fetch(place.dataset.from, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const at = place.contains(document.activeElement) ? document.activeElement : null;
    const held = at && (at.dataset.person ? `a[data-person="${at.dataset.person}"]` : `button[value="${at.value}"]`);
    place.innerHTML = await answer.text(); // drawn and escaped by the server, as in the page itself
    drawn = performance.now();
    tick();
    if (held) (place.querySelector(held) ?? document.getElementById("log")).focus();
  } catch {
    // No connection: the timers go on, and the next look finds what there is.
  }
}

place.addEventListener("submit", async (event) => {
  event.preventDefault();
  const fields = new URLSearchParams(new FormData(event.target, event.submitter));
  try {
    await fetch(event.target.action, { method: "POST", headers: { Accept: "application/json" }, body: fields });
  } catch {
    // The row stays as it is, and can be pressed again.
  }
  look();
});

addEventListener("openhearth:notice", ({ detail }) => {
  if (detail.kind === "newcomer" || detail.kind === "greeted") look();
});
// Whoever goes on duty on another page has the strip here, too.
addEventListener("openhearth:staffing", look);
setInterval(tick, 1000);
setInterval(() => document.hidden || !place.firstElementChild || look(), EVERY);
