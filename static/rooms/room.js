// The live room: ties the line, the log, the writing field and what waits to be sent together.

import { About } from "./about.js";
import * as acts from "./acts.js";
import * as away from "./away.js";
import { Announcer } from "./announcer.js";
import { Composer } from "./composer.js";
import * as http from "./http.js";
import { Log } from "./log.js";
import * as keys from "./keys.js";
import { Marks } from "./marks.js";
import { pressed } from "./message.js";
import { Pages } from "./older.js";
import { Outbox } from "./outbox.js";
import { People } from "./people.js";
import * as place from "./place.js";
import { CODES, Line } from "../site/line.js";
import * as names from "./names.js";
import * as quotes from "./quotes.js";
import * as sides from "./sides.js";
import { LineState } from "./state.js";
import { Sync } from "./sync.js";
import { Unsent } from "./unsent.js";
import { say } from "./words.js";

const POLL = 5000;
const FULL = 30_000;
const MOST_FRAME = 16 * 1024; // bytes the site reads of one frame (docs/protocol.md)

const root = document.getElementById("room");
const data = root.dataset;
const room = data.room;
const me = Number(data.me);
const key = `${me}:${room}`;

let ready = false; // the room is open on the line and caught up
let over = false;
let other = false; // somebody else is signed in here now
let polling = null;
let clock = 0; // how far this device's clock is behind the site's
let reacting = null;

const announcer = new Announcer(document.getElementById("announcer"));
const state = new LineState(announcer);
const people = new People({ me, mark: data.mark });
const marks = new Marks(key, { send: read, first: showFirst });
const log = new Log(announcer, {
  took(item) {
    marks.watch(item);
    keys.calm(item);
  },
  changed: () => marks.show(),
  isRead: (seq) => seq <= marks.read,
  trimmed: (seq) => pages.from(seq),
  newest: () => pages.newest(),
  again: async (seq) => (await pages.around(seq)) && log.stand({ seq, top: 0 }),
});
const pages = new Pages(log, announcer);
const unsent = new Unsent(() => ready || polling);
const outbox = new Outbox(key, { send, draw: (items) => other || unsent.draw(items), doubt: () => line.doubt() });
const composer = document.getElementById("composer")
  ? new Composer(key, {
      send: async (words) => {
        outbox.add(words);
        if (log.newer) await pages.newest();
        log.toEnd();
      },
      edit: (seq, body) => command("message.edit", { seq, body }, "edit", { body }),
      typing: () => ready && line.send({ type: "typing.start", room }),
    })
  : null;
// Few write to somebody by name: what offers the names is fetched with the first @.
composer?.field.addEventListener("input", async ({ target }) => {
  if (target.value.includes("@")) (await import("./mention.js")).begin(announcer);
});
const about = new About(announcer, composer);
const sync = new Sync(room, Number(data.version), {
  open: (after) => line.send({ type: "room.open", room, after }),
  changes,
});
const scheme = location.protocol === "https:" ? "wss:" : "ws:";
const line = new Line(`${scheme}//${location.host}${data.socket}`, me, {
  frame: (frame) => over || FACTS[frame.type]?.(frame),
  down,
  failing,
  ended,
  tooLarge: () => outbox.refused(null, say("failed-too-large")),
});

const FACTS = {
  welcome({ epoch, server_time }) {
    clock = new Date(server_time).getTime() - Date.now();
    sync.welcome(epoch);
  },
  "room.opened"(frame) {
    if (frame.room !== room) return;
    if (frame.me?.member ?? true) marks.joined();
    marks.heard(frame.read);
    sync.opened(frame);
    about.show(frame.state);
  },
  "room.changes"(frame) {
    if (frame.room !== room) return;
    names.meet([...frame.messages.map(({ author }) => author), ...(frame.people ?? [])]);
    sync.changes(frame);
    if (frame.state) about.show(frame.state);
    if (sync.asked || ready) return;
    ready = true;
    stopPolling();
    state.set("");
    unsent.draw(outbox.items);
    outbox.flush();
    log.settle();
    marks.tell();
  },
  "message.accepted"(frame) {
    outbox.accepted(frame.client_id, frame.seq);
    joined();
  },
  "message.held"({ client_id, message, url }) {
    if (outbox.held(client_id, message, url)) announcer.tell(message);
  },
  "message.remind"({ client_id, message, may_send }) {
    if (outbox.remind(client_id, message, may_send)) announcer.tell(message);
  },
  "room.people": (frame) => frame.room === room && (names.meet(frame.people), people.show(frame)),
  "room.typing": (frame) => frame.room === room && people.write(frame.people),
  "room.closed": (frame) => frame.room === room && close(frame.reason),
  // What is about this very room is shown in its own place (newcomers.js); the rest at the head of the page.
  notice: ({ kind, text, url }) => text && url === data.base && kind !== "welcome" && announcer.tell(text),
  refused,
  pong: ({ versions }) => (room in versions ? sync.heard(versions[room]) : ready && sync.ask()),
};

