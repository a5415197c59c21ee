// Tells the site which time zone this device goes by, so that every page, also one drawn before a script runs, shows one
// clock. An account that has chosen a zone goes first (community/middleware.py).
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
const secure = location.protocol === "https:" ? "; Secure" : "";
if (zone && !document.cookie.split("; ").includes(`zone=${zone}`)) {
  document.cookie = `zone=${zone}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}
for (const field of document.querySelectorAll("input[data-time-zone]")) field.value = zone;
