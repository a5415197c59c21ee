// For whoever is new here: what is known of their coming, kept true. The words are the site's; here they are only fetched.

const place = document.getElementById("welcome");
const said = document.getElementById("welcome-said");
const SOON = 150; // ms; news that comes together is one look
const EVERY = 30_000; // also without a line
const ANSWERED_FOR = 60_000;

let timer = null;
let going = null;

function words() {
  return place.querySelector("[data-words]")?.textContent.trim().replace(/\s+/g, " ") ?? "";
}

async function look() {
  timer = null;
  const before = words();
  try {
    const answer = await fetch(place.dataset.from, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return;
    const step = place.contains(document.activeElement) ? document.activeElement.dataset.step : null;
    place.innerHTML = await answer.text(); // drawn and escaped by the server, as in the page itself
    if (step) (place.querySelector(`[data-step="${step}"]`) ?? document.getElementById("log")).focus({ preventScroll: true });
    if (words() !== before) said.textContent = words();
    goKindly();
  } catch {
    // No connection: what was known stays, and the next look finds what there is.
  }
}

/** What says that there is an answer has done its work after a while in view. */
function goKindly() {
  if (!place.querySelector(".is-answered") || going) return;
  going = setTimeout(() => {
    going = null;
    if (document.hidden) goKindly();
    else if (place.contains(document.activeElement)) goKindly();
    else place.replaceChildren();
  }, ANSWERED_FOR);
}

const soon = () => {
  timer ??= setTimeout(look, SOON);
};

addEventListener("openhearth:notice", ({ detail }) => detail.kind === "welcome" && soon());
addEventListener("openhearth:staffing", () => place.firstElementChild && soon());
document.addEventListener("visibilitychange", () => !document.hidden && place.firstElementChild && soon());
setInterval(() => document.hidden || !place.firstElementChild || place.querySelector(".is-answered") || soon(), EVERY);
goKindly();