function changes(messages, { reset, mine }) {
  if (reset) log.reset(messages, mine);
  else log.apply(messages, { mine });
  quotes.follow(messages, composer?.replyTo, reset);
  away.heard(messages);
  for (const message of messages) {
    people.stop(message.author.id);
    if (message.seq === reacting?.seq) reacting = null;
    if (message.author.id !== me) continue;
    composer?.changed(message.seq);
    const item = log.find(message.seq);
    if (outbox.arrived(message.client_id) && item) {
      joined();
      log.sent(item);
      log.settle();
    }
  }
}

/** Whoever has written has joined; the line that says so has done its work. */
function joined() {
  marks.joined();
  document.querySelector(".before-writing")?.remove();
}

function refused({ code, message, client_id, retry_after, room: about }) {
  if (client_id) {
    const item = outbox.items.find((each) => each.client_id === client_id);
    if (item) item.slow = code === "slow_mode";
    if (outbox.refused(client_id, message, retry_after)) announcer.tell(message);
    return;
  }
  if (sync.asked && !ready && about === room) {
    sync.forget();
    if (code === "room_full") full(message);
    else if (retry_after) setTimeout(() => sync.ask(), retry_after * 1000);
    else close(message);
    return;
  }
  if (reacting) {
    pressed(reacting.item, reacting.reaction, !reacting.on);
    reacting = null;
  }
  composer?.refuse(message);
  announcer.tell(message);
}

// --- Going out ---------------------------------------------------------------------------------------

/** Tells whether it is under way. */
function send(item) {
  if (over) return false;
  const { client_id, body, note, reply_to } = item;
  const anyway = Boolean(item.anyway);
  // What is too large for a frame goes by form; what comes of it arrives on the line as always.
  const frame = { type: "message.send", room, client_id, body, anyway };
  if (reply_to) frame.reply_to = reply_to;
  if (note) frame.note = note;
  const fits = new TextEncoder().encode(JSON.stringify(frame)).length <= MOST_FRAME;
  if (ready && line.up && fits) {
    // That `anyway` is said at all tells the site that this page knows what held and reminded of means.
    return line.send(frame);
  }
  if (!polling && (fits || !ready)) return false;
  http.post(`${data.base}messages/`, { client_id, body, note, reply_to: reply_to ?? "", anyway: Number(anyway) }).then((answer) => {
    if (http.endOf(answer)) line.end(http.endOf(answer));
    else if (answer.fact && FACTS[answer.fact.type]) {
      FACTS[answer.fact.type]({ client_id, ...answer.fact });
      poll();
    } else outbox.lost();
  });
  return true;
}

/** A command on the socket, or the same by form where there is none. Tells whether it went out. */
function command(type, fields, path, form) {
  if (ready && line.send({ type, room, ...fields })) return true;
  if (!polling) {
    announcer.tell(say("later"));
    composer?.refuse(say("later"));
    return false;
  }
  http.post(`${data.base}messages/${fields.seq}/${path}/`, form).then((answer) => {
    if (answer.fact?.type === "refused") refused(answer.fact);
    poll();
  });
  return true;
}

acts.listen(
  log,
  {
    reply: (item) => composer?.reply(item),
    edit: (item) => composer?.edit(item),
    remove: (seq) => command("message.remove", { seq }, "remove", {}),
    react: (seq, reaction, on) => {
      const out = command("message.react", { seq, reaction, on }, "react", { kind: reaction, on: on ? "1" : "0" });
      if (out) reacting = { item: log.find(seq), seq, reaction, on };
      return out;
    },
  },
  { editSeconds: Number(data.editSeconds), now: () => Date.now() + clock },
);

