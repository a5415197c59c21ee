// Keeps the desk up to date: a notice on the socket, the minute, or coming back to the tab → fetch the parts.
// What somebody writes or holds open is left alone, and the focus stays where it was.

import { Line } from "../../site/line.js";

const SOON = 250; // ms; several notices that come together are one look
const LIVE = 60_000; // ages and the pace of rooms move on without a notice
const POLLING = 30_000;

const desk = document.getElementById("desk");
const news = document.getElementById("desk-news");
const lineWords = document.getElementById("desk-line");
const title = document.title;

let looking = false;
let again = false;
let timer = null;
let next = null;
let drawn = performance.now();

// A form carries a fresh token every time; it is no change.
const bare = (part) => part.outerHTML.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1");

function put(fresh) {
  const old = document.getElementById(fresh.id);
  if (!old) return;
  for (const details of old.querySelectorAll("details[open][id]")) fresh.querySelector(`#${details.id}`)?.setAttribute("open", "");
  if (bare(old) === bare(fresh)) return;
  const more = Number(fresh.dataset.count ?? 0) > Number(old.dataset.count ?? 0);
  const held = old.contains(document.activeElement) ? document.activeElement.id : "";
  const had = old.contains(document.activeElement);
  old.replaceWith(fresh);
  if (had) {
    const same = held && document.getElementById(held);
    const rest = same || fresh.querySelector("h2");
    if (rest && !same) rest.tabIndex = -1;
    rest?.focus({ preventScroll: true });
  }
  const said = { "desk-cases": "case", "desk-cards": "card", "desk-newcomers": "newcomer" }[fresh.id];
  if (more && said) news.textContent = news.dataset[said];
}

function tick() {
  const passed = (performance.now() - drawn) / 1000;
  for (const timer of desk.querySelectorAll("[data-waits]")) {
    const seconds = Math.floor(Number(timer.dataset.waits) + passed);
    const [unit, per] = seconds < 60 ? ["second", 1] : seconds < 3600 ? ["minute", 60] : ["hour", 3600];
    const words = timer.dataset[unit].replace("{n}", Math.floor(seconds / per));
    if (timer.textContent !== words) timer.textContent = words;
  }
}

function count() {
  const waiting = Number(document.getElementById("desk-cases")?.dataset.count ?? 0);
  document.title = waiting ? `(${waiting}) ${title}` : title;
}

async function look() {
  if (looking) {
    again = true;
    return;
  }
  looking = true;
  try {
    const answer = await fetch(desk.dataset.parts, { headers: { Accept: "text/html" }, redirect: "manual" });
    // Signed out, or no moderator any more: the page itself says so.
    if (answer.type === "opaqueredirect" || answer.status === 404) location.reload();
    else if (answer.ok) {
      news.textContent = "";
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of page.querySelectorAll("[data-part]")) put(document.adoptNode(part));
      drawn = performance.now();
      count();
    }
  } catch {
    // No network; the next look finds it.
  }
  looking = false;
  plan();
  if (again) {
    again = false;
    soon();
  }
}

function soon() {
  timer ??= setTimeout(() => {
    timer = null;
    look();
  }, SOON);
}

function plan() {
  clearTimeout(next);
  next = setTimeout(() => (document.hidden ? plan() : look()), line.up ? LIVE : POLLING);
}

function tell(words) {
  lineWords.textContent = words;
  lineWords.hidden = false;
}

const scheme = location.protocol === "https:" ? "wss:" : "ws:";
const line = new Line(`${scheme}//${location.host}${desk.dataset.socket}`, desk.dataset.me, {
  frame(frame) {
    if (frame.type === "welcome") {
      tell(lineWords.dataset.live);
      look(); // what happened while there was no line
    } else if (frame.type === "notice") soon();
  },
  down() {
    tell(lineWords.dataset.polling);
    plan();
  },
  ended: () => location.reload(),
});

document.addEventListener("visibilitychange", () => document.hidden || soon());
addEventListener("pageshow", (event) => event.persisted && soon());
count();
plan();
setInterval(tick, 1000);
line.connect();
