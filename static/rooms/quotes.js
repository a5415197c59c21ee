// Wherever else a message is shown: in answers to it and in "You are answering". All of it is drawn from the last known
// state of that message, so that what is taken back, hidden or changed is so in every place, however old it is.

import { excerpt, nameOf, shorten } from "./message.js";
import { say } from "./words.js";

const MOST = 600; // messages of frames that are remembered
const list = document.getElementById("messages");
const place = document.getElementById("composer-reply");
const template = document.getElementById("answered-template").content;
const known = new Map();

/** A quote: {key} of a sentence that says all, or a name and words. */
function ofFact({ hidden, removed, note, author, body_html }) {
  if (hidden) return { key: "answer-to-hidden" };
  if (removed === "moderator") return { key: "answer-to-hidden" }; // it may be the name that was the harm
  if (removed) return { name: author.name, words: say("answer-gone"), gone: true };
  if (note) return { name: author.name, words: say("answer-note") };
  const text = document.createElement("template");
  text.innerHTML = body_html.replaceAll("<br>", "\n"); // drawn and escaped by the server
  return { name: author.name, words: shorten(text.content.textContent) };
}

function ofItem(item) {
  if (!nameOf(item)) return { key: "answer-to-hidden" };
  const gone = Boolean(item.querySelector(".tombstone"));
  return { name: nameOf(item), words: excerpt(item), gone };
}

function draw(link, { key, name, words }) {
  if (key) {
    link.textContent = say(key);
    return;
  }
  const [span, q] = template.firstElementChild.cloneNode(true).querySelectorAll("span, q");
  span.textContent = say("answer-to", { name });
  q.textContent = words;
  link.replaceChildren(span, " ", q);
}

/** The line above an answer; `item` is the message it answers, where this tab shows it. */
export function line(base, seq, item) {
  const drawn = template.firstElementChild.cloneNode(true);
  const link = drawn.querySelector("a");
  link.href = `${base}messages/${seq}/`;
  link.dataset.jump = seq;
  draw(link, known.get(Number(seq)) ?? (item ? ofItem(item) : { key: "answer-to-earlier" }));
  return drawn;
}

/** What stands above the writing field while `seq` is being answered. */
export function answering(seq, item) {
  const quote = known.get(Number(seq)) ?? (item ? ofItem(item) : null);
  const span = place.querySelector("span");
  if (!quote) span.textContent = say("answering-earlier");
  else if (quote.key || quote.gone) span.textContent = say("answering-gone");
  else span.textContent = `${say("answering", quote)} ${quote.words}`;
}

/** News of messages: every place that shows one of them follows. `replyTo` is what is being answered just now. With
 * `reset` the room is drawn anew, and what was known before may be nothing to be shown any more. */
export function follow(messages, replyTo, reset) {
  if (reset) known.clear();
  for (const message of messages) {
    if ((known.get(message.seq)?.version ?? 0) > message.version) continue;
    known.delete(message.seq);
    known.set(message.seq, { ...ofFact(message), version: message.version });
    if (known.size > MOST) known.delete(known.keys().next().value);
    for (const link of list.querySelectorAll(`[data-jump="${message.seq}"]`)) draw(link, known.get(message.seq));
    if (message.seq === replyTo) answering(replyTo);
  }
  if (reset && replyTo) answering(replyTo, document.getElementById(`m${replyTo}`));
}

/** Whoever wrote these goes by another name now. */
export function renamed(seqs, name) {
  for (const seq of seqs) {
    const quote = known.get(seq);
    if (quote?.name) known.set(seq, { ...quote, name });
    for (const span of list.querySelectorAll(`[data-jump="${seq}"] > span`)) span.textContent = say("answer-to", { name });
  }
}

// Older messages come as the site drew them, perhaps a moment before something in them was taken back.
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const item of addedNodes) {
      const link = item.querySelector?.("[data-jump]");
      const quote = link && known.get(Number(link.dataset.jump));
      if (quote) draw(link, quote);
    }
  }
}).observe(list, { childList: true });
