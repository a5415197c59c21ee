// The title of a tab that nobody looks at says that something came into its room meanwhile.

const { me, top } = document.getElementById("room").dataset;
let last = Number(top);

function say(here) {
  dispatchEvent(new CustomEvent("openhearth:here", { detail: here }));
}

export function heard(messages) {
  const fresh = messages.filter(({ seq }) => seq > last);
  last = Math.max(last, ...fresh.map(({ seq }) => seq));
  if (document.hidden && fresh.some(({ author, body_html }) => body_html && String(author.id) !== me)) say(1);
}

document.addEventListener("visibilitychange", () => document.hidden || say(0));
