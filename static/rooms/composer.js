// The writing field: what sends, a draft that is kept, answering and changing. What the Enter key does: enter.js.

import { over, show } from "../site/count.js";
import * as enter from "./enter.js";
import { keep, kept } from "./kept.js";
import { wordsOf } from "./message.js";
import { answering } from "./quotes.js";
import { say } from "./words.js";

const TYPING = 3000;
// A letter, a digit or a sign; of those, some draw nothing. The site looks at it more closely.
const SHAPE = /[^\P{L}\u115f\u1160\u3164\uffa0]|[\p{N}\p{P}]|[^\P{S}\u2800]/u;
const byId = (id) => document.getElementById(id);

export class Composer {
  /** `on` gets: send({body, note, reply_to, anyway}), edit(seq, body) telling whether it went out, typing(). */
  constructor(key, on) {
    this.key = `openhearth:draft:${key}`;
    this.on = on;
    this.form = byId("composer");
    this.field = byId("id_body");
    this.note = byId("id_note");
    this.button = byId("send");
    this.wrong = byId("composer-wrong");
    this.editing = null; // {seq, before, sent}
    this.typedAt = 0;
    this.replyTo = Number(this.form.elements.reply_to.value) || null;
    this.#listen();
    this.#draft();
  }

  reply(item) {
    this.stopEditing();
    this.#answer(Number(item.dataset.seq));
    this.field.focus();
    this.#keep();
  }

  #answer(seq) {
    this.replyTo = seq;
    answering(seq, byId(`m${seq}`));
    byId("composer-reply").hidden = false;
  }

  noReply() {
    this.replyTo = null;
    this.form.elements.reply_to.value = "";
    byId("composer-reply").hidden = true;
    this.#keep();
  }

  edit(item) {
    if (!this.editing) this.editing = { before: this.field.value };
    Object.assign(this.editing, { seq: Number(item.dataset.seq), sent: false });
    this.#set(wordsOf(item));
    byId("composer-edit").hidden = false;
    byId("composer-reply").hidden = true;
    byId("composer-note").hidden = true;
    this.button.textContent = say("save");
    this.field.focus();
  }

  stopEditing() {
    if (!this.editing) return;
    const { before } = this.editing;
    this.editing = null;
    this.#set(before);
    byId("composer-edit").hidden = true;
    byId("composer-note").hidden = false;
    byId("composer-reply").hidden = !this.replyTo;
    this.button.textContent = say("send");
    this.refuse("");
  }

  /** News of a message: if it is the one that was changed here, the change is stored. */
  changed(seq) {
    if (this.editing?.sent && this.editing.seq === seq) this.stopEditing();
  }

  /** Something that was asked for here was refused; what was typed stays. */
  refuse(sentence) {
    if (this.editing) this.editing.sent = false;
    this.wrong.textContent = sentence;
    this.wrong.hidden = !sentence;
  }

  /** Give words back to the field, before what is there. */
  giveBack({ body, note, reply_to }) {
    this.stopEditing();
    this.#set([body, this.field.value].filter(Boolean).join("\n"));
    if (note) this.note.value = note;
    if (reply_to) this.#answer(reply_to);
    this.field.focus();
    this.#keep();
  }

  slow(seconds) {
    byId("composer-slow").hidden = !seconds;
    byId("composer-slow").textContent = seconds ? say("slow-room", { n: seconds }) : "";
  }

  close() {
    this.button.disabled = true;
  }

  /** Away from the screen, and not from what this tab keeps for the one who wrote it. */
  hide() {
    this.editing = null;
    this.form.hidden = true;
    this.form.reset();
    this.field.value = "";
    this.note.value = "";
  }

  #listen() {
    enter.begin(this.field, byId("composer-enter"));
    // What is wrong is said by us, also for an empty field: a browser's own bubble covers the talk.
    this.form.noValidate = true;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(event.submitter?.name === "anyway");
    });
    this.field.addEventListener("keydown", (event) => {
      if (!enter.sends(event)) return;
      event.preventDefault();
      this.#send();
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.editing) this.stopEditing();
    });
    this.form.addEventListener("input", () => {
      this.#grow();
      this.#keep();
      if (!this.field.value || this.editing || Date.now() - this.typedAt < TYPING) return;
      this.typedAt = Date.now();
      this.on.typing();
    });
    this.form.addEventListener("click", (event) => {
      const act = event.target.closest("[data-act]")?.dataset.act;
      if (act !== "no-reply" && act !== "no-edit") return;
      event.preventDefault();
      if (act === "no-reply") this.noReply();
      else this.stopEditing();
      this.field.focus();
    });
  }

  #send(anyway = false) {
    const body = this.field.value.trim();
    if (this.button.disabled) return;
    const long = over(this.field);
    const note = over(this.note);
    if (!SHAPE.test(body)) return this.refuse(say("nothing"));
    if (long || note) return this.refuse(say(long ? "too-long" : "note-too-long", { n: long || note }));
    this.refuse("");
    if (this.editing) {
      if (this.on.edit(this.editing.seq, body)) this.editing.sent = true;
      return;
    }
    this.on.send({ body, note: this.note.value.trim(), reply_to: this.replyTo, anyway });
    byId("composer-remind")?.remove();
    this.#notBackAgain();
    this.#set("");
    this.note.value = "";
    show(this.note);
    byId("composer-note").open = false;
    this.typedAt = 0;
    this.noReply();
  }

  /** Words that had come back with the page are on their way now, and not by its form: the site need not keep them. */
  #notBackAgain() {
    const back = this.form.querySelector(".words-back");
    if (!back) return;
    fetch(back.querySelector("a").href, { credentials: "same-origin" }).catch(() => {});
    back.remove();
  }

  #set(words) {
    this.field.value = words;
    show(this.field);
    this.#grow();
  }

  /** As high as what is written, where the style sheet alone cannot do it. */
  #grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }

  #keep() {
    if (this.editing) return;
    const draft = { body: this.field.value, note: this.note.value, reply_to: this.replyTo };
    keep(this.key, draft.body || draft.note ? JSON.stringify(draft) : "");
  }

  #draft() {
    try {
      const draft = JSON.parse(kept(this.key) || "{}");
      // A page that came back from the site with what was typed, or from the browser's own memory, goes first.
      this.#set(this.field.value || draft.body || "");
      this.note.value ||= draft.note || "";
      if (draft.reply_to && !this.replyTo && this.field.value === draft.body) this.#answer(draft.reply_to);
    } catch {
      this.#set(this.field.value);
    }
    if (this.note.value) byId("composer-note").open = true;
  }
}
