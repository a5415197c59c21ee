// For people on duty: who is new in this room, how long they have waited, and gone once they are answered.

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
    timer.closest("li").classList.toggle("is-late", seconds > AIM);
  }
}

async function look() {
  try {
    const answer = await fetch(place.dataset.from, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    place.innerHTML = await answer.text(); // drawn and escaped by the server, as in the page itself
    drawn = performance.now();
    tick();
  } catch {
    // No connection: the timers go on, and the next look finds what there is.
  }
}

addEventListener("openhearth:notice", ({ detail }) => {
  if (detail.kind === "newcomer" || detail.kind === "greeted") look();
});
setInterval(tick, 1000);
setInterval(() => document.hidden || look(), EVERY);
