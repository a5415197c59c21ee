// What this tab remembers, for this person only. After "Leave this site" nothing is written any more.

const LEFT = "left"; // set by site/leave.js

export function keep(key, value) {
  try {
    if (sessionStorage.getItem(LEFT)) return;
    if (value) sessionStorage.setItem(key, value);
    else sessionStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing for us: the tab itself still does.
  }
}

export function kept(key) {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}
