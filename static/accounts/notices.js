// The bell at the head of every page, live. Without script it is a link with the number of when the page was drawn.

import { CODES, Line } from "../site/line.js";

const bell = document.getElementById("bell");
const news = document.getElementById("bell-news");
const MOST = 99;

function show(unseen) {
  if (typeof unseen !== "number") return;
  const { none, one, many } = bell.dataset;
  document.getElementById("bell-count").textContent = unseen > MOST ? `${MOST}+` : unseen || "";
  const words = unseen === 0 ? none : unseen === 1 ? one : many.replace("{n}", unseen);
  document.getElementById("bell-words").textContent = words;
  bell.classList.toggle("has-news", unseen > 0);
  if (unseen) return;
  say("", "");
  for (const line of document.querySelectorAll("aside[data-until-seen]")) line.remove();
}

/** Stays until the page is left or it has been seen: somebody may not be looking just now. */
function say(text, url) {
  const link = news.querySelector("a");
  news.querySelector("span").textContent = text;
  link.hidden = !url;
  if (url) link.href = url;
}

addEventListener("openhearth:welcome", ({ detail }) => show(detail.unseen));
addEventListener("openhearth:notice", ({ detail: { text, url, unseen } }) => {
  show(unseen);
  if (text && new URL(url, location).pathname !== location.pathname) say(text, url);
});

/** No socket is to be had. Where the sign-in is gone there is nothing to wait for. */
async function failing(line, times) {
  if (times < 2) return;
  const answer = await fetch(bell.href, { method: "HEAD", redirect: "manual" }).catch(() => null);
  if (answer?.type === "opaqueredirect") line.end(CODES.SIGNED_OUT);
}

// By then the modules of the page have run: one that has a line of its own holds it for the bell, too.
addEventListener("DOMContentLoaded", () => {
  const { socket, me } = bell.dataset;
  if (Line.held || !socket) return;
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const line = new Line(`${scheme}//${location.host}${socket}`, me, {
    failing: (times) => failing(line, times),
    // Somebody else may sit here now.
    ended: (code) => code === CODES.SIGNED_OUT && show(0),
  });
  line.connect();
});
