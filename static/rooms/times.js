// Times and days in the zone of whoever reads; without script the server's drawing stands.

import { say } from "./words.js";

// The page's language, in the way of the reader's country where both are known ("en" read in Dublin).
const page = document.documentElement.lang || "en";
const language = navigator.languages?.find((each) => each.split("-")[0] === page.split("-")[0]) ?? page;
const hour = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const whole = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" });
const dayName = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });
const dayAndYear = new Intl.DateTimeFormat(language, { dateStyle: "full" });

/** A local calendar day as 2026-11-23. */
export function dayOf(at) {
  const date = new Date(at);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

export function dayWords(day) {
  const now = new Date();
  if (day === dayOf(now)) return say("today");
  const before = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (day === dayOf(before)) return say("yesterday");
  const date = new Date(`${day}T12:00:00`);
  return (date.getFullYear() === now.getFullYear() ? dayName : dayAndYear).format(date);
}

/** Write `at` into a <time>. */
export function show(time, at) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return;
  time.dateTime = at;
  time.textContent = hour.format(date);
  time.title = whole.format(date);
}