document.getElementById("unsent").addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]")?.dataset.act;
  const id = event.target.closest("[data-client-id]")?.dataset.clientId;
  if (act === "retry" || act === "anyway") outbox.retry(id, { anyway: act === "anyway" });
  else if (act === "away") outbox.drop(id);
  else if ((act === "back" || act === "change") && composer) composer.giveBack(outbox.drop(id));
});

/** Tells whether it went out. */
function read(seq) {
  if (ready) return line.send({ type: "room.read", room, seq });
  if (polling) http.post(`${data.base}seen/`, { seq });
  return Boolean(polling);
}

async function showFirst(seq) {
  if (!log.find(seq) && !(await pages.around(seq))) return;
  log.jump(seq);
  log.mark(null);
}

// --- The line comes and goes -------------------------------------------------------------------------

function down({ offline }) {
  ready = false;
  sync.forget();
  outbox.lost();
  if (!over && !polling) state.set("reconnecting", { now: offline });
}

/** Nobody answered on the socket. Is the site away, the sign-in gone, or only the socket in the way? */
async function failing(times) {
  if (over) return;
  const answer = await http.get(`${data.base}changes/?after=${sync.version}`);
  if (ready || over || !answer.reached) return;
  if (http.endOf(answer)) line.end(http.endOf(answer));
  else if (answer.status === 403 || answer.status === 404) close(answer.fact?.message);
  else if (answer.ok && times > 1) {
    state.set("polling", { now: true });
    startPolling();
  }
}

function startPolling() {
  if (polling || over) return;
  polling = setInterval(poll, POLL);
  poll();
}

function stopPolling() {
  clearInterval(polling);
  polling = null;
}

async function poll() {
  if (!polling) return;
  const answer = await http.get(`${data.base}changes/?after=${sync.version}`);
  const { ok, reached, status, fact } = answer;
  if (!polling) return;
  if (!ok || !fact) {
    if (http.endOf(answer)) line.end(http.endOf(answer));
    else if (reached && (status === 403 || status === 404)) close(fact?.message);
    return;
  }
  if (fact.version < sync.version) {
    window.location.reload(); // the database was restored
    return;
  }
  sync.changes(fact);
  if (fact.more) poll();
  else outbox.flush();
}

/** Every place is taken: read along, and look again for a free one. */
function full(message) {
  state.set("full", { now: true, sentence: message });
  startPolling();
  setTimeout(() => !ready && !over && sync.ask(), FULL);
}

function close(message) {
  over = true;
  stopPolling();
  composer?.close();
  state.set("room-closed", { now: true, sentence: message });
  // The line stays: what there is to tell the person about it comes over it.
  line.send({ type: "room.close", room });
}

function ended(code) {
  const before = over;
  ready = false;
  over = true;
  stopPolling();
  composer?.close();
  if (code === CODES.SIGNED_OUT || code === CODES.OTHER) {
    // Somebody else may sit here now.
    log.clear();
    document.getElementById("people").replaceChildren();
    other = code === CODES.OTHER;
    if (other) {
      // What is not sent stays kept for the one who wrote it, and is shown to nobody else.
      composer?.hide();
      unsent.draw([]);
      document.getElementById("details").hidden = true;
    }
    state.set(other ? "somebody-else" : "signed-out", { now: true, link: other ? data.base : data.login });
  } else if (!before) {
    state.set("not-here", { now: true });
  }
}

// --- Begin -------------------------------------------------------------------------------------------

for (const item of log.list.querySelectorAll("[data-client-id]")) outbox.arrived(item.dataset.clientId);
log.begin();
marks.begin(log);
keys.begin(log);
unsent.draw(outbox.items);
sides.begin(log);
place.begin(log, pages);
const asked = document.getElementById("edit");
if (asked && composer) {
  composer.form.hidden = false;
  const item = log.find(/(\d+)\/edit\/$/.exec(asked.action)?.[1]);
  if (item && !asked.querySelector(".composer-wrong")) {
    asked.remove();
    const skip = document.querySelector(".skip[href='#id_edit_body']");
    if (skip) skip.href = "#id_body"; // the field it led to is gone
    composer.edit(item);
  }
}
line.connect();
