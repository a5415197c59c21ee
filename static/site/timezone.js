// Tells the site which time zone this device goes by, so that every page, also one drawn before a script runs, shows one
// clock. An account that has chosen a zone goes first (community/middleware.py).
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
const secure = location.protocol === "https:" ? "; Secure" : "";
const isKnown = () => document.cookie.split("; ").includes(`zone=${zone}`);
if (zone && !isKnown()) {
  document.cookie = `zone=${zone}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  // "Get help now" waits for it, to begin with a country; asked anew only where the browser keeps it, so never twice.
  if (isKnown() && document.querySelector("[data-asks-zone]")) location.replace(location.href);
}
for (const field of document.querySelectorAll("input[data-time-zone]")) field.value = zone;
