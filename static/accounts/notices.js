// What is new for me, on every page while it is open: the bell, the title of the tab, the numbers beside rooms I follow.
// Without script each is the number of when the page was drawn.

import { CODES, Line } from "../site/line.js";

const bell = document.getElementById("bell");
const line = document.getElementById("bell-news");
const room = document.getElementById("room")?.dataset;
const MOST = 99;
const IN_FRONT = 2000; // ms in which what is said in the room I look at is read there, and need not ring
const title = document.title.replace(/^\((\d+|99\+)\) /, "");
// Notices that wait, rooms I follow with something new, and what came into this very room while nobody looked.
const news = { unseen: Number(bell.dataset.unseen), rooms: Number(bell.dataset.rooms), here: 0 };
let later = 0;

const short = (n) => (n > MOST ? `${MOST}+` : String(n || ""));

function show(changed) {
  for (const [name, n] of Object.entries(changed)) if (typeof n === "number") news[name] = n;
  const { none, one, many } = bell.dataset;
  const n = news.unseen + news.rooms;
  document.getElementById("bell-count").textContent = short(n);
  document.getElementById("bell-words").textContent = n === 0 ? none : n === 1 ? one : many.replace("{n}", n);
  bell.classList.toggle("has-news", n > 0);
  document.title = n + news.here ? `(${short(n + news.here)}) ${title}` : title;
  if (news.unseen) return;
  say("", "");
  for (const part of document.querySelectorAll("[data-until-seen]")) part.remove();
}

/** `whole`: of rooms that are not named nothing is new. */
function count(unread, whole) {
  for (const place of document.querySelectorAll("[data-unread]")) {
    const n = unread[place.dataset.unread] ?? (whole ? 0 : null);
    if (n === null) continue;
    place.hidden = !n;
    place.textContent = n > MOST ? bell.dataset.newMany : n ? bell.dataset.new.replace("{n}", n) : "";
  }
}

/** Stays until the page is left or it has been seen: somebody may not be looking just now. */
function say(text, url) {
  const link = line.querySelector("a");
  line.querySelector("span").textContent = text;
  link.hidden = !url;
  if (url) link.href = url;
}

addEventListener("openhearth:welcome", ({ detail: { unseen } }) => show({ unseen }));
addEventListener("openhearth:here", ({ detail: here }) => show({ here }));
addEventListener("openhearth:notice", ({ detail: { text, url, unseen, unread, rooms, whole } }) => {
  if (unread) count(unread, whole);
  clearTimeout(later);
  const ring = () => {
    show({ unseen, rooms });
    if (text && new URL(url, location).pathname !== location.pathname) say(text, url);
  };
  const isInFront = text && room && !document.hidden && url !== room.base && url.startsWith(room.base);
  if (isInFront) later = setTimeout(ring, IN_FRONT);
  else ring();
});

/** No socket is to be had. Where the sign-in is gone there is nothing to wait for. */
async function failing(held, times) {
  if (times < 2) return;
  const answer = await fetch(bell.href, { method: "HEAD", redirect: "manual" }).catch(() => null);
  if (answer?.type === "opaqueredirect") held.end(CODES.SIGNED_OUT);
}

// By then the modules of the page have run: one that has a line of its own holds it for the bell, too.
addEventListener("DOMContentLoaded", () => {
  const { socket, me } = bell.dataset;
  if (Line.held || !socket) return;
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const held = new Line(`${scheme}//${location.host}${socket}`, me, {
    failing: (times) => failing(held, times),
    // Somebody else may sit here now.
    ended(code) {
      if (code !== CODES.SIGNED_OUT && code !== CODES.OTHER) return;
      show({ unseen: 0, rooms: 0 });
      count({}, true);
      if (code !== CODES.OTHER) return;
      document.querySelector("main").hidden = true;
      say(bell.dataset.other, location.pathname);
    },
  });
  held.connect();
});
