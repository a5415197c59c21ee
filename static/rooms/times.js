// Times and days in the zone of whoever reads. The page says which one it was drawn in, and both draw by one rule.

import { say } from "./words.js";

const page = document.documentElement;
const language = page.lang || "en";
// A site that does not know the zone yet leaves it out: then it is the one of this device (site/timezone.js).
const timeZone = known(page.dataset.zone);
const hour = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
const numbers = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone });
const words = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

function known(name) {
  try {
    return name && new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined; // a zone this browser has not heard of
  }
}

/** The reader's calendar day as 2026-11-23. */
export const dayOf = (at) => numbers.format(new Date(at));

const shifted = (day, by) => new Date(Date.parse(`${day}T12:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);

/** "Today", "Yesterday", "Monday 23 November", with the year where it is another one: as the server says it. */
export function dayWords(day) {
  const today = dayOf(Date.now());
  if (day === today) return say("today");
  if (day === shifted(today, -1)) return say("yesterday");
  return dateWords(day, today);
}

function dateWords(day, today = "") {
  const parts = Object.fromEntries(words.formatToParts(new Date(`${day}T12:00:00Z`)).map(({ type, value }) => [type, value]));
  const year = day.slice(0, 4) === today.slice(0, 4) ? [] : [parts.year];
  return [parts.weekday, parts.day, parts.month, ...year].join(" ");
}

export function dayLine(day) {
  const line = Object.assign(document.createElement("li"), { className: "day" });
  line.append(Object.assign(document.createElement("time"), { dateTime: day, textContent: dayWords(day) }));
  return line;
}

/** Write `at` into a <time>. */
export function show(time, at) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return;
  time.dateTime = at;
  time.textContent = hour.format(date);
  time.title = `${dateWords(dayOf(at))}, ${time.textContent}`;
}

/** When this day ends here: found by asking, as a day of 23 or 25 hours does. */
function nextMidnight(now) {
  const today = dayOf(now);
  let [early, late] = [now, now + 26 * 3_600_000];
  while (late - early > 500) {
    const middle = (early + late) / 2;
    if (dayOf(middle) === today) early = middle;
    else late = middle;
  }
  return late;
}

/** Call `then` whenever the reader's day has changed, also for a page that has slept. */
export function atMidnight(then) {
  let day = dayOf(Date.now());
  let timer = null;
  const look = () => {
    clearTimeout(timer);
    const now = Date.now();
    timer = setTimeout(look, nextMidnight(now) - now + 500);
    if (dayOf(now) === day) return;
    day = dayOf(now);
    then();
  };
  look();
  document.addEventListener("visibilitychange", () => document.hidden || look());
  addEventListener("pageshow", look);
}
