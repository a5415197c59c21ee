// One message in the page: a copy of the template the server draws with, filled from a frame.

import * as times from "./times.js";
import { roleOf, say } from "./words.js";

const template = document.getElementById("message-template").content;
const noteTemplate = document.getElementById("note-template").content;
const answeredTemplate = document.getElementById("answered-template").content;
const room = document.getElementById("room").dataset;
const me = Number(room.me);

/** A fresh element. `find(seq)` gives the element of another message, to quote it. */
export function draw(message, find) {
  const item = template.querySelector(".message").cloneNode(true);
  const mine = message.author.id === me;
  item.id = `m${message.seq}`;
  Object.assign(item.dataset, { seq: message.seq, author: message.author.id, at: message.at });
  if (mine) item.dataset.clientId = message.client_id;
  item.classList.toggle("is-own", mine);
  const part = (selector) => item.querySelector(selector);
  part(".mark").src = room.mark.replace("MARK", message.author.mark);
  part(".message-name").textContent = message.author.name;
  part(".message-role").textContent = roleOf(message.author);
  part(".message-role").hidden = !message.author.role;
  const link = `${room.base}messages/${message.seq}/`;
  part(".message-link").href = link;
  times.show(part("time"), message.at);
  part(".reactions").action = `${link}react/`;
  const menu = part(".message-menu");
  if (menu) {
    if (mine) menu.querySelector("summary").firstChild.textContent = say("own-menu");
    part(".message-of").textContent = say("of", { name: message.author.name, time: part("time").textContent });
    for (const action of menu.querySelectorAll("[data-act]")) {
      if (action.dataset.act === "reply") action.href = `${room.base}?reply=${message.seq}#composer`;
      else if (mine) action.href = `${link}${action.dataset.act}/`;
      else action.remove();
    }
    const block = menu.querySelector("[data-block]");
    if (mine) block?.remove();
    else if (block) block.href = `${link}block/`;
    const about = `${room.room}.${message.seq}`;
    const next = encodeURIComponent(`${room.base}#m${message.seq}`);
    const report = menu.querySelector("[data-report]");
    if (mine) report?.remove();
    else if (report) report.href = `/report/message/${about}/?next=${next}`;
    for (const tool of menu.querySelectorAll("[data-moderate]")) {
      tool.href = `/moderate/message/${about}/?act=${tool.dataset.moderate}&next=${next}`;
    }
    if (mine) menu.querySelector(".message-tools")?.remove();
  }
  if (message.reply_to) part(".message-words").before(quote(message.reply_to, find(message.reply_to)));
  fill(item, message);
  return item;
}

/** Bring an element to the state of `message`; focus and what is unfolded stay as they are. */
export function fill(item, message) {
  item.dataset.version = message.version;
  const gone = message.removed ? `removed-${message.removed}` : message.hidden ? "hidden" : "";
  item.querySelector(".message-edited").hidden = !message.edited || Boolean(gone);
  if (gone) {
    bury(item, say(gone));
    return;
  }
  const words = item.querySelector(".message-words");
  if (!words.querySelector(".message-body")) {
    words.replaceChildren(Object.assign(document.createElement("div"), { className: "message-body", dir: "auto" }));
  }
  const body = words.querySelector(".message-body");
  if (message.note && !words.querySelector(".message-note")) {
    const fold = noteTemplate.firstElementChild.cloneNode(true);
    fold.querySelector("b").textContent = message.note;
    body.replaceWith(fold);
    fold.append(body);
  }
  if (body.dataset.html !== message.body_html && body.innerHTML !== message.body_html) {
    body.innerHTML = message.body_html; // drawn and escaped by the server, the same that the page itself holds
  }
  body.dataset.html = message.body_html;
  for (const button of item.querySelectorAll(".reaction")) count(button, message.reactions[button.value] ?? 0);
}

function bury(item, sentence) {
  const focused = item.contains(document.activeElement);
  for (const part of item.querySelectorAll(".message-menu, .reactions, .message-answered, form")) part.remove();
  const words = Object.assign(document.createElement("p"), { className: "tombstone", textContent: sentence });
  item.querySelector(".message-words").replaceChildren(words);
  if (focused) item.querySelector(".message-link").focus();
}

export function count(button, number) {
  button.querySelector(".n").textContent = number || "";
  button.classList.toggle("is-none", !number);
}

function quote(seq, answered) {
  const line = answeredTemplate.firstElementChild.cloneNode(true);
  const link = line.querySelector("a");
  link.href = `${room.base}messages/${seq}/`;
  link.dataset.jump = seq;
  if (!answered) {
    link.textContent = say("answer-to-earlier");
    return line;
  }
  if (!nameOf(answered)) {
    link.textContent = say("answer-to-hidden");
    return line;
  }
  link.querySelector("span").textContent = say("answer-to", { name: nameOf(answered) });
  link.querySelector("q").textContent = excerpt(answered);
  return line;
}

export const nameOf = (item) => item.querySelector(".message-name").textContent;

/** What somebody wrote, as it was typed: line breaks are drawn as <br>. */
export function wordsOf(item) {
  const copy = item.querySelector(".message-body")?.cloneNode(true);
  if (!copy) return "";
  for (const line of copy.querySelectorAll("br")) line.replaceWith("\n");
  return copy.textContent;
}

export function excerpt(item) {
  if (item.querySelector(".tombstone")) return say("answer-gone");
  if (item.querySelector(".message-note")) return say("answer-note");
  const words = wordsOf(item);
  return words.length > 90 ? `${words.slice(0, 89)}…` : words;
}
