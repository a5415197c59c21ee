// The same over HTTP, for where no socket can be had: a proxy that lets none through, a full room.

import { CODES } from "../site/line.js";

const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
// For whom this page was drawn: the site does nothing for it under somebody else's sign-in.
const as = document.querySelector("[data-me]")?.dataset.me ?? "";
const PATIENCE = 15_000;

/** {ok, status, fact, reached}: `fact` is a frame of the wire contract or null. */
async function ask(url, options = {}) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), PATIENCE);
  try {
    const answer = await fetch(url, {
      ...options,
      signal: limit.signal,
      credentials: "same-origin",
      redirect: "manual",
      headers: { Accept: "application/json", "X-As": as, ...options.headers },
    });
    const json = (answer.headers.get("content-type") ?? "").includes("json");
    return { reached: true, ok: answer.ok, status: answer.status, fact: json ? await answer.json() : null };
  } catch {
    return { reached: false, ok: false, status: 0, fact: null };
  } finally {
    clearTimeout(timer);
  }
}

/** Why this tab may not go on, as a close code of the line; 0: it may. */
export const endOf = ({ reached, status, fact }) =>
  !reached || (status !== 401 && status !== 0) ? 0 : fact?.code === "somebody_else" ? CODES.OTHER : CODES.SIGNED_OUT;

export const get = (url) => ask(url);

export const post = (url, fields) =>
  ask(url, { method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams(fields) });

export async function html(url) {
  const answer = await fetch(url, { credentials: "same-origin", headers: { "X-As": as } });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return answer.text();
}
